package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.net.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a client command finds its cluster.
public final class ClusterOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The cluster in this directory; by default the one that 'up' started last.")
  private @Nullable Path data;

  @Option(
      names = "--connect",
      paramLabel = "ADDRESS,...",
      hideParamSyntax = true,
      split = ",",
      converter = Arguments.AddressConverter.class,
      description =
          "The cluster these servers belong to, instead of one in a directory; HOST:PORT each.")
  private @Nullable List<Address> connect;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Arguments.DurationConverter.class,
      description = "How long to try (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  /// Where the cluster is.
  ///
  /// @throws CommandException when there is none
  public ClientOptions find() {
    Logging.ofClient();
    if (connect != null) {
      if (data != null) {
        throw CommandException.usage(
            "--data and --connect both say where the cluster is", "give one of them");
      }
      return new ClientOptions(connect, 0, timeout);
    }
    ClusterFile file = file();
    return new ClientOptions(file.addresses(), file.cluster(), timeout);
  }

  /// All servers of the cluster, with their names as far as known: those of the directory, or those
  /// that were named and those these know of.
  SequencedMap<Address, String> named(PlongeeClient client) {
    if (connect == null) {
      return file().named();
    }
    SequencedMap<Address, String> named = new LinkedHashMap<>();
    connect.forEach(address -> named.put(address, ""));
    ClusterStatus.ask(client, named);
    client.members().forEach((id, address) -> named.put(address, ServerId.name(id)));
    return named;
  }

  private ClusterFile file() {
    Path directory = data != null ? data : Places.lastStarted();
    Optional<ClusterFile> file = ClusterFile.read(directory);
    if (file.isPresent()) {
      return file.get();
    }
    if (data != null) {
      throw CommandException.usage(
          directory + " holds no cluster",
          "name the directory of a cluster, or start one there: ./raft up --data " + directory);
    }
    throw new CommandException(
        ExitCode.UNREACHABLE,
        "there is no cluster in " + directory,
        "start one (./raft up), or say where it is (--data DIR or --connect host:port,...)");
  }
}
