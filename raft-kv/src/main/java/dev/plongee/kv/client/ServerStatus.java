package dev.plongee.kv.client;

import com.google.protobuf.ByteString;
import dev.plongee.core.RoleName;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import org.HdrHistogram.Histogram;

/// How one server is, as it says itself.
///
/// @param leader the leader as far as this server knows, 0 for none
/// @param snapshotIndex the last entry in the snapshot that it would start with, 0 for none
/// @param baseIndex the log begins behind this entry, at or before the snapshot; 0 when it has all
///   its entries
/// @param serving whether it leads and can answer reads
/// @param cpuMicros processor time of its process since that started, in microseconds; 0 where the
///   system does not tell
/// @param fsyncMicros how long each fsync of its log took since then, in microseconds; the caller's
///   own
/// @param fileSystem the type of the file system that its log lies on; empty when it does not know
/// @param diskFull whether its disk has no room for more entries
/// @param members who belongs to the cluster, as it knows it
public record ServerStatus(
    int server,
    RoleName role,
    long term,
    int leader,
    long lastIndex,
    long durableIndex,
    long commitIndex,
    long appliedIndex,
    long snapshotIndex,
    long baseIndex,
    boolean serving,
    long pid,
    long uptimeMillis,
    long cpuMicros,
    Histogram fsyncMicros,
    String fileSystem,
    boolean diskFull,
    MembersSeen members) {
  /// Decimal digits of an empty histogram.
  private static final int DIGITS = 2;

  static ServerStatus of(NodeStatus status) {
    return new ServerStatus(
        status.getServer(),
        RoleName.valueOf(status.getRole()),
        status.getTerm(),
        status.getLeader(),
        status.getLastIndex(),
        status.getDurableIndex(),
        status.getCommitIndex(),
        status.getAppliedIndex(),
        status.getSnapshotIndex(),
        status.getBaseIndex(),
        status.getServing(),
        status.getPid(),
        status.getUptimeMillis(),
        status.getCpuMicros(),
        histogram(status.getFsyncMicros()),
        status.getFileSystem(),
        status.getDiskFull(),
        MembersSeen.of(status));
  }

  /// What a server says about its disk is worth nothing when it cannot be read, and no reason to
  /// fail.
  private static Histogram histogram(ByteString encoded) {
    try {
      return Histogram.decodeFromByteBuffer(encoded.asReadOnlyByteBuffer(), 0);
    } catch (RuntimeException _) {
      return new Histogram(DIGITS);
    }
  }
}
