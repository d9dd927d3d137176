package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;

/// `DIR/cluster.json`: what makes a directory a local cluster, and how clients find it. Written as
/// a whole or not at all.
///
/// @param clusterId 16 hexadecimal digits
/// @param timing the times of the last start
/// @param nodes in the order of their ids
record ClusterFile(String clusterId, Times timing, List<Member> nodes) {
  static final String NAME = "cluster.json";

  /// @param id S1, S2, ...
  /// @param address host:port
  /// @param pid the process of the last start, 0 before the first
  /// @param joined whether it came to a cluster that was there: it is no founder
  /// @param started whether it has run: its directory must hold something then
  record Member(String id, String address, long pid, boolean joined, boolean started) {
    /// One that has not run yet.
    static Member of(int server, Address address, boolean joined) {
      return new Member(ServerId.name(server), address.toString(), 0, joined, false);
    }

    /// The same at another address, without a process.
    Member at(Address other) {
      return new Member(id, other.toString(), 0, joined, started);
    }

    Address where() {
      return Address.parse(address);
    }

    int number() {
      return Arguments.serverId(id);
    }
  }

  /// Milliseconds.
  record Times(long heartbeat, long electionMin, long electionMax) {
    static Times of(RaftConfig.Timing timing) {
      return new Times(
          timing.heartbeatUs() / 1_000,
          timing.electionMinUs() / 1_000,
          timing.electionMaxUs() / 1_000);
    }

    RaftConfig.Timing toTiming() {
      return new RaftConfig.Timing(electionMin * 1_000, electionMax * 1_000, heartbeat * 1_000);
    }
  }

  /// @throws IllegalArgumentException when no cluster is like this
  ClusterFile {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()
        || clusterId.length() != 16
        || HexFormat.fromHexDigitsToLong(clusterId) == 0) {
      throw new IllegalArgumentException(
          "a cluster id of 16 hexadecimal digits and nodes expected");
    }
    for (Member node : nodes) {
      node.number();
      node.where();
    }
    timing.toTiming();
  }

  long cluster() {
    return HexFormat.fromHexDigitsToLong(clusterId);
  }

  List<Address> addresses() {
    return nodes.stream().map(Member::where).toList();
  }

  /// Where the nodes are, and their names.
  SequencedMap<Address, String> named() {
    SequencedMap<Address, String> named = new LinkedHashMap<>();
    nodes.forEach(node -> named.put(node.where(), node.id()));
    return named;
  }

  Optional<Member> member(int server) {
    return nodes.stream().filter(node -> node.number() == server).findFirst();
  }

  private ClusterFile with(int server, UnaryOperator<Member> change) {
    return new ClusterFile(
        clusterId,
        timing,
        nodes.stream().map(it -> it.number() == server ? change.apply(it) : it).toList());
  }

  ClusterFile withPid(int server, long pid) {
    return with(
        server, node -> new Member(node.id(), node.address(), pid, node.joined(), node.started()));
  }

  /// With one more node; the same when there is one of this name.
  ClusterFile with(Member joined) {
    if (member(joined.number()).isPresent()) {
      return this;
    }
    List<Member> more = new ArrayList<>(nodes);
    more.add(joined);
    more.sort(Comparator.comparingInt(Member::number));
    return new ClusterFile(clusterId, timing, more);
  }

  /// Without these nodes, of which at least one stays.
  ClusterFile without(Set<Integer> servers) {
    List<Member> fewer = nodes.stream().filter(it -> !servers.contains(it.number())).toList();
    return fewer.isEmpty() ? this : new ClusterFile(clusterId, timing, fewer);
  }

  /// Writes down that a node has come so far that its directory holds something.
  static void recordStarted(Path directory, int server) throws IOException {
    update(
        directory,
        file ->
            file.with(
                server,
                node -> new Member(node.id(), node.address(), node.pid(), node.joined(), true)));
  }

  /// Writes down the process of a node.
  static void recordPid(Path directory, int server, long pid) throws IOException {
    update(directory, file -> file.withPid(server, pid));
  }

  /// Changes the file, one after the other: `up`, `up --only` and `member` may want to at the same
  /// time, and so may several threads of `up`, between which the lock of a file does not choose: it
  /// refuses all but one. Without effect when there is none.
  static synchronized void update(Path directory, UnaryOperator<ClusterFile> change)
      throws IOException {
    try (FileChannel lock =
            FileChannel.open(
                directory.resolve(NAME + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = lock.lock()) {
      Optional<ClusterFile> file = read(directory);
      if (file.isPresent()) {
        change.apply(file.get()).write(directory);
      }
    }
  }

  static Path nodeDirectory(Path directory, int server) {
    return directory.resolve(ServerId.name(server));
  }

  /// The cluster in a directory, or nothing when it holds none.
  static Optional<ClusterFile> read(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      return Optional.of(ClusterFileReader.read(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw unreadable(file, "line " + e.getLocation().getLineNr() + " is no JSON");
    } catch (IOException | IllegalArgumentException e) {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw CommandException.usage(
            directory + " is no directory", "name the directory of a cluster");
      }
      throw unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  private static CommandException unreadable(Path file, String why) {
    return CommandException.usage(
        file + " cannot be read: " + why,
        "put its last good copy back, or use another directory (--data DIR)");
  }

  /// Writes the file so that a crash leaves the old one or the new one.
  void write(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    Path fresh = directory.resolve(NAME + ".new");
    Files.writeString(fresh, Json.pretty(this) + "\n", StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
