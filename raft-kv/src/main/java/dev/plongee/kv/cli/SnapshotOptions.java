package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;
import dev.plongee.kv.driver.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// When a node takes a snapshot by itself.
final class SnapshotOptions {
  private static final String NAME = "--snapshot-bytes";

  @Option(
      names = NAME,
      paramLabel = "BYTES",
      description = {
        "A node takes a snapshot when its log has grown by so many bytes since the last one",
        "(default: 67108864, or less with a small heap)."
      })
  private @Nullable Long bytes;

  boolean isGiven() {
    return bytes != null;
  }

  /// What is given, or what is usual with these limits.
  long or(RaftConfig raft) {
    if (bytes == null) {
      return Server.Settings.usualSnapshotBytes(raft);
    }
    if (bytes < 1) {
      throw CommandException.usage(
          NAME + " " + bytes + " is out of range", "a number of bytes above zero");
    }
    return bytes;
  }

  /// The same for another process.
  List<String> arguments() {
    return bytes == null ? List.of() : List.of(NAME + "=" + bytes);
  }
}
