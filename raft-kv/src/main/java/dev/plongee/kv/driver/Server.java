package dev.plongee.kv.driver;

import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.kv.disk.DiskLog;
import dev.plongee.kv.disk.DiskOptions;
import dev.plongee.kv.disk.ForceTimes;
import dev.plongee.kv.disk.Founders;
import dev.plongee.kv.disk.RefusedException;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.net.ListenException;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.LogClock;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: two threads, a port, a disk. What goes on inside is in [Node].
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /// @param identity who this server and its peers are
  /// @param listen where it listens, for peers and clients alike
  /// @param raft its configuration
  /// @param snapshotBytes a snapshot is taken when so many bytes of entries were applied since the
  ///   last one
  /// @param sessionLifetimeUs after which a session that is not used expires while this server
  ///   leads, in microseconds; 0 for never
  public record Settings(
      Identity identity,
      Address listen,
      RaftConfig raft,
      long snapshotBytes,
      long sessionLifetimeUs) {
    /// 64 MiB of entries, or a quarter of what the log may have when that is less: a state that is
    /// not larger is read in a second at a start.
    public static long usualSnapshotBytes(RaftConfig raft) {
      return Math.min(64 << 20, raft.limits().maxLogBytes() / 4);
    }

    private Settings with(Configuration first) {
      RaftConfig changed =
          new RaftConfig(
              raft.self(), first, raft.timing(), raft.limits(), raft.features(), raft.tracing());
      return new Settings(identity, listen, changed, snapshotBytes, sessionLifetimeUs);
    }

    /// A server that takes snapshots as often as is usual, and keeps sessions as long.
    public Settings(Identity identity, Address listen, RaftConfig raft) {
      this(identity, listen, raft, usualSnapshotBytes(raft), LogClock.DEFAULT_LIFETIME_US);
    }
  }

  private final MultiThreadIoEventLoopGroup group;
  private final Consumer<Throwable> broken;
  private final Node node;
  private final boolean wasMember;
  private final AtomicBoolean silent = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Server(
      MultiThreadIoEventLoopGroup group,
      Settings settings,
      Node.Found found,
      Disk disk,
      Consumer<Throwable> broken) {
    this.group = group;
    this.broken = broken;
    this.node =
        new Node(
            group.next(),
            settings.identity(),
            settings.raft(),
            found,
            disk,
            this::fallSilent,
            broken::accept);
    wasMember = node.isMember();
  }

  /// Whether it belonged to the cluster when it ended the last time, as far as its own log says; it
  /// may have been removed since.
  public boolean wasMember() {
    return wasMember;
  }

  /// Starts a server with its log in a directory.
  ///
  /// @param broken see below
  /// @throws RefusedException when the directory must not be used; nothing was changed
  /// @throws ListenException when it cannot listen
  public static Server start(Settings settings, Path directory, Consumer<Throwable> broken)
      throws IOException {
    Identity identity = settings.identity();
    ForceTimes times = new ForceTimes();
    DiskLog.Opened opened =
        DiskLog.open(
            directory, identity.cluster(), identity.self(), DiskOptions.DEFAULT.with(times));
    String fileSystem = Files.getFileStore(directory).type();
    return start(
        founded(settings, directory, opened.log()),
        opened.state(),
        new LogDisk(opened.log(), times, fileSystem),
        new SnapshotFiles(directory, identity.cluster()),
        broken);
  }

  /// The settings with the first configuration that the server was told at its first start.
  private static Settings founded(Settings settings, Path directory, DiskLog log)
      throws IOException {
    try {
      NodeSet told = settings.raft().configuration().voters();
      return settings.with(new Configuration(Founders.keep(directory, told)));
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /// Starts a server.
  ///
  /// @param onDisk what its disk holds
  /// @param disk taken over, and closed in any case
  /// @param files its snapshots
  /// @param broken told, once, that the server had to end, and why: its disk failed, or it found a
  ///   bug in itself; it is silent then, and its process should end. Or that it was removed from
  ///   the cluster, with a [RemovedException]; it should be closed then
  /// @throws RefusedException when the snapshot that its log begins with is missing or damaged
  /// @throws ListenException when it cannot listen
  public static Server start(
      Settings settings,
      DurableState onDisk,
      Disk disk,
      SnapshotFiles files,
      Consumer<Throwable> broken)
      throws IOException {
    Node.Found found = found(settings, onDisk, disk, files);
    String name = ServerId.name(settings.identity().self());
    ThreadFactory oneThread = work -> new FastThreadLocalThread(work, "raft-" + name);
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, oneThread, NioIoHandler.newFactory());
    Server server = new Server(group, settings, found, disk, broken);
    try {
      server.node.network().open(settings.listen());
    } catch (ListenException e) {
      server.close();
      throw e;
    }
    group.next().execute(server.node::start);
    return server;
  }

  private static Node.Found found(
      Settings settings, DurableState onDisk, Disk disk, SnapshotFiles files) throws IOException {
    try {
      KvStore store = Snapshots.load(files, onDisk.snapshot());
      return new Node.Found(onDisk, store, files, settings);
    } catch (IOException | RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  private void fallSilent(Throwable cause) {
    if (silent.getAndSet(true)) {
      return;
    }
    if (cause instanceof IOException) {
      LOG.error("this server stops: {}", cause.getMessage());
    } else {
      LOG.error("this server found a bug in itself and stops", cause);
    }
    if (group.next().inEventLoop()) {
      node.fallSilent();
    } else {
      group.next().execute(node::fallSilent);
    }
    broken.accept(cause);
  }

  /// Stops: answers what waits as well as can be told, and lets the disk finish.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (!silent.getAndSet(true)) {
      group.next().submit(node::stop).syncUninterruptibly();
    }
    node.stopDisk();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
