package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.SnapshotMeta;

/// The file of a snapshot: what it is, then the state in blocks, each under a checksum that also
/// covers its number, so that no block can stand for another.
///
/// ```
///   head   4 magic | 8 cluster | 8 last index | 8 last term | 24 configuration | 4 checksum
///   block  4 length, at least 1 | 4 checksum | the bytes
///   end    4 zero | 4 checksum
/// ```
public final class SnapshotFormat {
  public static final int HEAD_BYTES = 56;

  public static final int BLOCK_HEAD_BYTES = 8;

  /// Above the largest block: a piece of a store and the largest pair on top.
  public static final int MAX_BLOCK_BYTES = 4 << 20;

  /// "PLS1": the format and its version.
  private static final int MAGIC = 0x504c_5331;

  private SnapshotFormat() {}

  /// The head of the file.
  public static Bytes head(long cluster, SnapshotMeta meta, Checksum checksums) {
    ByteWriter out = new ByteWriter(HEAD_BYTES, checksums);
    out.putInt(MAGIC);
    out.putLong(cluster);
    out.putLong(meta.index());
    out.putLong(meta.term());
    ConfigurationCodec.put(meta.configuration(), out);
    out.putInt(out.checksum(0));
    return out.toBytes();
  }

  /// What the head says.
  ///
  /// @param head [#HEAD_BYTES] bytes
  /// @throws CodecException when it is damaged, or the head of another cluster's snapshot
  public static SnapshotMeta meta(Bytes head, long cluster, Checksum checksums)
      throws CodecException {
    ByteReader in = new ByteReader(head);
    if (in.readInt() != MAGIC) {
      throw new CodecException(0, "no snapshot begins here");
    }
    int sum = checksums.of(head.array(), head.offset(), HEAD_BYTES - 4);
    if (new ByteReader(head.slice(HEAD_BYTES - 4, 4)).readInt() != sum) {
      throw new CodecException(0, "the head of a snapshot whose checksum differs");
    }
    long owner = in.readLong();
    if (owner != cluster) {
      throw new CodecException(4, "a snapshot of another cluster");
    }
    long index = in.readLong();
    long term = in.readLong();
    if (index < 1 || term < 1) {
      throw in.error("a snapshot of entry " + index + ", term " + term);
    }
    return new SnapshotMeta(index, term, ConfigurationCodec.read(in));
  }

  /// What stands before block `number`, from 1 on; before no bytes at all it is the end.
  public static Bytes blockHead(int number, Bytes block, Checksum checksums) {
    ByteWriter out = new ByteWriter(BLOCK_HEAD_BYTES);
    out.putInt(block.length());
    out.putInt(sum(number, block, checksums));
    return out.toBytes();
  }

  /// The length that the head of a block states, 0 at the end.
  ///
  /// @throws CodecException when no block is that long
  public static int length(Bytes blockHead) throws CodecException {
    int length = new ByteReader(blockHead).readInt();
    if (length < 0 || length > MAX_BLOCK_BYTES) {
      throw new CodecException(0, "a block with the impossible length " + length);
    }
    return length;
  }

  /// @throws CodecException when the block is not what its head vouches for
  public static void check(int number, Bytes blockHead, Bytes block, Checksum checksums)
      throws CodecException {
    ByteReader in = new ByteReader(blockHead);
    in.readInt();
    if (in.readInt() != sum(number, block, checksums)) {
      throw new CodecException(0, "a block whose checksum differs");
    }
  }

  private static int sum(int number, Bytes block, Checksum checksums) {
    int sum = checksums.of(block.array(), block.offset(), block.length());
    return Integer.rotateLeft(sum, 7) ^ number * 0x9e37_79b1;
  }
}
