package dev.plongee.kv.disk;

import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.disk.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Cuts off the flush group that a crash interrupted, and keeps its bytes aside: whether they were
/// torn or a bit of them flipped later, only people can find out.
///
/// @param keptIn where they are now
record TornTail(String file, int offset, int bytes, String keptIn, String why) {
  /// When it returns, zeros are on the disk.
  ///
  /// @param segment the contents of the segment
  static TornTail cut(Storage storage, ScanEnd.TornTail tail, byte[] segment) throws IOException {
    byte[] removed = Arrays.copyOfRange(segment, tail.from(), tail.to());
    String aside = keep(storage, tail, removed);
    String name = Segments.name(tail.segment());
    try (StorageFile file = storage.open(name)) {
      file.write(ByteBuffer.allocate(removed.length), tail.from());
      file.force();
    }
    return new TornTail(
        storage.path(name), tail.from(), removed.length, storage.path(aside), tail.why());
  }

  private static String keep(Storage storage, ScanEnd.TornTail tail, byte[] removed)
      throws IOException {
    List<String> files = storage.list();
    String base = "torn-segment-" + tail.segment() + "-offset-" + tail.from() + "-";
    int number = 1;
    while (files.contains(base + number + ".bin")) {
      if (Arrays.equals(storage.read(base + number + ".bin"), removed)) {
        // An earlier start was interrupted between keeping and cutting.
        return base + number + ".bin";
      }
      number++;
    }
    String name = base + number + ".bin";
    try (StorageFile file = storage.create(name)) {
      file.write(ByteBuffer.wrap(removed), 0);
      file.force();
    }
    storage.forceNames();
    return name;
  }

  @Override
  public String toString() {
    return file
        + ": cut off "
        + bytes
        + " bytes at offset "
        + offset
        + ", a write that was interrupted before anybody was told of it ("
        + why
        + "); kept in "
        + keptIn;
  }
}
