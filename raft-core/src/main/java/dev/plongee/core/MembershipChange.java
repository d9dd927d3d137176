package dev.plongee.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a leader changes who belongs to the cluster (§6, dissertation §4), by joint consensus
/// whatever the change.
///
/// ```
///            newcomers          all have caught up          committed         committed
///   C_old -----------> learners --------------> C_old,new ----------> C_new ----------> done
///                                                                       |
///                                             a leader outside of C_new steps down
/// ```
///
/// Each arrow to the right appends one entry, which is active at once. Who leads next goes on from
/// whatever it finds in its log: learners stay learners until somebody asks again, a joint
/// configuration is always left.
final class MembershipChange {
  /// Newcomers that are not voters yet; null while there are none.
  private @Nullable CatchUp catchUp;

  /// The place of the last configuration that was seen to be committed; before the first look none,
  /// not even that of the snapshot, which is at 0.
  private long settled = -1;

  /// Whether newcomers are catching up.
  boolean isGrowing() {
    return catchUp != null;
  }

  /// Whether a change may begin: nothing is decided before an entry of the own term is committed,
  /// and one thing at a time.
  boolean mayBegin(Server server) {
    return !isGrowing() && isSettled(server);
  }

  private static boolean isSettled(Server server) {
    return server.rules.mayChangeMembers(
        server.commits.term(server.log),
        server.term(),
        server.members.activeIndex(),
        server.commits.commitIndex(),
        server.members.active().isJoint());
  }

  /// Somebody wants this configuration.
  void begin(Server server, Leader leader, Configuration target) {
    Configuration active = server.members.active();
    NodeSet newcomers = target.voters().minus(active.voters());
    if (newcomers.isEmpty()) {
      enter(server, leader, target);
      return;
    }
    Configuration growing = active.withLearners(newcomers);
    if (!growing.equals(active)) {
      append(server, leader, growing);
    }
    catchUp = new CatchUp(target, newcomers, server.log.lastIndex(), server.now());
    tell(server, target, true);
  }

  /// Moves a change on as far as it gets; at the end of a leader's step.
  void advance(Server server, Leader leader) {
    if (catchUp != null) {
      grow(server, leader, catchUp);
    }
    long stated = server.members.activeIndex();
    if (stated <= settled || stated > server.commits.commitIndex()) {
      return;
    }
    settled = stated;
    Configuration committed = server.members.active();
    if (committed.isJoint()) {
      append(server, leader, committed.leaveJoint());
    } else if (!server.rules.leadsOn(committed, server.self())) {
      server.becomeFollower(server.term(), ServerId.NONE);
    }
  }

  private void grow(Server server, Leader leader, CatchUp growing) {
    if (!growing.look(server, leader)) {
      catchUp = null;
      tell(server, growing.target(), false);
    } else if (growing.isDone() && isSettled(server)) {
      catchUp = null;
      enter(server, leader, growing.target());
    }
  }

  private static void tell(Server server, Configuration target, boolean begins) {
    if (server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.CatchingUp(target, begins));
    }
  }

  /// Only a change of the voters needs two majorities.
  private static void enter(Server server, Leader leader, Configuration target) {
    Configuration active = server.members.active();
    boolean sameVoters = target.voters().equals(active.voters());
    append(server, leader, sameVoters ? target : active.jointWith(target));
  }

  private static void append(Server server, Leader leader, Configuration next) {
    leader.append(server, List.of(new Payload.Membership(next)));
    leader.reconfigure(server, server.log.lastIndex());
  }

  MembershipChange copy() {
    MembershipChange copy = new MembershipChange();
    copy.catchUp = catchUp == null ? null : catchUp.copy();
    copy.settled = settled;
    return copy;
  }
}
