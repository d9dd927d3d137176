package dev.plongee.core;

import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Message.TimeoutNow;

/// Leader election (§5.2, §5.4.1), with the pre-vote of dissertation §9.6.
///
/// ```
///   FOLLOWER --timeout--> PRE_CANDIDATE --majority would--> CANDIDATE --majority did--> LEADER
/// ```
final class Elections {
  private Elections() {}

  /// The election timer fired: nothing was heard for too long.
  static void campaign(Server server) {
    server.followerReads.refuseAll(server);
    if (!mayCampaign(server)) {
      server.armElection(); // It may become a voter.
      return;
    }
    server.nextAttempt();
    if (server.config.features().preVote()) {
      preCampaign(server);
    } else {
      startElection(server, false);
    }
  }

  /// The leader wants this server to take over (dissertation §3.10): it campaigns at once, without
  /// a pre-vote, for everybody still hears a leader.
  static void timeoutNow(Server server, int from, TimeoutNow asked) {
    if (!server.rules.acceptsRequest(server.term(), asked.term())) {
      refuseStale(server, from);
      return;
    }
    switch (server.role()) {
      case Follower _, PreCandidate _ -> {
        if (mayCampaign(server)) {
          server.nextAttempt();
          startElection(server, true);
        }
      }
      case Candidate _, Leader _ -> {} // It campaigns already, or has won.
    }
  }

  private static boolean mayCampaign(Server server) {
    boolean wasVoter = server.members.mayVote(server.self(), server.commits.commitIndex());
    return server.rules.mayCampaign(server.members.active(), server.self(), wasVoter);
  }

  /// Sends the same question to every other voter.
  private static void askVoters(Server server, Message question) {
    NodeSet others = server.members.active().allVoters().without(server.self());
    for (int id = others.next(ServerId.NONE); id != ServerId.NONE; id = others.next(id)) {
      server.send(id, question);
    }
  }

  private static void preCampaign(Server server) {
    PreCandidate role = new PreCandidate(NodeSet.of(server.self()));
    server.become(role);
    server.armElection();
    if (server.isQuorum(role.votes())) {
      startElection(server, false);
    } else {
      askVoters(server, new PreVote(server.term() + 1, server.log.lastPosition()));
    }
  }

  /// §5.2: increment currentTerm, vote for self, ask all others. The requests describe the log and
  /// the term, so they wait for the disk; so does the own vote, see [#persisted].
  private static void startElection(Server server, boolean transfer) {
    server.enterTerm(server.term() + 1);
    server.setVote(server.self());
    server.become(new Candidate(NodeSet.EMPTY));
    server.timers.disarm(Timer.ELECTION);
    askVoters(server, new RequestVote(server.term(), server.log.lastPosition(), transfer));
  }

  /// A write is done. Only now a candidate's vote for itself counts, and only now, when its
  /// requests leave, its time begins to run.
  static void persisted(Server server) {
    if (server.role() instanceof Candidate(NodeSet votes)
        && !votes.contains(server.self())
        && server.writes.hardStateIsDurable()) {
      server.armElection();
      count(server, votes.with(server.self()));
    }
  }

  private static void count(Server server, NodeSet votes) {
    server.become(new Candidate(votes));
    if (server.isQuorum(votes)) {
      Leader.takeOffice(server);
    }
  }

  // --- answering candidates

  /// Would this server vote for the asker? Nothing changes here, whatever the answer.
  static void preVote(Server server, int from, PreVote asked) {
    boolean granted =
        server.rules.preVoteNewer(server.term(), asked.term())
            && !server.shunsCandidates(false)
            && upToDate(server, asked.last());
    server.heard(Heard.PRE_VOTE);
    server.send(from, new PreVoteReply(granted ? asked.term() : server.term(), granted));
  }

  /// RequestVote (Figure 2). Whoever hears a leader does not even take the term from the message
  /// (§6 end): a removed or returning server would depose the leader with it.
  static void requestVote(Server server, int from, RequestVote asked) {
    if (server.shunsCandidates(asked.transfer())) {
      return;
    }
    server.meetTerm(asked.term());
    if (!server.rules.acceptsRequest(server.term(), asked.term())) {
      refuseStale(server, from);
      return;
    }
    boolean granted =
        server.rules.mayVoteFor(server.votedFor(), from) && upToDate(server, asked.last());
    if (granted) {
      if (server.role() instanceof PreCandidate) {
        server.becomeFollower(server.term(), ServerId.NONE); // It has chosen another.
      }
      server.setVote(from);
    }
    server.heard(granted ? Heard.VOTE_GRANTED : Heard.VOTE_REFUSED);
    server.send(from, new RequestVoteReply(server.term(), granted));
  }

  /// §5.1: a request of an older term learns only the current one.
  static void refuseStale(Server server, int from) {
    server.heard(Heard.STALE_REQUEST);
    server.send(from, new Stale(server.term()));
  }

  /// §5.4.1, for votes and pre-votes.
  private static boolean upToDate(Server server, LogPosition candidate) {
    return server.rules.upToDate(candidate, server.log.lastPosition());
  }

  // --- counting answers

  static void preVoteReply(Server server, int from, PreVoteReply reply) {
    if (!reply.granted()) {
      if (server.rules.preVoteTeachesTerm(server.term(), reply.term())) {
        server.becomeFollower(reply.term(), ServerId.NONE);
      }
      return;
    }
    if (server.role() instanceof PreCandidate(NodeSet votes)
        && server.countsReply(reply.term(), server.term() + 1)) {
      NodeSet yes = votes.with(from);
      server.become(new PreCandidate(yes));
      if (server.isQuorum(yes)) {
        startElection(server, false);
      }
    }
  }

  static void requestVoteReply(Server server, int from, RequestVoteReply reply) {
    if (server.role() instanceof Candidate(NodeSet votes)
        && server.countsReply(reply.term(), server.term())
        && reply.granted()) {
      count(server, votes.with(from));
    }
  }
}
