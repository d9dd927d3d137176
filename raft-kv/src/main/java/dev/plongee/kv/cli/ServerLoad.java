package dev.plongee.kv.cli;

import dev.plongee.kv.client.ServerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// What one server did between two moments, as it says itself.
///
/// @param role at the second moment
/// @param cpuMicros processor time of its process
/// @param fsyncMicros how long each fsync took
/// @param fileSystem where its log lies; empty when it does not know
record ServerLoad(
    String id, String role, long cpuMicros, Histogram fsyncMicros, String fileSystem) {

  /// Of every server that answered at both moments. Of one that was started anew between them, what
  /// it did since.
  static List<ServerLoad> between(ClusterStatus before, ClusterStatus after) {
    List<ServerLoad> loads = new ArrayList<>();
    for (ClusterStatus.Node node : after.nodes()) {
      Optional<ServerStatus> then =
          before.nodes().stream()
              .filter(it -> it.address().equals(node.address()))
              .findFirst()
              .flatMap(ClusterStatus.Node::status);
      if (then.isPresent() && node.status().isPresent()) {
        loads.add(between(node, then.get(), node.status().get()));
      }
    }
    return loads;
  }

  private static ServerLoad between(ClusterStatus.Node node, ServerStatus then, ServerStatus now) {
    boolean same = then.pid() == now.pid();
    Histogram fsyncs = now.fsyncMicros();
    if (same) {
      fsyncs.subtract(then.fsyncMicros());
    }
    long cpu = now.cpuMicros() - (same ? then.cpuMicros() : 0);
    return new ServerLoad(node.id(), node.role(), cpu, fsyncs, now.fileSystem());
  }
}
