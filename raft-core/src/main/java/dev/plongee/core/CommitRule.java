package dev.plongee.core;

/// How far a leader may commit (§5.3, §5.4): if there exists an N > commitIndex such that a
/// majority of matchIndex[i] >= N and log[N].term == currentTerm, set commitIndex = N (Figure 2,
/// leaders).
final class CommitRule {
  private CommitRule() {}

  static void apply(Server server, Leader leader) {
    long ownMatch = server.rules.ownMatch(server.log.lastIndex(), server.writes.durableIndex());
    long bound = server.log.lastIndex() + 1;
    while (true) {
      long index = largestMatchBelow(leader, ownMatch, bound);
      if (index <= server.commits.commitIndex()) {
        return;
      }
      if (server.isQuorum(holders(server, leader, ownMatch, index))) {
        commitIfOwnTerm(server, index);
        return;
      }
      bound = index;
    }
  }

  /// The largest candidate for N: a matchIndex below `bound`.
  private static long largestMatchBelow(Leader leader, long ownMatch, long bound) {
    long largest = ownMatch < bound ? ownMatch : 0;
    for (Progress peer : leader.peers()) {
      long match = peer.matchIndex();
      if (match < bound && match > largest) {
        largest = match;
      }
    }
    return largest;
  }

  private static NodeSet holders(Server server, Leader leader, long ownMatch, long index) {
    NodeSet holders = ownMatch >= index ? NodeSet.of(server.self()) : NodeSet.EMPTY;
    for (Progress peer : leader.peers()) {
      if (peer.matchIndex() >= index) {
        holders = holders.with(peer.id());
      }
    }
    return holders;
  }

  /// When the largest N is of an older term so is every smaller one: nothing to commit (§5.4.2).
  private static void commitIfOwnTerm(Server server, long index) {
    if (server.log.termAt(index) instanceof TermAt.Known(long term)
        && server.rules.leaderMayCommit(term, server.term())) {
      server.commits.advance(index, server.tracer);
    }
  }
}
