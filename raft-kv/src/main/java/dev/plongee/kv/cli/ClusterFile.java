package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Identity;
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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
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
  record Member(String id, String address, long pid) {
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

  Identity identity(int self) {
    TreeMap<Integer, Address> members = new TreeMap<>();
    nodes.forEach(node -> members.put(node.number(), node.where()));
    return new Identity(cluster(), self, members);
  }

  Optional<Member> member(int server) {
    return nodes.stream().filter(node -> node.number() == server).findFirst();
  }

  ClusterFile withPid(int server, long pid) {
    List<Member> changed = new ArrayList<>();
    for (Member node : nodes) {
      changed.add(node.number() == server ? new Member(node.id(), node.address(), pid) : node);
    }
    return new ClusterFile(clusterId, timing, changed);
  }

  /// Writes down the process of a node; `up` and an `up --only` may do so at the same time.
  static void recordPid(Path directory, int server, long pid) throws IOException {
    try (FileChannel lock =
            FileChannel.open(
                directory.resolve(NAME + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = lock.lock()) {
      Optional<ClusterFile> file = read(directory);
      if (file.isPresent()) {
        file.get().withPid(server, pid).write(directory);
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
