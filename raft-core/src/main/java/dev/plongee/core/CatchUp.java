package dev.plongee.core;

import java.util.ArrayList;
import java.util.List;

/// Newcomers that catch up before they vote (dissertation §4.2.1): else a server with an empty log
/// would be needed for a majority long before it can be part of one.
///
/// A newcomer gets the log in rounds, each up to the end the log had when the round began. Rounds
/// become shorter; one that is shorter than an election timeout is good enough.
final class CatchUp {
  /// A newcomer that needs more rounds is slower than the log grows.
  private static final int MAX_ROUNDS = 10;

  /// @param until where its present round ends
  /// @param began when it began
  /// @param number of the round, from 1 on; 0 for who has caught up
  private record Newcomer(int id, long until, long began, int number) {
    boolean hasCaughtUp() {
      return number == 0;
    }
  }

  private final Configuration target;
  private final List<Newcomer> newcomers = new ArrayList<>();

  /// @param target what is asked for
  /// @param ids whom it makes voters
  CatchUp(Configuration target, NodeSet ids, long lastIndex, long now) {
    this.target = target;
    for (int id = ids.next(ServerId.NONE); id != ServerId.NONE; id = ids.next(id)) {
      newcomers.add(new Newcomer(id, lastIndex, now, 1));
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
      if (progress == null || isSilent(server, progress) || newcomer.number() > MAX_ROUNDS) {
        return false;
      }
      if (progress.matchIndex() >= newcomer.until()) {
        newcomers.set(i, next(server, newcomer));
      }
    }
    return true;
  }

  private static Newcomer next(Server server, Newcomer newcomer) {
    long now = server.now();
    long took = now - newcomer.began();
    boolean enough = server.rules.caughtUp(took, server.config.timing().electionMinUs());
    int number = enough ? 0 : newcomer.number() + 1;
    return new Newcomer(newcomer.id(), server.log.lastIndex(), now, number);
  }

  /// Whoever does not answer would be missed as a voter.
  private static boolean isSilent(Server server, Progress progress) {
    return server.now() - progress.heardAt() > 2 * server.config.timing().electionMaxUs();
  }

  CatchUp copy() {
    return new CatchUp(target, newcomers);
  }
}
