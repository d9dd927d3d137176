package dev.plongee.kv.driver;

import dev.plongee.core.Input;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SnapshotPiece;
import dev.plongee.kv.net.SnapshotProgress;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.SnapshotCodec;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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

  /// Without a sign of life for so long a piece is sent again, in milliseconds.
  private static final long AGAIN_MILLIS = 1_000;

  /// Without progress for so long a transfer has failed, in milliseconds.
  private static final long PATIENCE_MILLIS = 10_000;

  /// Pieces that wait for the disk; more are dropped, and come again.
  private static final int MAX_WAITING_PIECES = 4;

  /// What the driver does for snapshots.
  interface Host {
    /// Lets the core know, in a turn of the loop.
    void happened(Input input);

    /// The state machine is to become this store.
    void restored(KvStore store);
  }

  /// A snapshot on its way to a peer.
  private static final class Outgoing {
    final long term;
    final SnapshotMeta meta;
    long offset;
    long sentMillis;
    long progressMillis;

    Outgoing(long term, SnapshotMeta meta, long now) {
      this.term = term;
      this.meta = meta;
      this.sentMillis = now;
      this.progressMillis = now;
    }
  }

  private final EventLoop loop;
  private final Network network;
  private final SnapshotFiles files;
  private final long everyBytes;
  private final Host host;
  private final Consumer<Throwable> broken;
  private final FileThread thread;
  private final Map<Integer, Outgoing> outgoing = new TreeMap<>();
  private final List<Consumer<Taken>> waiting = new ArrayList<>();
  private SnapshotMeta latest;
  private int waitingPieces;
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
    this.network = network;
    this.files = files;
    this.latest = latest;
    this.everyBytes = everyBytes;
    this.host = host;
    this.broken = broken;
    this.thread = new FileThread(name);
  }

  /// Lets time begin; on the event loop.
  void start() {
    tidyUp(() -> files.deleteAllBut(latest));
    loop.scheduleWithFixedDelay(
        this::sweep, AGAIN_MILLIS / 4, AGAIN_MILLIS / 4, TimeUnit.MILLISECONDS);
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

  /// Somebody wants a snapshot now, of at least what is applied now.
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
    Set<SnapshotMeta> needed = new HashSet<>();
    outgoing.values().forEach(each -> needed.add(each.meta));
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

  // --- sending

  /// The core wants this peer to have this snapshot; one transfer a peer, the latest.
  void send(int peer, InstallSnapshot message) {
    Outgoing begun = new Outgoing(message.term(), message.snapshot(), now());
    outgoing.put(peer, begun);
    sendPiece(peer, begun);
  }

  private void sendPiece(int peer, Outgoing it) {
    long offset = it.offset;
    it.sentMillis = now();
    thread.run(() -> {
      try {
        SnapshotPiece piece =
            new SnapshotPiece(
                it.term,
                it.meta,
                files.size(it.meta),
                offset,
                files.piece(it.meta, offset, SnapshotPiece.MAX_BYTES));
        loop.execute(() -> {
          if (outgoing.get(peer) == it) {
            network.send(peer, piece);
            network.flush();
          }
        });
      } catch (IOException e) {
        loop.execute(() -> end(peer, it, false, e.toString()));
      }
    });
  }

  /// The peer says what it has.
  void progress(int peer, SnapshotProgress progress) {
    Outgoing it = outgoing.get(peer);
    if (it == null || it.term != progress.term() || !it.meta.equals(progress.snapshot())) {
      return;
    }
    if (progress.complete()) {
      end(peer, it, true, "");
    } else if (progress.received() != it.offset) {
      it.offset = progress.received();
      it.progressMillis = now();
      sendPiece(peer, it);
    }
  }

  private void end(int peer, Outgoing it, boolean arrived, String why) {
    if (outgoing.remove(peer, it)) {
      if (!arrived) {
        LOG.info("the snapshot for S{} did not arrive: {}; trying again", peer, why);
      }
      host.happened(new Input.SnapshotSent(peer, arrived));
    }
  }

  private void sweep() {
    for (int peer : List.copyOf(outgoing.keySet())) {
      Outgoing it = outgoing.get(peer);
      if (it != null && now() - it.progressMillis >= PATIENCE_MILLIS) {
        end(peer, it, false, "no progress for " + PATIENCE_MILLIS / 1_000 + " s");
      } else if (it != null && now() - it.sentMillis >= AGAIN_MILLIS) {
        sendPiece(peer, it);
      }
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  // --- receiving

  /// A piece has come. What is committed here already needs no file.
  ///
  /// @param whole told when the snapshot is there, whole and durable
  void piece(int from, SnapshotPiece piece, long commitIndex, Consumer<InstallSnapshot> whole) {
    InstallSnapshot message = new InstallSnapshot(piece.term(), piece.snapshot());
    if (piece.snapshot().index() <= commitIndex) {
      whole.accept(message);
      tell(from, piece, piece.size(), true);
      return;
    }
    if (waitingPieces >= MAX_WAITING_PIECES) {
      return;
    }
    waitingPieces++;
    thread.run(() -> {
      try {
        long received = write(piece);
        boolean complete = received < 0;
        loop.execute(() -> {
          waitingPieces--;
          if (complete) {
            whole.accept(message);
          }
          tell(from, piece, complete ? piece.size() : received, complete);
        });
      } catch (IOException | CodecException e) {
        loop.execute(() -> {
          waitingPieces--;
          LOG.warn("cannot receive {}: {}", files.path(piece.snapshot()), e.toString());
        });
      }
    });
  }

  /// @return how much there is, -1 when all of it is there and durable
  private long write(SnapshotPiece piece) throws IOException, CodecException {
    SnapshotMeta meta = piece.snapshot();
    if (files.has(meta)) {
      return -1;
    }
    long received = files.received(meta);
    if (piece.offset() <= received) {
      files.receive(meta, piece.offset(), piece.bytes());
      received = piece.offset() + piece.bytes().length();
    }
    if (received < piece.size()) {
      return received;
    }
    files.finish(meta);
    return -1;
  }

  private void tell(int peer, SnapshotPiece piece, long received, boolean complete) {
    network.send(peer, new SnapshotProgress(piece.term(), piece.snapshot(), received, complete));
    network.flush();
  }
}
