package dev.plongee.sim.check;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.world.World;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Commit and apply: invariants 18 to 26, of which 23 is judged when a leader is elected and here
/// when one commits late.
final class CommitChecks {
  /// A digest of a whole state costs its size; this often it still costs nothing much.
  private static final int ENTRIES_BETWEEN_DIGESTS = 64;

  private final Ghost ghost;
  private final StoreModel model;

  /// By index: the hash of all answers up to there, of whoever applied it first.
  private long[] answers;

  /// By index: the digest of the state of whoever took a snapshot there first.
  private final TreeMap<Long, Long> snapshotDigests;

  /// By index / 64: the digest of the state, of whoever came there first.
  private long[] digests;

  CommitChecks(Ghost ghost, int maxSessions) {
    this(ghost, new StoreModel(maxSessions), new long[1 << 8], new long[1 << 4], new TreeMap<>());
  }

  private CommitChecks(
      Ghost ghost,
      StoreModel model,
      long[] answers,
      long[] digests,
      TreeMap<Long, Long> snapshotDigests) {
    this.ghost = ghost;
    this.model = model;
    this.answers = answers;
    this.digests = digests;
    this.snapshotDigests = snapshotDigests;
  }

  CommitChecks copy(Ghost other) {
    return new CommitChecks(
        other, model.copy(), answers.clone(), digests.clone(), new TreeMap<>(snapshotDigests));
  }

  // --- commit

  void step(Step step) {
    Mirror server = step.before();
    long commit = step.after().commitIndex();
    if (commit < server.commit) {
      ghost.fail(
          Invariant.COMMIT_NEVER_FALLS,
          server.id,
          "commitIndex " + server.commit + " became " + commit);
    } else if (commit > server.commit) {
      advanced(step, server, commit);
    }
    if (step.received() instanceof AppendAccepted) {
      matches(step, server);
    }
  }

  private void advanced(Step step, Mirror server, long commit) {
    // A leader may commit that it has left, and be none any more when the step is over.
    boolean leads = step.role() == RoleName.LEADER || server.leads(step.after().term());
    if (!leads) {
      follows(step.received(), server, commit);
    } else if (server.log.term(commit) != step.after().term()) {
      ghost.fail(
          Invariant.OWN_TERM_COMMIT,
          server.id,
          "commits "
              + commit
              + " of term "
              + server.log.term(commit)
              + " as leader of term "
              + step.after().term());
    }
    if (commit > server.log.last()) {
      ghost.fail(
          Invariant.COMMITTED_AGREES,
          server.id,
          "commits " + commit + " while its log ends at " + server.log.last());
      return;
    }
    long known = Math.min(commit, ghost.committed.last());
    if (!server.log.holds(known, ghost.committed.prefix(known))) {
      ghost.fail(
          Invariant.COMMITTED_AGREES,
          server.id,
          "commits another entry at " + known + " or before than a server before it");
      return;
    }
    if (commit > ghost.committed.last()) {
      first(step, server, commit);
    }
  }

  private void follows(@Nullable Message received, Mirror server, long commit) {
    boolean allowed =
        switch (received) {
          case AppendEntries message ->
              commit <= message.lastIndex() && commit <= message.leaderCommit();
          case InstallSnapshot message -> commit <= message.snapshot().index();
          case null, default -> false;
        };
    if (!allowed) {
      ghost.fail(
          Invariant.FOLLOWER_COMMIT,
          server.id,
          "commits " + commit + " as a follower on " + received);
    }
  }

  /// An index is committed for the first time anywhere.
  private void first(Step step, Mirror server, long commit) {
    long term = step.after().term();
    while (ghost.committed.last() < commit) {
      ghost.committed.add(server.log, term, server.members);
    }
    failuresStayFailed(server);
    long prefix = ghost.committed.prefix(commit);
    NodeSet holders = ghost.durableAt(commit, prefix);
    if (!server.members.majorityOf(holders)) {
      ghost.fail(
          Invariant.COMMITTED_IS_DURABLE,
          server.id,
          "commits " + commit + ", which is durable on " + holders + ", with " + server.members);
    }
    for (int id = 1; id <= ghost.servers(); id++) {
      Mirror other = ghost.mirror(id);
      if (other.up
          && other.role == RoleName.LEADER
          && other.term > term
          && !other.log.holds(commit, prefix)) {
        ghost.fail(
            Invariant.LEADERS_ARE_COMPLETE,
            other.id,
            "leads term " + other.term + " without the entry committed at " + commit);
      }
    }
  }

