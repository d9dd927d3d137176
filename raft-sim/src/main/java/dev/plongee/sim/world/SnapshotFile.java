package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.SnapshotCodec;
import java.util.ArrayList;
import java.util.List;

/// A snapshot on the disk of a server: whole and durable, or not there at all.
///
/// @param blocks what the real store writes and reads
record SnapshotFile(SnapshotMeta meta, List<Bytes> blocks) {
  static SnapshotFile of(SnapshotMeta meta, KvStore store) {
    List<Bytes> blocks = new ArrayList<>();
    store.write(blocks::add);
    return new SnapshotFile(meta, blocks);
  }

  KvStore read(int maxSessions) {
    try {
      SnapshotCodec.Reader reader = new SnapshotCodec.Reader(maxSessions);
      for (Bytes block : blocks) {
        reader.accept(block);
      }
      return reader.finish();
    } catch (CodecException impossible) {
      throw new IllegalStateException("a snapshot that its own store cannot read", impossible);
    }
  }
}
