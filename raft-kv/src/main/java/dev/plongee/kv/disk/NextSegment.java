package dev.plongee.kv.disk;

import dev.plongee.kv.disk.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The segment behind the present one, filled with zeros ahead of need: overwriting is half as
/// expensive as growing, for a force then has no metadata to write. Filled in slices, so that a
/// write which arrives meanwhile does not wait for long.
final class NextSegment {
  /// Half a millisecond of an ordinary disk.
  static final int SLICE_BYTES = 256 << 10;

  private final Storage storage;
  private final long number;
  private final int wantedBytes;
  private final StorageFile file;
  private int filledBytes;
  private boolean named;

  private NextSegment(
      Storage storage, long number, int wantedBytes, StorageFile file, int filled, boolean named) {
    this.storage = storage;
    this.number = number;
    this.wantedBytes = wantedBytes;
    this.file = file;
    this.filledBytes = filled;
    this.named = named;
  }

  /// Begins to make a segment.
  static NextSegment make(Storage storage, long number, int wantedBytes) throws IOException {
    StorageFile file = storage.create(Segments.unfinishedName(number));
    return new NextSegment(storage, number, wantedBytes, file, 0, false);
  }

  /// Takes a segment that a former run of this server finished and did not use.
  static NextSegment reuse(Storage storage, long number) throws IOException {
    StorageFile file = storage.open(Segments.name(number));
    int size = Math.toIntExact(file.size());
    return new NextSegment(storage, number, size, file, size, true);
  }

  /// Whether as much of it is there as a log needs that has used so much of the present segment: it
  /// is ready when that is half full. What is left there is the reserve for the case that there is
  /// no room for this one.
  boolean keepsUpWith(int usedBytes) {
    return named || filledBytes + SLICE_BYTES > 2L * usedBytes;
  }

  int filledBytes() {
    return filledBytes;
  }

  boolean isReady() {
    return named;
  }

  /// Fills one slice; behind the last one the segment gets its name.
  void fill() throws IOException {
    if (filledBytes < wantedBytes) {
      fillUpTo(Math.min(wantedBytes, filledBytes + SLICE_BYTES));
    }
    if (filledBytes >= wantedBytes && !named) {
      storage.rename(Segments.unfinishedName(number), Segments.name(number));
      storage.forceNames();
      named = true;
    }
  }

  /// The finished segment, at least this large.
  Segment take(int atLeastBytes) throws IOException {
    while (!named) {
      fill();
    }
    while (filledBytes < atLeastBytes) {
      fillUpTo(Math.min(atLeastBytes, filledBytes + SLICE_BYTES));
    }
    return new Segment(number, file, filledBytes);
  }

  private void fillUpTo(int end) throws IOException {
    file.write(ByteBuffer.allocate(end - filledBytes), filledBytes);
    file.force();
    filledBytes = end;
  }

  void close() throws IOException {
    file.close();
  }

  /// A segment that is written to.
  ///
  /// @param size in bytes
  record Segment(long number, StorageFile file, int size) {}
}
