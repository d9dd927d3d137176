package dev.plongee.sim.check;

import dev.plongee.core.Envelope;
import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.TimeoutNow;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;

/// Elections: invariants 5 to 7, 9 and 10, and 23, which is judged when a leader is elected.
record ElectionChecks(Ghost ghost) {
  void step(Step step) {
    Mirror server = step.before();
    roles(step, server);
    if (server.wins(step)) {
      elected(step, server);
    }
    switch (step.received()) {
      case PreVote _ -> preVote(step, server);
      case RequestVote asked when !asked.transfer() -> requestVote(step, server);
      case AppendEntries message -> heardLeader(step, server, message.term());
      case InstallSnapshot message -> heardLeader(step, server, message.term());
      case AppendAccepted(long term, _, long round) -> answered(step, server, term, round);
      case AppendRejected(long term, _, _, long round) -> answered(step, server, term, round);
      case OutOfSpace(long term, _, long round) -> answered(step, server, term, round);
      case null, default -> {}
    }
  }

  // --- who is protected

  /// Timeouts are counted by the clock of whoever waits.
  private static long clock(Step step) {
    return step.world().clock(step.before().id);
  }

  /// A server hears a leader for the smallest election timeout after an AppendEntries of its term;
  /// a leader while a majority answered it within that time.
  private boolean isProtected(Step step, Mirror server) {
    long since = clock(step) - step.world().config().timing().electionMinUs();
    if (server.role != RoleName.LEADER) {
      return server.leaderHeardAt > since;
    }
    NodeSet contact = NodeSet.of(server.id);
    for (int peer = 1; peer <= ghost.servers(); peer++) {
      if (peer != server.id && server.answeredAt[peer] > since) {
        contact = contact.with(peer);
      }
    }
    return server.members.majorityOf(contact);
  }

  private void preVote(Step step, Mirror server) {
    if (step.after().term() != server.term
        || step.after().votedFor() != server.votedFor
        || step.after().deadline(Timer.ELECTION) != server.electionDeadline) {
      ghost.fail(
          Invariant.LEADERS_ARE_PROTECTED, server.id, "a pre-vote changed term, vote or timer");
    }
    for (Envelope envelope : step.output().send()) {
      if (envelope.message() instanceof PreVoteReply(_, boolean granted)
          && granted
          && isProtected(step, server)) {
        ghost.fail(
            Invariant.LEADERS_ARE_PROTECTED,
            server.id,
            "grants a pre-vote to " + ServerId.name(envelope.to()) + " while it hears a leader");
      }
    }
  }

  private void requestVote(Step step, Mirror server) {
    boolean granted = step.after().votedFor() == step.sender() && server.votedFor != step.sender();
    if ((granted || step.after().term() != server.term) && isProtected(step, server)) {
      boolean stranger = !server.members.isVoter(step.sender());
      ghost.fail(
          stranger ? Invariant.STRANGERS_CANNOT_DISTURB : Invariant.LEADERS_ARE_PROTECTED,
          server.id,
          "obeys the vote request of "
              + ServerId.name(step.sender())
              + " while it hears a leader"
              + (stranger ? ", with the members " + server.members : ""));
    }
  }

  private void heardLeader(Step step, Mirror server, long term) {
    if (term >= server.term && step.after().term() == term && step.role() != RoleName.LEADER) {
      server.leaderHeardAt = clock(step);
    }
  }

  private void answered(Step step, Mirror server, long term, long round) {
    if (server.leads(term)) {
      int peer = step.sender();
      server.answeredAt[peer] = clock(step);
      server.answeredRound[peer] = Math.max(server.answeredRound[peer], round);
    }
  }

  // --- who leads

  private void elected(Step step, Mirror server) {
    long term = step.after().term();
    ghost.marks.reached(Mark.ELECTION_WON);
    if (ghost.votes.wasSent(term - 1, server.id)) {
      ghost.marks.reached(Mark.LEADERSHIP_TRANSFERRED);
    }
    int reign = step.reign();
    int other = ghost.votes.leader(term);
    if (other != 0) {
      ghost.fail(
          Invariant.ONE_LEADER_A_TERM,
          server.id,
          "leads term " + term + ", which " + ServerId.name(VoteLedger.server(other)) + " led");
    }
    ghost.votes.leads(term, reign);
    granters(server, term);
    complete(server, term);
    for (int id = 1; id <= ghost.servers(); id++) {
      Mirror peer = ghost.mirror(id);
      if (id != server.id && peer.up && peer.role == RoleName.LEADER) {
        ghost.marks.reached(Mark.TWO_LEADERS);
      }
    }
    server.beginsToLead(clock(step));
  }

  private void granters(Mirror server, long term) {
    NodeSet granters = NodeSet.EMPTY;
    for (int id = 1; id <= ghost.servers(); id++) {
      boolean self = id == server.id && ghost.votes.candidate(term, id) == id;
      if (self || ghost.votes.granted(term, id, server.id)) {
        granters = granters.with(id);
        if (!self && server.last().compareTo(ghost.votes.position(term, id)) < 0) {
          ghost.fail(
              Invariant.GRANTERS_WERE_BEHIND,
              server.id,
              "leads term "
                  + term
                  + " with its log at "
                  + server.last()
                  + " by the vote of "
                  + ServerId.name(id)
                  + " at "
                  + ghost.votes.position(term, id));
        }
      }
    }
    if (!server.members.majorityOf(granters)) {
      ghost.fail(
          Invariant.ELECTED_BY_MAJORITY,
          server.id,
          "leads term " + term + " by the votes of " + granters + ", with " + server.members);
    }
  }

  /// Leader completeness (§5.4). Only what leaders of earlier terms committed counts: a later one
  /// may have been faster.
  private void complete(Mirror server, long term) {
    long index = ghost.committed.lastBefore(term);
    if (!server.log.holds(index, ghost.committed.prefix(index))) {
      ghost.fail(
          Invariant.LEADERS_ARE_COMPLETE,
          server.id,
          "leads term " + term + " without the entry committed at " + index);
    }
    long last = server.log.last();
    if (last > ghost.committed.last()
        && server.members.majorityOf(ghost.durableAt(last, server.log.prefix(last)))) {
      ghost.marks.reached(Mark.FIGURE_8);
    }
  }

  // --- who may become what

  private void roles(Step step, Mirror server) {
    RoleName to = step.role();
    if (server.role == to && server.term == step.after().term()) {
      return;
    }
    boolean sent = step.received() instanceof TimeoutNow;
    if (!isLegal(server.role, to, step.after().term() - server.term, sent)) {
      ghost.fail(
          Invariant.LEGAL_ROLES,
          server.id,
          server.role
              + " of term "
              + server.term
              + " became "
              + to
              + " of term "
              + step.after().term());
    }
    if (server.role == RoleName.LEADER && step.received() == null) {
      ghost.marks.reached(Mark.LEADER_STEPPED_DOWN);
    }
  }

  /// What one step may do. A candidacy begins the next term; leadership begins in the term of the
  /// candidacy; any later term makes a follower. Whom a leader sends campaigns in the term after
  /// the leader's, which may be new to it.
  private static boolean isLegal(RoleName from, RoleName to, long terms, boolean sent) {
    return switch (to) {
      case FOLLOWER -> true;
      case PRE_CANDIDATE -> from != RoleName.LEADER && terms == 0;
      case CANDIDATE ->
          sent && terms > 1
              || from != RoleName.LEADER
                  && (terms == 1 || from == RoleName.CANDIDATE && terms == 0);
      case LEADER -> from == RoleName.CANDIDATE && terms == 0;
    };
  }
}