  private void failuresStayFailed(Mirror server) {
    LogPosition happened = ghost.failures.happened(ghost.committed);
    if (happened.index() > 0) {
      ghost.fail(
          Invariant.FAILURE_IS_FINAL,
          server.id,
          "commits " + happened + " of a call whose client was told that it failed");
    }
  }

  /// What a leader believes of a peer. One that has left the leader's term may have lost it again.
  private void matches(Step step, Mirror server) {
    int peer = step.sender();
    if (step.role() != RoleName.LEADER
        || !server.configuration().peersOf(server.id).contains(peer)) {
      return;
    }
    long match = step.after().peer(peer).matchIndex();
    if (match < server.match[peer]) {
      ghost.fail(
          Invariant.MATCH_IS_TRUE,
          server.id,
          "matchIndex of "
              + ServerId.name(peer)
              + " fell from "
              + server.match[peer]
              + " to "
              + match);
    }
    server.match[peer] = match;
    Mirror other = ghost.mirror(peer);
    if (other.durableHardState.term() == step.after().term()
        && (match > server.log.last() || !other.durable.holds(match, server.log.prefix(match)))) {
      ghost.fail(
          Invariant.MATCH_IS_TRUE,
          server.id,
          "believes that " + ServerId.name(peer) + " matches up to " + match);
    }
  }

  // --- apply

  /// The state machine takes over a snapshot, at a start or while the server runs: it is as if it
  /// had applied every entry up to there.
  void restored(World world, Mirror server, SnapshotMeta snapshot) {
    int index = (int) snapshot.index();
    server.applied = index;
    server.answers = index == 0 || index >= answers.length ? 0 : answers[index];
    if (index > 0) {
      room(index);
      long digest = snapshotDigests.getOrDefault(snapshot.index(), 0L);
      if (digest != world.stateDigest(server.id)) {
        ghost.fail(
            Invariant.SNAPSHOT_OF_APPLIED,
            server.id,
            "has another state than was in the snapshot up to " + index);
      }
    }
  }

  /// A server has written a snapshot of its state.
  void snapshot(World world, Mirror server, SnapshotMeta snapshot) {
    long digest = world.stateDigest(server.id);
    Long before = snapshotDigests.putIfAbsent(snapshot.index(), digest);
    if (!snapshot.configuration().equals(server.configuration(snapshot.index()))) {
      ghost.fail(
          Invariant.SNAPSHOT_OF_APPLIED,
          server.id,
          "has a snapshot up to "
              + snapshot.index()
              + " that names "
              + snapshot.configuration()
              + " instead of "
              + server.configuration(snapshot.index()));
    }
    if (snapshot.index() != server.applied || before != null && before != digest) {
      ghost.fail(
          Invariant.SNAPSHOT_OF_APPLIED,
          server.id,
          "has a snapshot up to "
              + snapshot.index()
              + " having applied "
              + server.applied
              + (before == null ? "" : ", or another one than a server before it"));
    }
  }

  void applied(World world, Mirror server, Entry entry, Result result) {
    long index = entry.index();
    if (index != server.applied + 1
        || index > world.view(server.id).commitIndex()
        || index > server.durable.last()
        || server.durable.term(index) != entry.term()
        || ghost.committed.term(index) != entry.term()) {
      ghost.fail(
          Invariant.APPLIED_IN_ORDER,
          server.id,
          "applies "
              + entry.position()
              + " after "
              + server.applied
              + ", commitIndex "
              + world.view(server.id).commitIndex()
              + ", durable up to "
              + server.durable.last());
    }
    server.applied = index;
    long hash = (server.answers * 31 + entry.term()) * 31 + code(result) + 1;
    server.answers = hash;
    room(index);
    int at = (int) index;
    if (answers[at] == 0) {
      answers[at] = hash;
      if (index == model.last() + 1) {
        answersAsSpecified(world, server, entry, result);
      }
    } else if (answers[at] != hash) {
      ghost.fail(
          Invariant.STATES_AGREE,
          server.id,
          "answers otherwise at " + index + " or before than a server before it");
    }
    if (index % ENTRIES_BETWEEN_DIGESTS == 0) {
      digest(server, at / ENTRIES_BETWEEN_DIGESTS, world.stateDigest(server.id));
    }
  }

