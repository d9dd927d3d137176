package dev.plongee.sim.check;

import dev.plongee.core.Configuration;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;

/// Who belongs to the cluster: invariants 11 and 36 to 39. What a configuration is used for, votes
/// and commits, is judged where these are; here it is how one follows the other.
record MemberChecks(Ghost ghost) {
  void step(Step step) {
    Mirror server = step.before();
    campaigns(step, server);
    if (!step.output().write().isNone()) {
      if (step.received() instanceof InstallSnapshot
          && !server.configuration().equals(server.members)) {
        ghost.marks.reached(Mark.SNAPSHOT_BROUGHT_MEMBERS);
      }
      active(server, step.after());
      overlap(server);
    }
    leaves(step, server);
  }

  // --- 11

  private void campaigns(Step step, Mirror server) {
    RoleName role = step.role();
    boolean begins = server.role != role || server.term != step.after().term();
    if (!begins || role != RoleName.PRE_CANDIDATE && role != RoleName.CANDIDATE) {
      return;
    }
    if (!server.mayVote(step.after().commitIndex())) {
      ghost.fail(
          Invariant.LEARNERS_ARE_SILENT,
          server.id,
          "campaigns without a vote, with the members " + server.configuration());
    }
    if (!ghost.committed.members().equals(Configuration.NONE)
        && !ghost.committed.members().isVoter(server.id)) {
      ghost.marks.reached(Mark.STRANGER_CAMPAIGNED);
    }
  }

  // --- 36

  /// A configuration is stated for the first time, by the leader, behind everything in its log.
  void states(Step step, Mirror server, Configuration next) {
    Configuration now = server.configuration();
    long commit = step.after().commitIndex();
    boolean settled = server.configurationIndex() <= commit;
    boolean ownTerm = server.log.term(commit) == step.after().term();
    boolean mayFollow = now.isJoint() ? settled : settled && ownTerm;
    if (!mayFollow || !isOneStep(now, next)) {
      ghost.fail(
          Invariant.ONE_CHANGE_AT_A_TIME,
          server.id,
          "makes "
              + next
              + " of "
              + now
              + ", stated at "
              + server.configurationIndex()
              + ", having committed "
              + commit
              + " of term "
              + server.log.term(commit)
              + " in term "
              + step.after().term());
    }
    if (next.isJoint()) {
      ghost.marks.reached(Mark.JOINT_BEGAN);
    } else if (now.isJoint()
        && server.log.term(server.configurationIndex()) != step.after().term()) {
      ghost.marks.reached(Mark.JOINT_INHERITED);
    }
  }

  /// From one set of voters to both, from both to the new one, or the same voters with others who
  /// learn: every step shares a set of voters with the one before.
  private static boolean isOneStep(Configuration now, Configuration next) {
    if (now.isJoint()) {
      return !next.isJoint() && next.voters().equals(now.voters());
    }
    return next.isJoint()
        ? next.outgoing().equals(now.voters())
        : next.voters().equals(now.voters());
  }

  // --- 37

  /// Whoever could be elected now, by the logs that are on the disks, this server and another: each
  /// majority of the one meets each majority of the other.
  void overlap(Mirror server) {
    Configuration its = server.configuration();
    for (int id = 1; id <= ghost.servers(); id++) {
      Mirror other = ghost.mirror(id);
      if (id != server.id
          && !sharesVoters(its, other.members)
          && isElectable(server)
          && isElectable(other)
          && !overlap(its, other.members)) {
        ghost.fail(
            Invariant.MAJORITIES_OVERLAP,
            server.id,
            "could be elected with " + its + ", and " + other.name() + " with " + other.members);
      }
    }
  }

  /// Whether a set of voters is the same: then majorities of it meet.
  private static boolean sharesVoters(Configuration a, Configuration b) {
    return a.voters().equals(b.voters())
        || a.isJoint() && a.outgoing().equals(b.voters())
        || b.isJoint() && b.outgoing().equals(a.voters())
        || a.isJoint() && a.outgoing().equals(b.outgoing());
  }

  /// Whether enough voters have no newer log on their disks.
  private boolean isElectable(Mirror server) {
    LogPosition last = server.last();
    NodeSet voters = server.configuration().allVoters();
    NodeSet yes = NodeSet.EMPTY;
    for (int id = voters.next(ServerId.NONE); id != ServerId.NONE; id = voters.next(id)) {
      if (id == server.id || ghost.mirror(id).durable.position().compareTo(last) <= 0) {
        yes = yes.with(id);
      }
    }
    return server.configuration().majorityOf(yes);
  }

  /// Tries every way to give some servers to the one and the others to the other.
  private boolean overlap(Configuration a, Configuration b) {
    for (int some = 0; some < 1 << ghost.servers(); some++) {
      NodeSet mine = new NodeSet((long) some << 1);
      if (a.majorityOf(mine) && b.majorityOf(a.allVoters().and(b.allVoters()).minus(mine))) {
        return false;
      }
    }
    return true;
  }

  // --- 38

  /// The configuration a server uses is the last one in its log, or that of the snapshot its log
  /// begins behind.
  void active(Mirror server, RaftView view) {
    long stated = server.configurationIndex();
    long expected = stated > server.snapshot.index() ? stated : 0;
    if (!view.configuration().equals(server.configuration())
        || view.configurationIndex() != expected) {
      ghost.fail(
          Invariant.LAST_MEMBERS_COUNT,
          server.id,
          "has the members "
              + view.configuration()
              + " of "
              + view.configurationIndex()
              + ", and its log states at "
              + expected
              + " "
              + server.configuration());
    }
  }

  // --- 39

  /// A leader that is no voter of a committed configuration leads no longer.
  private void leaves(Step step, Mirror server) {
    Configuration now = server.configuration();
    if (now.isJoint()
        || now.isVoter(server.id)
        || server.configurationIndex() > step.after().commitIndex()) {
      return;
    }
    if (step.role() == RoleName.LEADER) {
      ghost.fail(
          Invariant.STRANGERS_CANNOT_DISTURB,
          server.id,
          "leads on while the members are " + now + ", which is committed");
    } else if (server.role == RoleName.LEADER) {
      ghost.marks.reached(Mark.LEADER_LEFT);
    }
  }
}
