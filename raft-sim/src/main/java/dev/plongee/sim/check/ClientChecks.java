package dev.plongee.sim.check;

import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.sim.check.Mirror.ReadDemand;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import java.util.List;

/// What clients were promised: invariants 41, 42 and 44.
record ClientChecks(Ghost ghost) {
  // --- writes

  void client(ClientEvent event) {
    switch (event.answer()) {
      case Answer.Done(LogPosition at, _) -> acknowledged(at);
      case Answer.Replaced _ -> ghost.marks.reached(Mark.DEFINITE_FAILURE);
      case Answer.Found _, Answer.Absent _, Answer.Listed _, Answer.None _ -> {}
    }
    if (event.phase() == ClientEvent.Phase.FAIL && !(event.answer() instanceof Answer.Done)) {
      failed(event);
    }
    if (event.phase() == ClientEvent.Phase.INFO && event.request().isLogged()) {
      ghost.marks.reached(Mark.OUTCOME_UNKNOWN);
    }
  }

  void appended(Event.Call call, LogPosition at) {
    ghost.failures.appended(call.client(), call.number(), at);
  }

  /// It is in no committed entry yet; should it be in one later, that is seen at the commit.
  private void failed(ClientEvent event) {
    ghost.failures.failed(event.client(), event.number());
    LogPosition happened = ghost.failures.happened(ghost.committed);
    if (happened.index() > 0) {
      ghost.fail(
          Invariant.FAILURE_IS_FINAL,
          0,
          "c"
              + event.client()
              + " was told that its call failed, which is committed at "
              + happened);
    }
  }

  /// Whatever was acknowledged is committed, and on the disks of a majority: no crash can take it.
  private void acknowledged(LogPosition at) {
    if (ghost.committed.term(at.index()) != at.term()) {
      ghost.fail(
          Invariant.ACKNOWLEDGED_IS_KEPT,
          0,
          "the write at " + at + " was acknowledged and is not" + " committed");
      return;
    }
    NodeSet holders = ghost.durableAt(at.index(), ghost.committed.prefix(at.index()));
    if (!ghost.committed.members().majorityOf(holders)) {
      ghost.fail(
          Invariant.ACKNOWLEDGED_IS_KEPT,
          0,
          "the write at " + at + " was acknowledged and is durable on " + holders);
    }
  }

  // --- reads

  void step(Step step) {
    if (step.role() == RoleName.LEADER) {
      confirm(step.before());
    }
    switch (step.input()) {
      case Input.Read(List<Long> ids) when step.before().role == RoleName.LEADER ->
          begin(step, ids);
      case Input.ReadHere(List<Long> ids) -> begin(step, ids);
      case Input.Propose(var commands) when commands.size() > 1 -> ghost.marks.reached(Mark.BATCH);
      default -> {}
    }
    for (Reply reply : step.output().replies()) {
      switch (reply) {
        case Reply.ReadReady(List<Long> ids, _) -> ids.forEach(id -> answered(step, id));
        case Reply.ReadRefused(List<Long> ids, _, _) -> {
          ids.forEach(step.before().reads::remove);
          if (step.before().role == RoleName.LEADER) {
            ghost.marks.reached(Mark.READ_REFUSED);
          }
        }
        case Reply.Refused(_, Reply.Refusal why, _) when why == Reply.Refusal.NO_SPACE ->
            ghost.marks.reached(Mark.WRITE_REFUSED_FOR_SPACE);
        case Reply.Accepted _,
            Reply.Refused _,
            Reply.TransferRefused _,
            Reply.MembersRefused _ -> {}
      }
    }
  }

  /// Notes the latest round that a majority has answered, of the members that are active now.
  private static void confirm(Mirror server) {
    NodeSet peers = server.configuration().peersOf(server.id);
    for (int id = peers.next(ServerId.NONE); id != ServerId.NONE; id = peers.next(id)) {
      long round = server.answeredRound[id];
      if (round > server.confirmedRound
          && server.configuration().majorityOf(answered(server, peers, round))) {
        server.confirmedRound = round;
      }
    }
  }

  private static NodeSet answered(Mirror server, NodeSet peers, long round) {
    NodeSet yes = NodeSet.of(server.id);
    for (int id = peers.next(ServerId.NONE); id != ServerId.NONE; id = peers.next(id)) {
      yes = server.answeredRound[id] >= round ? yes.with(id) : yes;
    }
    return yes;
  }

  private void begin(Step step, List<Long> ids) {
    Mirror server = step.before();
    boolean leads = server.role == RoleName.LEADER;
    ReadDemand demand =
        new ReadDemand(
            ghost.committed.last(), server.term, server.round, ghost.votes.lastTerm(), !leads);
    ids.forEach(id -> server.reads.put(id, demand));
    if (leads && server.log.term(server.commit) != server.term) {
      ghost.marks.reached(Mark.READ_WAITED);
    }
  }

  private void answered(Step step, long id) {
    Mirror server = step.before();
    ReadDemand demand = server.reads.remove(id);
    ghost.marks.reached(Mark.READ_SERVED);
    if (demand == null) {
      ghost.fail(Invariant.READS_ARE_FRESH, server.id, "answers a read that nobody asked");
      return;
    }
    if (server.applied < demand.index()) {
      ghost.fail(
          Invariant.READS_ARE_FRESH,
          server.id,
          "answers from "
              + server.applied
              + " applied entries a read that began when "
              + demand.index()
              + " were committed");
    }
    if (demand.elsewhere()) {
      ghost.marks.reached(Mark.FOLLOWER_READ);
      return;
    }
    if (server.log.term(step.after().commitIndex()) != demand.term()
        || step.after().term() != demand.term()) {
      ghost.fail(
          Invariant.READS_ARE_FRESH,
          server.id,
          "answers a read before an entry of its own term is committed");
    }
    boolean alone = server.configuration().majorityOf(NodeSet.of(server.id));
    if (!alone && server.confirmedRound <= demand.round()) {
      withoutContact(step, demand);
    }
  }

  /// Without an answer to a question asked after the read began, only a lease allows to answer: one
  /// that held when the read began. Whoever is elected later may do so before it is answered.
  private void withoutContact(Step step, ReadDemand demand) {
    Mirror server = step.before();
    if (step.world().config().features().leaseReads()) {
      ghost.marks.reached(Mark.LEASE_READ);
      if (demand.latest() > demand.term()) {
        ghost.fail(
            Invariant.LEASES_HOLD,
            server.id,
            "answers a read from the lease of term "
                + demand.term()
                + " that began when term "
                + demand.latest()
                + " had a leader");
      }
    } else {
      ghost.fail(
          Invariant.READS_ARE_FRESH,
          server.id,
          "answers a read of round "
              + demand.round()
              + " while only round "
              + server.confirmedRound
              + " is confirmed");
    }
  }
}
