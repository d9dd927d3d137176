package dev.plongee.kv.driver;

import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SnapshotPiece;
import dev.plongee.kv.net.SnapshotProgress;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends snapshots to peers that need entries which are not in the log any more: a file piece by
/// piece, one under way a peer, on from what the peer says it has. Belongs to the event loop.
final class SnapshotSender {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotSender.class);

  /// Without a sign of life for so long a piece is sent again, in milliseconds.
  private static final long AGAIN_MILLIS = 1_000;

  /// Without progress for so long a transfer has failed, in milliseconds.
  private static final long PATIENCE_MILLIS = 10_000;

  /// Told how a transfer has ended.
  interface End {
    void of(int peer, boolean arrived);
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
  private final FileThread thread;
  private final End end;
  private final Map<Integer, Outgoing> outgoing = new TreeMap<>();

  SnapshotSender(EventLoop loop, Network network, SnapshotFiles files, FileThread thread, End end) {
    this.loop = loop;
    this.network = network;
    this.files = files;
    this.thread = thread;
    this.end = end;
  }

  /// Lets time begin; on the event loop.
  void start() {
    loop.scheduleWithFixedDelay(
        this::sweep, AGAIN_MILLIS / 4, AGAIN_MILLIS / 4, TimeUnit.MILLISECONDS);
  }

  /// The snapshots whose files are still read.
  Set<SnapshotMeta> underWay() {
    Set<SnapshotMeta> needed = new HashSet<>();
    outgoing.values().forEach(each -> needed.add(each.meta));
    return needed;
  }

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
        loop.execute(() -> hasEnded(peer, it, false, e.toString()));
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
      hasEnded(peer, it, true, "");
    } else if (progress.received() != it.offset) {
      it.offset = progress.received();
      it.progressMillis = now();
      sendPiece(peer, it);
    }
  }

  private void hasEnded(int peer, Outgoing it, boolean arrived, String why) {
    if (outgoing.remove(peer, it)) {
      if (!arrived) {
        LOG.info("the snapshot for S{} did not arrive: {}; trying again", peer, why);
      }
      end.of(peer, arrived);
    }
  }

  private void sweep() {
    for (int peer : List.copyOf(outgoing.keySet())) {
      Outgoing it = outgoing.get(peer);
      if (it != null && now() - it.progressMillis >= PATIENCE_MILLIS) {
        hasEnded(peer, it, false, "no progress for " + PATIENCE_MILLIS / 1_000 + " s");
      } else if (it != null && now() - it.sentMillis >= AGAIN_MILLIS) {
        sendPiece(peer, it);
      }
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
