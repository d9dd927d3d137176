package dev.plongee.kv.driver;

import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SnapshotPiece;
import dev.plongee.kv.net.SnapshotProgress;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the snapshots that leaders send together, piece by piece, and says how much there is.
/// Belongs to the event loop.
final class SnapshotReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReceiver.class);

  /// Pieces that wait for the disk; more are dropped, and come again.
  private static final int MAX_WAITING_PIECES = 4;

  private final EventLoop loop;
  private final Network network;
  private final SnapshotFiles files;
  private final FileThread thread;
  private int waitingPieces;

  SnapshotReceiver(EventLoop loop, Network network, SnapshotFiles files, FileThread thread) {
    this.loop = loop;
    this.network = network;
    this.files = files;
    this.thread = thread;
  }

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
