package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The directory of a local cluster, held by one `up` at a time.
final class ClusterDirectory implements AutoCloseable {
  private static final String LOCK = "up.lock";

  /// How long a stopping node may take: 5 s.
  private static final int PATIENCE_POLLS = 100;

  private static final int POLL_MILLIS = 50;

  private final Path directory;
  private final FileChannel channel;

  private ClusterDirectory(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// Takes the directory, which is made when it does not exist.
  ///
  /// @throws CommandException when another `up` holds it, or it holds something else
  static ClusterDirectory take(Path directory) throws IOException {
    refuseForeign(directory);
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (!lock(channel)) {
      ByteBuffer pid = ByteBuffer.allocate(20);
      channel.read(pid, 0);
      channel.close();
      String who = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
      throw CommandException.usage(
          "the directory " + directory + " is in use by another 'up' (process " + who + ")",
          "use its cluster, stop it (Ctrl-C there), or start another one: --data DIR");
    }
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return new ClusterDirectory(directory, channel);
  }

  /// Whether an `up` runs here, of all nodes.
  static boolean isTaken(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException _) {
      return true;
    }
  }

  /// Puts what a former node of this name left aside, for a new one to begin with nothing.
  static void putAside(Path directory, int server) throws IOException {
    Path own = ClusterFile.nodeDirectory(directory, server);
    if (Files.exists(own)) {
      Path aside = asideOf(directory, server);
      delete(aside);
      Files.move(own, aside);
    }
  }

  private static Path asideOf(Path directory, int server) {
    return directory.resolve(ServerId.name(server) + ".removed");
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static void refuseForeign(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CommandException.usage(
          directory + " is a file", "name a directory (--data DIR); it is made if needed");
    }
    if (Files.isDirectory(directory) && ClusterFile.read(directory).isEmpty()) {
      try (Stream<Path> found = Files.list(directory)) {
        List<Path> foreign = found.filter(path -> !path.endsWith(LOCK)).toList();
        if (!foreign.isEmpty()) {
          throw CommandException.usage(
              "the directory "
                  + directory
                  + " holds something else than a cluster ("
                  + foreign.getFirst().getFileName()
                  + ")",
              "name another directory: --data DIR");
        }
      }
    }
  }

  /// The nodes of an `up` that was killed notice it at once and stop; waits until they have.
  ///
  /// @throws CommandException when a node lives on
  void awaitNodes() throws IOException, InterruptedException {
    Optional<ClusterFile> file = ClusterFile.read(directory);
    if (file.isEmpty()) {
      return;
    }
    for (ClusterFile.Member node : file.get().nodes()) {
      Path own = ClusterFile.nodeDirectory(directory, node.number());
      for (int i = 0; NodeLock.isHeld(own); i++) {
        if (i == PATIENCE_POLLS) {
          throw CommandException.usage(
              node.id() + " of the cluster in " + directory + " is running",
              "use it, or stop it first (kill " + node.pid() + ")");
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /// Deletes the cluster, none of whose nodes lives, and nothing that is not a cluster's.
  void empty() throws IOException {
    Optional<ClusterFile> file = ClusterFile.read(directory);
    if (file.isEmpty()) {
      return;
    }
    for (int id = 1; id <= ServerId.MAX; id++) {
      Path own = ClusterFile.nodeDirectory(directory, id);
      if (file.get().member(id).isPresent() || Files.exists(own.resolve("identity"))) {
        delete(own);
      }
      delete(asideOf(directory, id));
    }
    Files.deleteIfExists(directory.resolve(ClusterFile.NAME));
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// The cluster that is here, with ports that are free; a new one when there is none.
  ///
  /// @param nodes how many servers, 0 for as many as there are, or three
  /// @param firstPort the port of S1, asked for by the user, or 0
  ClusterFile prepare(int nodes, int firstPort, TimingOptions times) throws IOException {
    Optional<ClusterFile> found = ClusterFile.read(directory);
    if (found.isPresent() && nodes != 0 && nodes != found.get().nodes().size()) {
      throw CommandException.usage(
          "the cluster in " + directory + " has " + found.get().nodes().size() + " nodes",
          "leave --nodes out, or empty the directory first (--fresh)");
    }
    int size = found.map(file -> file.nodes().size()).orElse(nodes == 0 ? 3 : nodes);
    List<Integer> ports = LocalPorts.of(found, size, firstPort);
    List<ClusterFile.Member> members = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Address address = new Address(Address.LOOPBACK, ports.get(i));
      members.add(
          found.isPresent()
              ? found.get().nodes().get(i).at(address)
              : ClusterFile.Member.of(i + 1, address, false));
    }
    String clusterId = found.map(ClusterFile::clusterId).orElseGet(ClusterDirectory::newClusterId);
    RaftConfig.Timing timing =
        times.or(found.map(file -> file.timing().toTiming()).orElse(RaftConfig.Timing.LOCAL));
    ClusterFile file = new ClusterFile(clusterId, ClusterFile.Times.of(timing), members);
    file.write(directory);
    return file;
  }

  private static String newClusterId() {
    long id = 0;
    while (id == 0) {
      id = new SecureRandom().nextLong();
    }
    return HexFormat.of().toHexDigits(id);
  }

  Path path() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
