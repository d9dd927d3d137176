package dev.plongee.core;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/// One thing that may happen to a single server; what exactly it means is settled when it happens
/// ([OneServer]), so that a list of moves stays a sensible one when some are left out.
sealed interface Move {
  record Pass(int us) implements Move {}

  record Expire(Timer timer) implements Move {}

  /// A message of this kind; the numbers are taken relative to what the server holds.
  record Hear(int from, Kind kind, int termDelta, int a, int b, int c) implements Move {}

  record Propose(int count) implements Move {}

  record Read(int count) implements Move {}

  record ReadHere(int count) implements Move {}

  record Transfer(int target) implements Move {}

  /// @param voters bits of ids
  record ChangeMembers(int voters) implements Move {}

  record Sync(int writes) implements Move {}

  record Apply(int entries) implements Move {}

  record Restart() implements Move {}

  /// The state machine writes a snapshot of what it has applied.
  record Snapshot() implements Move {}

  /// The transfer of a snapshot to this peer ends.
  record SnapshotSent(int peer, boolean arrived) implements Move {}

  /// The disk has room for more entries, or has not.
  record Space(boolean enough) implements Move {}

  /// A whole campaign in which two others vote for the server, so that it leads now and then.
  record Win() implements Move {}

  enum Kind {
    PRE_VOTE,
    PRE_VOTE_GRANTED,
    PRE_VOTE_REFUSED,
    REQUEST_VOTE,
    VOTE_GRANTED,
    VOTE_REFUSED,
    APPEND_ENTRIES,
    ACCEPTED,
    REJECTED,
    OUT_OF_SPACE,
    INSTALL_SNAPSHOT,
    STALE,
    READ_INDEX_ASKED,
    READ_INDEX,
    TIMEOUT_NOW
  }

  static Arbitrary<List<Move>> lists() {
    return any().list().ofMaxSize(120).withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Move> any() {
    Arbitrary<Integer> term =
        Arbitraries.frequency(Tuple.of(30, 0), Tuple.of(2, 1), Tuple.of(2, -1), Tuple.of(1, 3));
    Arbitrary<Integer> small = Arbitraries.integers().between(0, 9);
    Arbitrary<Move> hear =
        Combinators.combine(
                Arbitraries.integers().between(2, 5),
                Arbitraries.of(Kind.class),
                term,
                small,
                small,
                small)
            .as(Hear::new);
    return Arbitraries.frequencyOf(
        Tuple.of(12, hear),
        Tuple.of(3, Arbitraries.integers().between(0, 200_000).map(Pass::new)),
        Tuple.of(2, Arbitraries.of(Timer.class).map(Expire::new)),
        Tuple.of(2, Arbitraries.integers().between(0, 5).map(Propose::new)),
        Tuple.of(3, Arbitraries.integers().between(1, 3).map(Read::new)),
        Tuple.of(2, Arbitraries.integers().between(1, 3).map(ReadHere::new)),
        Tuple.of(1, Arbitraries.integers().between(1, 6).map(Transfer::new)),
        Tuple.of(1, membersWithS1Mostly().map(ChangeMembers::new)),
        Tuple.of(5, Arbitraries.integers().between(1, 4).map(Sync::new)),
        Tuple.of(2, Arbitraries.integers().between(1, 9).map(Apply::new)),
        Tuple.of(1, Arbitraries.just(new Restart())),
        Tuple.of(3, Arbitraries.just(new Snapshot())),
        Tuple.of(
            1,
            Combinators.combine(Arbitraries.integers().between(2, 5), Arbitraries.of(true, false))
                .as(SnapshotSent::new)),
        Tuple.of(1, Arbitraries.of(true, true, false).map(Space::new)),
        Tuple.of(2, Arbitraries.just(new Win())));
  }

  /// A server that does not vote leads a quiet life.
  private static Arbitrary<Integer> membersWithS1Mostly() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of(0b011, 0b101, 0b111)),
        Tuple.of(1, Arbitraries.integers().between(1, 0b11111)));
  }
}
