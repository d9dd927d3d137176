package dev.plongee.core;

import java.util.List;

/// The window of [Raft#view()]: reads the server as it is at the moment of asking.
record LiveView(Server server) implements RaftView {
  @Override
  public int self() {
    return server.self();
  }

  @Override
  public Configuration configuration() {
    return server.members.active();
  }

  @Override
  public long configurationIndex() {
    return server.members.activeIndex();
  }

  @Override
  public Configuration configurationAt(long index) {
    return server.members.at(index);
  }

  @Override
  public boolean isChangingMembers() {
    return server.role() instanceof Leader leader
        && (leader.change().isGrowing()
            || server.members.active().isJoint()
            || server.members.activeIndex() > server.commits.commitIndex());
  }

  @Override
  public long term() {
    return server.term();
  }

  @Override
  public int votedFor() {
    return server.votedFor();
  }

  @Override
  public RoleName role() {
    return server.role().name();
  }

  @Override
  public int leader() {
    return server.leader();
  }

  @Override
  public long commitIndex() {
    return server.commits.commitIndex();
  }

  @Override
  public long appliedIndex() {
    return server.commits.appliedIndex();
  }

  @Override
  public long durableIndex() {
    return server.writes.durableIndex();
  }

  @Override
  public SnapshotMeta snapshot() {
    return server.snapshots.latest();
  }

  @Override
  public LogPosition base() {
    return server.log.base();
  }

  @Override
  public LogPosition last() {
    return server.log.lastPosition();
  }

  @Override
  public TermAt termAt(long index) {
    return server.log.termAt(index);
  }

  @Override
  public Entry entry(long index) {
    return server.log.entry(index);
  }

  @Override
  public long deadline(Timer timer) {
    return server.timers.deadline(timer);
  }

  @Override
  public NodeSet votes() {
    return switch (server.role()) {
      case PreCandidate(NodeSet votes) -> votes;
      case Candidate(NodeSet votes) -> votes;
      case Follower _, Leader _ -> NodeSet.EMPTY;
    };
  }

  @Override
  public PeerView peer(int peer) {
    Progress progress = server.role() instanceof Leader leader ? leader.progress(peer) : null;
    if (progress == null) {
      throw new IllegalStateException(
          ServerId.name(server.self()) + " leads no peer " + ServerId.name(peer));
    }
    return progress;
  }

  @Override
  public long round() {
    return server.role() instanceof Leader leader ? leader.reads().round() : 0;
  }

  @Override
  public int transferTarget() {
    return server.role() instanceof Leader leader ? leader.transfer().target() : ServerId.NONE;
  }

  @Override
  public List<Held> held() {
    return server.outbox.held();
  }

  @Override
  public boolean hasSpace() {
    return server.writes.hasSpace();
  }

  @Override
  public boolean hardStateDurable() {
    return server.writes.hardStateIsDurable();
  }
}
