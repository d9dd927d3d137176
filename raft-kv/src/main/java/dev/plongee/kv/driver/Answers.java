package dev.plongee.kv.driver;

import com.google.protobuf.ByteString;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients.Done;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.SnapshotTaken;
import dev.plongee.kv.net.wire.Clients.Transferred;
import dev.plongee.kv.net.wire.Clients.Unknown;
import dev.plongee.kv.store.Result;
import dev.plongee.kv.store.ResultCodec;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/// What clients are told.
final class Answers {
  private Answers() {}

  static Response done(long id, Result result) {
    return Response.newBuilder()
        .setId(id)
        .setDone(
            Done.newBuilder()
                .setIndex(result.index())
                .setResult(SharedBytes.of(ResultCodec.encode(result))))
        .build();
  }

  static Response refused(long id, Reply.Refusal why, int leader) {
    return switch (why) {
      case NOT_LEADER ->
          refused(
              id,
              Refused.Why.NOT_LEADER,
              leader,
              leader == ServerId.NONE
                  ? "no leader is known here"
                  : ServerId.name(leader) + " leads");
      case BUSY -> busy(id);
      case TRANSFERRING -> refused(id, Refused.Why.BUSY, leader, "leadership is being transferred");
      case CHANGING -> refused(id, Refused.Why.BUSY, leader, "the members are being changed");
      case NO_SUCH_VOTER ->
          invalid(id, "leadership can only be transferred to another voter of this cluster");
      case LOG_FULL ->
          refused(
              id,
              Refused.Why.LOG_FULL,
              leader,
              "the log has reached its limit: nothing can be written until a snapshot makes room");
    };
  }

  static Response transferred(long id, int leader) {
    return Response.newBuilder()
        .setId(id)
        .setTransferred(Transferred.newBuilder().setLeader(leader))
        .build();
  }

  static Response gaveUp(long id, int target, int leader) {
    return refused(
        id,
        Refused.Why.GAVE_UP,
        leader,
        ServerId.name(target)
            + " did not take over within an election timeout; "
            + ServerId.name(leader)
            + " leads on");
  }

  static Response busy(long id) {
    return refused(id, Refused.Why.BUSY, ServerId.NONE, "too many calls are waiting");
  }

  static Response invalid(long id, String message) {
    return refused(id, Refused.Why.INVALID, ServerId.NONE, message);
  }

  static Response replaced(long id) {
    return refused(
        id,
        Refused.Why.REPLACED,
        ServerId.NONE,
        "a new leader committed another command in its place");
  }

  static Response stopping(long id) {
    return refused(id, Refused.Why.STOPPING, ServerId.NONE, "this server is being stopped");
  }

  static Response unknown(long id, String message) {
    return Response.newBuilder()
        .setId(id)
        .setUnknown(Unknown.newBuilder().setMessage(message))
        .build();
  }

  static Response status(long id, RaftView view, Disk.Health disk) {
    boolean leads = view.role() == RoleName.LEADER;
    return Response.newBuilder()
        .setId(id)
        .setStatus(
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
                .setFsyncMicros(encode(disk.forceMicros()))
                .setFileSystem(disk.fileSystem()))
        .build();
  }

  static Response snapshot(long id, Snapshots.Taken taken) {
    if (!taken.why().isEmpty()) {
      return refused(id, Refused.Why.BUSY, ServerId.NONE, taken.why());
    }
    return Response.newBuilder()
        .setId(id)
        .setSnapshot(
            SnapshotTaken.newBuilder()
                .setIndex(taken.meta().index())
                .setTerm(taken.meta().term())
                .setBytes(taken.bytes()))
        .build();
  }

  private static ByteString encode(Histogram histogram) {
    ByteBuffer encoded = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    histogram.encodeIntoByteBuffer(encoded);
    return ByteString.copyFrom(encoded.flip());
  }

  private static Response refused(long id, Refused.Why why, int leader, String message) {
    return Response.newBuilder()
        .setId(id)
        .setRefused(Refused.newBuilder().setWhy(why).setLeader(leader).setMessage(message))
        .build();
  }
}
