package dev.plongee.kv.driver;

import dev.plongee.core.Input;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SnapshotPiece;
import dev.plongee.kv.net.SnapshotProgress;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.SnapshotCodec;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots of one server (§7): takes, sends, receives and restores them. Belongs to the event
/// loop; all that waits for a disk is done by a thread of its own, so that no turn of the loop
/// does.
///
/// ```
///   frozen store --> file, durable --> SnapshotTaken          the store goes on meanwhile
///   InstallSnapshot --> pieces of the file <--> progress      one piece under way a peer
///   pieces --> file, whole and durable --> InstallSnapshot to the own core
/// ```
final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  /// What the driver does for snapshots.
  interface Host {
    /// Lets the core know, in a turn of the loop.
    void happened(Input input);

    /// The state machine is to become this store.
    void restored(KvStore store);
  }

  private final EventLoop loop;
  private final SnapshotFiles files;
  private final long everyBytes;
  private final Host host;
  private final Consumer<Throwable> broken;
  private final FileThread thread;
  private final SnapshotSender sender;
  private final SnapshotReceiver receiver;
  private final List<Consumer<Taken>> waiting = new ArrayList<>();
  private SnapshotMeta latest;
  private long bytesSince;
  private boolean taking;

  /// What became of the wish for a snapshot.
  ///
  /// @param why empty when it is there
  record Taken(SnapshotMeta meta, long bytes, String why) {}

  /// @param latest the snapshot the server has started with
  /// @param everyBytes a snapshot is taken when so many bytes of entries were applied since the
  ///   last one
  /// @param broken told that a snapshot that must be there cannot be read
  Snapshots(
      EventLoop loop,
      Network network,
      String name,
      SnapshotFiles files,
      SnapshotMeta latest,
      long everyBytes,
      Host host,
      Consumer<Throwable> broken) {
    this.loop = loop;
    this.files = files;
    this.latest = latest;
    this.everyBytes = everyBytes;
    this.host = host;
    this.broken = broken;
    this.thread = new FileThread(name);
    this.sender =
        new SnapshotSender(
            loop,
            network,
            files,
            thread,
            (peer, arrived) -> host.happened(new Input.SnapshotSent(peer, arrived)));
    this.receiver = new SnapshotReceiver(loop, network, files, thread);
  }

  /// Lets time begin; on the event loop.
  void start() {
    tidyUp(() -> files.deleteAllBut(latest));
    sender.start();
  }

  void stop() {
    thread.stop();
  }

  // --- taking

  /// An entry of this size was applied.
  void applied(int bytes) {
    bytesSince += bytes;
  }

  boolean isDue() {
    return bytesSince >= everyBytes && !taking;
  }

  /// Writes a snapshot of the store as it is now; the store may go on.
  void take(SnapshotMeta meta, KvStore store) {
    KvStore frozen = store.copy();
    taking = true;
    bytesSince = 0;
    long start = System.nanoTime();
    thread.run(() -> {
      try {
        files.write(meta, frozen::write);
        long bytes = files.size(meta);
        long millis = (System.nanoTime() - start) / 1_000_000;
        loop.execute(() -> taken(meta, bytes, millis));
      } catch (IOException | RuntimeException e) {
        loop.execute(() -> notTaken(meta, e));
      }
    });
  }

  private void taken(SnapshotMeta meta, long bytes, long millis) {
    taking = false;
    LOG.info("snapshot up to entry {}: {} bytes in {} ms", meta.index(), bytes, millis);
    host.happened(new Input.SnapshotTaken(meta));
    answer(new Taken(meta, bytes, ""));
  }

  /// The log goes on without; the next attempt is after as many bytes again.
  private void notTaken(SnapshotMeta meta, Exception why) {
    taking = false;
    LOG.warn("cannot write {}: {}; the log keeps what it holds", files.path(meta), why.toString());
    answer(new Taken(meta, 0, "cannot write " + files.path(meta) + ": " + why));
  }

  private void answer(Taken taken) {
    List<Consumer<Taken>> asked = List.copyOf(waiting);
    waiting.clear();
    asked.forEach(each -> each.accept(taken));
  }

  /// None can be taken now.
  void cannotTake(String why) {
    answer(new Taken(latest, 0, why));
  }

  /// Somebody wants a snapshot of what is applied now; while one is being taken he gets that one,
  /// which may lack what was applied since it was begun.
  ///
  /// @param present the one the core knows of
  /// @return whether one must be taken for it; else one is being taken, or there already
  boolean wish(long appliedIndex, SnapshotMeta present, Consumer<Taken> asked) {
    if (appliedIndex == present.index() && !taking) {
      asked.accept(new Taken(present, 0, ""));
      return false;
    }
    waiting.add(asked);
    return !taking;
  }

  /// The write that names this snapshot is durable: it is the one to start with, and its
  /// predecessors are of no use any more.
  void switchedTo(SnapshotMeta meta) {
    latest = meta;
    Set<SnapshotMeta> needed = sender.underWay();
    tidyUp(() -> files.deleteOlder(meta, needed));
  }

  private interface Deletion {
    void run() throws IOException;
  }

  private void tidyUp(Deletion deletion) {
    thread.run(() -> {
      try {
        deletion.run();
      } catch (IOException e) {
        LOG.warn("cannot delete snapshots that are not needed any more: {}", e.toString());
      }
    });
  }

  // --- restoring

  /// The state machine is to be replaced; reported when it is.
  void restore(SnapshotMeta meta) {
    thread.run(() -> {
      try {
        KvStore store = load(files, meta);
        loop.execute(() -> {
          LOG.info("state restored from the snapshot up to entry {}", meta.index());
          bytesSince = 0;
          host.restored(store);
        });
      } catch (IOException | RuntimeException e) {
        broken.accept(e);
      }
    });
  }

  /// The state that a snapshot holds, empty for none.
  static KvStore load(SnapshotFiles files, SnapshotMeta meta) throws IOException {
    if (meta.isNone()) {
      return new KvStore();
    }
    SnapshotCodec.Reader reader = new SnapshotCodec.Reader(KvStore.MAX_SESSIONS);
    KvStore[] read = new KvStore[1];
    files.read(
        meta,
        block -> {
          if (block.length() > 0) {
            reader.accept(block);
          } else {
            read[0] = reader.finish();
          }
        });
    return read[0];
  }

  // --- to and from peers

  /// The core wants this peer to have this snapshot; one transfer a peer, the latest.
  void send(int peer, InstallSnapshot message) {
    sender.send(peer, message);
  }

  /// The peer says what it has.
  void progress(int from, SnapshotProgress progress) {
    sender.progress(from, progress);
  }

  /// A piece has come. What is committed here already needs no file.
  ///
  /// @param whole told when the snapshot is there, whole and durable
  void piece(int from, SnapshotPiece piece, long commitIndex, Consumer<InstallSnapshot> whole) {
    receiver.piece(from, piece, commitIndex, whole);
  }
}
