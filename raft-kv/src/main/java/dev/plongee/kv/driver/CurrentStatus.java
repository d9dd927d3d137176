package dev.plongee.kv.driver;

import com.google.protobuf.ByteString;
import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.wire.Clients.MemberStatus;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/// How this server is, as it tells whoever asks.
record CurrentStatus(RaftView view, Network network, DiskThread disk) {
  NodeStatus now() {
    boolean leads = view.role() == RoleName.LEADER;
    Disk.Health health = disk.health();
    NodeStatus.Builder status =
        NodeStatus.newBuilder()
            .setServer(view.self())
            .setRole(view.role().name())
            .setTerm(view.term())
            .setLeader(view.leader())
            .setLastIndex(view.last().index())
            .setDurableIndex(view.durableIndex())
            .setCommitIndex(view.commitIndex())
            .setAppliedIndex(view.appliedIndex())
            .setSnapshotIndex(view.snapshot().index())
            .setBaseIndex(view.base().index())
            .setServing(leads && view.termAt(view.commitIndex()).isKnown(view.term()))
            .setPid(ProcessHandle.current().pid())
            .setUptimeMillis(ManagementFactory.getRuntimeMXBean().getUptime())
            .setCpuMicros(ProcessorTime.micros())
            .setFsyncMicros(encode(health.forceMicros()))
            .setDiskFull(!view.hasSpace())
            .setFileSystem(health.fileSystem());
    addMembers(status, leads);
    return status.build();
  }

  private void addMembers(NodeStatus.Builder status, boolean leads) {
    Configuration active = view.configuration();
    status
        .setVoters(active.voters().bits())
        .setOutgoing(active.outgoing().bits())
        .setLearners(active.learners().bits())
        .setConfigurationIndex(view.configurationIndex())
        .setChangingMembers(view.isChangingMembers());
    NodeSet all = active.members();
    for (int id = all.next(ServerId.NONE); id != ServerId.NONE; id = all.next(id)) {
      MemberStatus.Builder member =
          MemberStatus.newBuilder()
              .setServer(id)
              .setAddress(network.addressOf(id).map(Address::toString).orElse(""));
      if (leads) {
        member.setMatchIndex(matchIndex(id)).setConnected(isConnectedTo(id));
      }
      status.addMembers(member);
    }
  }

  private long matchIndex(int id) {
    return id == view.self() ? view.durableIndex() : view.peer(id).matchIndex();
  }

  private boolean isConnectedTo(int id) {
    return id == view.self() || network.isConnectedTo(id);
  }

  private static ByteString encode(Histogram histogram) {
    ByteBuffer encoded = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    histogram.encodeIntoByteBuffer(encoded);
    return ByteString.copyFrom(encoded.flip());
  }
}
