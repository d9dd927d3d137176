package dev.plongee.kv.disk;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.codec.LogScanner;
import dev.plongee.kv.codec.Scan;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.disk.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.NavigableSet;
import java.util.Optional;

/// Reads a log, mends what a crash may leave, and refuses what a crash cannot have done.
///
/// @param segments the numbers of all segments that are there
record Recovery(Scan scan, NavigableSet<Long> segments, Optional<TornTail> tornTail) {
  /// Far above the largest flush group; what is larger is none of our files.
  private static final long MAX_SEGMENT_BYTES = 1 << 30;

  static Recovery of(Storage storage, LogIdentity identity) throws IOException {
    Segments.deleteUnfinished(storage);
    NavigableSet<Long> numbers = Segments.numbers(storage.list());
    if (numbers.isEmpty()) {
      throw new RefusedException(
          storage.path(Segments.name(1)) + " is missing: this server had a log. " + theWayBack());
    }
    LogScanner scanner = new LogScanner(identity, new ProcessorChecksum());
    for (long number : numbers) {
      scanner.segment(number, Bytes.wrap(read(storage, number)));
    }
    Scan scan = scanner.finish();
    Optional<TornTail> tornTail = Optional.empty();
    switch (scan.end()) {
      case ScanEnd.Damage damage -> throw refusal(storage, damage);
      case ScanEnd.TornTail torn ->
          tornTail = Optional.of(TornTail.cut(storage, torn, read(storage, torn.segment())));
      case ScanEnd.Clean _ -> forceAgain(storage, scan.last());
    }
    return new Recovery(scan, numbers, tornTail);
  }

  private static byte[] read(Storage storage, long number) throws IOException {
    String name = Segments.name(number);
    try (StorageFile file = storage.open(name)) {
      if (file.size() > MAX_SEGMENT_BYTES) {
        throw new RefusedException(
            storage.path(name)
                + " has "
                + file.size()
                + " bytes and is no segment of a log: move it out of the directory");
      }
    }
    return storage.read(name);
  }

  /// Makes the last group durable, which perhaps it is not: a process that dies between write and
  /// force leaves it in the memory of the operating system only, and after a force that failed the
  /// bytes there can count as written although they are not. So it is written once more. The group
  /// before needs none of this: its force returned before this group was written.
  private static void forceAgain(Storage storage, Scan.LastGroup last) throws IOException {
    if (last.length() == 0) {
      return;
    }
    byte[] contents = read(storage, last.segment());
    try (StorageFile file = storage.open(Segments.name(last.segment()))) {
      file.write(ByteBuffer.wrap(contents, last.offset(), last.length()), last.offset());
      file.force();
    }
  }

  private static RefusedException refusal(Storage storage, ScanEnd.Damage damage) {
    return new RefusedException(
        storage.path(Segments.name(damage.segment()))
            + " is damaged at offset "
            + damage.offset()
            + ": "
            + damage.why()
            + ". Entries from index "
            + damage.index()
            + " on were durable and may be lost; nothing was changed. "
            + theWayBack());
  }

  private static String theWayBack() {
    return "Put the file back as it was, or keep the directory for inspection and let a new server"
        + " with an empty directory take the place of this one: it may have voted and acknowledged"
        + " what it cannot remember";
  }
}
