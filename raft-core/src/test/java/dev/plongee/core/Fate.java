package dev.plongee.core;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/// One thing that may happen in a cluster. Places count from 0 and wrap around, so that a list of
/// fates stays a sensible one when some are left out.
sealed interface Fate {
  record Deliver(int place) implements Fate {}

  record Duplicate(int place) implements Fate {}

  record Lose(int place) implements Fate {}

  /// Everything on the table arrives, in order, but for what this server says or hears.
  record Calm(int without) implements Fate {}

  record Pass(int us) implements Fate {}

  record Expire(int server, Timer timer) implements Fate {}

  record Sync(int server) implements Fate {}

  record Restart(int server) implements Fate {}

  /// Enough time passes for an election, and this server is the first to notice.
  record Campaign(int server) implements Fate {}

  /// A client turns to one of those that believe they lead.
  record Propose(int leader, int count) implements Fate {}

  record Read(int leader) implements Fate {}

  /// One of those that believe they lead is to hand over.
  record Transfer(int leader, int target) implements Fate {}

  /// One of those that believe they lead is to change who belongs to the cluster.
  ///
  /// @param voters bits of ids
  record ChangeMembers(int leader, int voters) implements Fate {}

  /// The state machine of this server writes a snapshot of what it has applied.
  record Snapshot(int server) implements Fate {}

  static Arbitrary<List<Fate>> lists() {
    return any().list().ofMaxSize(300).withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Fate> any() {
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 30);
    Arbitrary<Integer> server = Arbitraries.integers().between(1, 5);
    return Arbitraries.frequencyOf(
        Tuple.of(20, place.map(Deliver::new)),
        Tuple.of(2, place.map(Duplicate::new)),
        Tuple.of(3, place.map(Lose::new)),
        Tuple.of(8, Arbitraries.integers().between(0, 5).map(Calm::new)),
        Tuple.of(4, Arbitraries.integers().between(0, 60_000).map(Pass::new)),
        Tuple.of(2, server.map(Campaign::new)),
        Tuple.of(2, Combinators.combine(server, Arbitraries.of(Timer.class)).as(Expire::new)),
        Tuple.of(10, server.map(Sync::new)),
        Tuple.of(2, server.map(Restart::new)),
        Tuple.of(
            5, Combinators.combine(server, Arbitraries.integers().between(1, 4)).as(Propose::new)),
        Tuple.of(4, server.map(Read::new)),
        Tuple.of(2, Combinators.combine(server, server).as(Transfer::new)),
        Tuple.of(
            2,
            Combinators.combine(server, Arbitraries.integers().between(1, 31))
                .as(ChangeMembers::new)),
        Tuple.of(3, server.map(Snapshot::new)));
  }
}
