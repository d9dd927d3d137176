package dev.plongee.core;

import java.util.ArrayList;
import java.util.List;

/// Newcomers that catch up before they vote (dissertation §4.2.1): else a server with an empty log
/// would be needed for a majority long before it can be part of one.
///
/// A newcomer gets the log in rounds, each up to the end the log had when the round began. Rounds
/// become shorter; one that is shorter than an election timeout is good enough. Whoever gets no
/// further is given up: while the leader waits for it, nothing else about the members may change.
final class CatchUp {
  /// A newcomer that needs more rounds is slower than the log grows.
  private static final int MAX_ROUNDS = 10;

  /// @param until where its present round ends
  /// @param began when it began
  /// @param number of the round, from 1 on, and of snapshots that brought it no further; 0 for who
  ///   has caught up
  /// @param match how far it was last
  /// @param moved when that rose, or a snapshot was on its way
  /// @param receives whether one is
  private record Newcomer(
      int id, long until, long began, int number, long match, long moved, boolean receives) {
    /// In a round that begins.
    Newcomer(int id, long until, long began, int number, long match) {
      this(id, until, began, number, match, began, false);
    }

    boolean hasCaughtUp() {
      return number == 0;
    }

    Newcomer seen(Progress progress, long now) {
      boolean rises = progress.matchIndex() > match;
      boolean receiving = progress.isReceivingSnapshot();
      boolean inVain = receives && !receiving && !rises;
      return new Newcomer(
          id,
          until,
          began,
          inVain ? number + 1 : number,
          progress.matchIndex(),
          rises || receiving ? now : moved,
          receiving);
    }
  }

  private final Configuration target;
  private final List<Newcomer> newcomers = new ArrayList<>();

  /// @param target what is asked for
  /// @param ids whom it makes voters
  CatchUp(Configuration target, NodeSet ids, long lastIndex, long now) {
    this.target = target;
    for (int id = ids.next(ServerId.NONE); id != ServerId.NONE; id = ids.next(id)) {
      newcomers.add(new Newcomer(id, lastIndex, now, 1, 0));
    }
  }

  private CatchUp(Configuration target, List<Newcomer> newcomers) {
    this.target = target;
    this.newcomers.addAll(newcomers);
  }

  Configuration target() {
    return target;
  }

  boolean isDone() {
    return newcomers.stream().allMatch(Newcomer::hasCaughtUp);
  }

  /// Moves every newcomer on.
  ///
  /// @return whether there is hope
  boolean look(Server server, Leader leader) {
    for (int i = 0; i < newcomers.size(); i++) {
      Newcomer newcomer = newcomers.get(i);
      Progress progress = leader.progress(newcomer.id());
      if (newcomer.hasCaughtUp()) {
        continue;
      }
      if (progress == null || newcomer.number() > MAX_ROUNDS) {
        return false;
      }
      Newcomer seen = newcomer.seen(progress, server.now());
      if (isLongAgo(server, progress.heardAt()) || isLongAgo(server, seen.moved())) {
        return false;
      }
      newcomers.set(i, progress.matchIndex() >= seen.until() ? next(server, seen) : seen);
    }
    return true;
  }

  private static Newcomer next(Server server, Newcomer newcomer) {
    long now = server.now();
    long took = now - newcomer.began();
    boolean enough = server.rules.caughtUp(took, server.config.timing().electionMinUs());
    int number = enough ? 0 : newcomer.number() + 1;
    return new Newcomer(newcomer.id(), server.log.lastIndex(), now, number, newcomer.match());
  }

  /// Whoever does not answer, or answers and keeps nothing, would be missed as a voter.
  private static boolean isLongAgo(Server server, long then) {
    return server.now() - then > 2 * server.config.timing().electionMaxUs();
  }

  CatchUp copy() {
    return new CatchUp(target, newcomers);
  }
}
