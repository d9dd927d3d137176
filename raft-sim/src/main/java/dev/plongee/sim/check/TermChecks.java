package dev.plongee.sim.check;

import dev.plongee.core.Envelope;
import dev.plongee.core.HardState;
import dev.plongee.core.Message;
import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.TimeoutNow;
import dev.plongee.core.ServerId;
import dev.plongee.core.Write;

/// Terms and votes, and the disk before the promise: invariants 1 to 4.
record TermChecks(Ghost ghost) {
  void step(Step step) {
    Mirror server = step.before();
    if (step.after().term() < server.term) {
      ghost.fail(
          Invariant.TERM_NEVER_FALLS,
          server.id,
          "term " + server.term + " became " + step.after().term());
    }
    Write write = step.output().write();
    if (!write.isNone()) {
      written(server, write.hardState());
    }
  }

  /// A vote that was written may be changed only with the term; it may be lost in a crash.
  private void written(Mirror server, HardState next) {
    HardState last = server.hardState;
    if (next.term() == last.term()
        && last.votedFor() != ServerId.NONE
        && next.votedFor() != last.votedFor()) {
      ghost.fail(
          Invariant.ONE_VOTE_A_TERM,
          server.id,
          "writes a vote for "
              + ServerId.name(next.votedFor())
              + " after one for "
              + ServerId.name(last.votedFor())
              + " in term "
              + next.term());
    }
    server.hardState = next;
  }

  /// A vote that is on the disk was cast, whether it was sent or not.
  void durable(Mirror server, HardState hardState) {
    if (hardState.term() < server.durableHardState.term()) {
      ghost.fail(
          Invariant.TERM_NEVER_FALLS,
          server.id,
          "term " + server.durableHardState.term() + " on disk became " + hardState.term());
    }
    server.durableHardState = hardState;
    if (hardState.votedFor() != ServerId.NONE) {
      cast(server, hardState.term(), hardState.votedFor());
      ghost.votes.vote(hardState.term(), server.id, hardState.votedFor());
    }
  }

  /// What leaves the server, after its step.
  void sends(Step step) {
    for (Envelope envelope : step.output().send()) {
      sent(step.before(), envelope.to(), envelope.message());
    }
  }

  private void sent(Mirror server, int to, Message message) {
    switch (message) {
      case PreVote _, PreVoteReply _ -> {}
      case RequestVote(long term, _, boolean transfer) -> {
        mustBeDurable(server, message);
        votesFor(server, term, server.id);
        if (transfer && !ghost.votes.wasSent(term - 1, server.id)) {
          ghost.fail(
              Invariant.LEADERS_ARE_PROTECTED,
              server.id,
              "says that a leader of term " + (term - 1) + " sent it, and none did");
        }
      }
      case TimeoutNow(long term) -> {
        mustBeDurable(server, message);
        ghost.votes.sends(term, to);
      }
      case RequestVoteReply(long term, boolean granted) -> {
        mustBeDurable(server, message);
        if (granted) {
          votesFor(server, term, to);
        }
      }
      case Message.Stale _ -> {
        mustBeDurable(server, message);
        ghost.marks.reached(Mark.STALE_REQUEST);
      }
      case Message.AppendEntries _,
          Message.AppendAccepted _,
          Message.AppendRejected _,
          Message.OutOfSpace _,
          Message.ReadIndexRequest _,
          Message.ReadIndexReply _,
          Message.InstallSnapshot _ ->
          mustBeDurable(server, message);
    }
  }

  private void mustBeDurable(Mirror server, Message message) {
    if (message.term() > server.durableHardState.term()) {
      ghost.fail(
          Invariant.TERM_BEFORE_MESSAGE,
          server.id,
          "sends " + message + " while term " + server.durableHardState.term() + " is on its disk");
    }
  }

  private void votesFor(Mirror server, long term, int candidate) {
    HardState disk = server.durableHardState;
    if (disk.term() == term && disk.votedFor() != candidate || disk.term() < term) {
      ghost.fail(
          Invariant.GRANT_AFTER_DISK,
          server.id,
          "votes for "
              + ServerId.name(candidate)
              + " in term "
              + term
              + " while its disk says "
              + disk);
    }
    cast(server, term, candidate);
    ghost.votes.grant(term, server.id, candidate, server.last());
  }

  private void cast(Mirror server, long term, int candidate) {
    int earlier = ghost.votes.candidate(term, server.id);
    if (earlier != ServerId.NONE && earlier != candidate) {
      ghost.fail(
          Invariant.ONE_VOTE_A_TERM,
          server.id,
          "votes for "
              + ServerId.name(candidate)
              + " in term "
              + term
              + ", and voted for "
              + ServerId.name(earlier));
    }
  }
}