  /// The first server to apply an entry is compared with the specification, the others with it.
  private void answersAsSpecified(World world, Mirror server, Entry entry, Result result) {
    long evicted = model.evicted();
    StoreModel.Expected expected = model.apply(entry);
    reached(expected, model.evicted() > evicted);
    Bytes key = expected.key();
    boolean same =
        expected.result().equals(result)
            && (key == null || world.value(server.id, key).equals(model.value(key)));
    if (!same) {
      ghost.fail(
          expected.isAboutSessions() ? Invariant.ONCE_IN_A_SESSION : Invariant.STATES_AGREE,
          server.id,
          "answers to "
              + entry.position()
              + ", "
              + expected.command()
              + ", with "
              + result
              + (key == null ? "" : " and holds " + held(world.value(server.id, key)))
              + "; the entries up to there make it "
              + expected.result()
              + (key == null ? "" : " and " + held(model.value(key))));
    }
  }

  /// Not as an Optional, which a browser writes in another way.
  private static String held(Optional<Bytes> value) {
    return value.map(Bytes::toString).orElse("nothing");
  }

  private void reached(StoreModel.Expected expected, boolean evicts) {
    boolean inSession = expected.command() instanceof Command.InSession;
    if (evicts) {
      ghost.marks.reached(Mark.SESSION_EVICTED);
    }
    switch (expected.result()) {
      case Result.UnknownSession _ when inSession -> ghost.marks.reached(Mark.SESSION_UNKNOWN);
      case Result.Outdated _ -> ghost.marks.reached(Mark.WRITE_OUTDATED);
      case Result.TimePassed(_, int expired) when expired > 0 ->
          ghost.marks.reached(Mark.SESSION_EXPIRED);
      case Result _ when inSession && !expected.executed() ->
          ghost.marks.reached(Mark.WRITE_REPEATED);
      case Result.Compared(_, boolean swapped) ->
          ghost.marks.reached(swapped ? Mark.COMPARED_EQUAL : Mark.COMPARED_UNEQUAL);
      default -> {}
    }
  }

  private static long code(Result result) {
    long what =
        switch (result) {
          case Result.Nothing _ -> 1;
          case Result.Stored _ -> 2;
          case Result.Deleted(_, boolean existed) -> existed ? 3 : 4;
          case Result.Malformed _ -> 5;
          case Result.Compared(_, boolean swapped) -> swapped ? 6 : 7;
          case Result.Registered _ -> 8;
          case Result.Closed _ -> 9;
          case Result.UnknownSession _ -> 10;
          case Result.Appended(_, int length) -> 11 + 3L * length;
          case Result.TooLong(_, long length) -> 12 + 3 * length;
          case Result.Outdated(_, long last) -> 13 + 3 * last;
          case Result.TimePassed(_, int expired) -> 14 + 3L * expired;
        };
    return what * 31 + result.index();
  }

  private void digest(Mirror server, int at, long digest) {
    if (digests[at] == 0) {
      digests[at] = digest;
    } else if (digests[at] != digest) {
      ghost.fail(
          Invariant.STATES_AGREE,
          server.id,
          "has another state after "
              + at * ENTRIES_BETWEEN_DIGESTS
              + " entries than a server"
              + " before it");
    }
  }

  private void room(long index) {
    if (index >= answers.length) {
      int size = (int) Math.max(index + 1, 2L * answers.length);
      answers = Arrays.copyOf(answers, size);
      digests = Arrays.copyOf(digests, size / ENTRIES_BETWEEN_DIGESTS + 1);
    }
  }
}
