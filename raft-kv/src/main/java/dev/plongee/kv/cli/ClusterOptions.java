package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.net.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a client command finds its cluster.
public final class ClusterOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The cluster in this directory (default: the one that 'up' started last).")
  private @Nullable Path data;

  @Option(
      names = "--connect",
      paramLabel = "ADDRESS,...",
      hideParamSyntax = true,
      split = ",",
      converter = Arguments.AddressConverter.class,
      description = "The cluster these servers belong to, HOST:PORT each (default: see --data).")
  private @Nullable List<Address> connect;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Arguments.DurationConverter.class,
      description = "How long to try: 500ms, 5s, 1m (default: 5s).")
  private @Nullable Duration timeout;

  private final @Nullable KeptConnection kept;

  /// Where a cluster was found when no directory was named. It stays the one that is meant, also
  /// when somebody starts another one elsewhere.
  private volatile @Nullable Path found;

  public ClusterOptions() {
    this(null);
  }

  /// @param kept what to use when the command line names no cluster and no time-out
  ClusterOptions(@Nullable KeptConnection kept) {
    this.kept = kept;
  }

  /// The connection that is kept, if the command line leaves it at that.
  private @Nullable KeptConnection kept() {
    return data == null && connect == null && timeout == null ? kept : null;
  }

  /// Connects for one command. Its writes are sent once, unless the connection is a kept one: that
  /// has a session.
  ///
  /// @throws CommandException when there is no cluster
  Connection connect() {
    KeptConnection shared = kept();
    return shared != null
        ? new Connection(shared.client(), true)
        : new Connection(new PlongeeClient(find().withoutSessions()), false);
  }

  /// Where the cluster is.
  ///
  /// @throws CommandException when there is none
  public ClientOptions find() {
    return find(ClientOptions.DEFAULT_TIMEOUT);
  }

  /// The same for a command that takes longer.
  ///
  /// @param usual how long to try when the user does not say it
  ClientOptions find(Duration usual) {
    KeptConnection shared = kept();
    if (shared != null) {
      return shared.where().find(usual);
    }
    Logging.ofClient();
    Duration patience = timeout == null ? usual : timeout;
    if (connect != null) {
      if (data != null) {
        throw CommandException.usage(
            "--data and --connect both say where the cluster is", "give one of them");
      }
      return new ClientOptions(connect, 0, patience);
    }
    ClusterFile file = file();
    return new ClientOptions(file.addresses(), file.cluster(), patience);
  }

  /// All servers of the cluster, with their names as far as known: those of the directory, or those
  /// that were named and those these know of.
  SequencedMap<Address, String> named(PlongeeClient client) {
    KeptConnection shared = kept();
    if (shared != null) {
      return shared.where().named(client);
    }
    if (connect == null) {
      return file().named();
    }
    SequencedMap<Address, String> named = new LinkedHashMap<>();
    connect.forEach(address -> named.put(address, ""));
    ClusterStatus.ask(client, named);
    client.members().forEach((id, address) -> named.put(address, ServerId.name(id)));
    return named;
  }

  /// Where its servers are, as far as known without asking them.
  Set<Address> known(PlongeeClient client) {
    Set<Address> known = new LinkedHashSet<>(connect != null ? connect : file().addresses());
    known.addAll(client.members().values());
    return known;
  }

  /// What to call the cluster in few letters: the name of its directory, or an address.
  String nickname() {
    return connect != null ? connect.getFirst().toString() : place().getFileName().toString();
  }

  /// The directory of the cluster, or nothing when it is known by addresses only.
  Optional<Path> directory() {
    KeptConnection shared = kept();
    if (shared != null) {
      return shared.where().directory();
    }
    return connect == null ? Optional.of(place()) : Optional.empty();
  }

  private Path place() {
    if (data != null) {
      return data.toAbsolutePath().normalize();
    }
    Path before = found;
    return before != null ? before : Places.lastStarted();
  }

  private ClusterFile file() {
    Path directory = place();
    Optional<ClusterFile> file = ClusterFile.read(directory);
    if (file.isPresent()) {
      found = directory;
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
