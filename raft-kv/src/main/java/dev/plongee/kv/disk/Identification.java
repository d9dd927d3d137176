package dev.plongee.kv.disk;

import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.disk.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Finds out whose directory it is, and makes it ours when it is nobody's.
///
/// The file `identity` is made last: where it is, a log was, and a segment that is missing then is
/// a loss and not a first start.
final class Identification {
  private Identification() {}

  static LogIdentity of(Storage storage, long cluster, int server, long newLog, DiskOptions options)
      throws IOException {
    List<String> files = storage.list();
    if (!files.contains(Owner.FILE)) {
      LogIdentity identity = new LogIdentity(cluster, server, newLog);
      create(storage, identity, options);
      return identity;
    }
    Optional<LogIdentity> found = Owner.parse(storage.read(Owner.FILE));
    if (found.isEmpty()) {
      throw new RefusedException(
          storage.path(Owner.FILE)
              + " cannot be read by this version: it is damaged, or another version wrote it; put"
              + " it back as it was, or choose another directory");
    }
    LogIdentity owner = found.get();
    if (owner.cluster() != cluster || owner.server() != server) {
      throw new RefusedException(
          "the directory of "
              + storage.path(Owner.FILE)
              + " belongs to "
              + Owner.describe(owner.cluster(), owner.server())
              + ", and was opened for "
              + Owner.describe(cluster, server)
              + ": start the server it belongs to, or choose another directory");
    }
    return owner;
  }

  private static void create(Storage storage, LogIdentity identity, DiskOptions options)
      throws IOException {
    Segments.deleteUnfinished(storage);
    for (long number : Segments.numbers(storage.list())) {
      deleteIfUnused(storage, Segments.name(number));
    }
    NextSegment first = NextSegment.make(storage, 1, options.segmentBytes());
    first.take(options.segmentBytes()).file().close();
    try (StorageFile file = storage.create(Owner.FILE + Segments.UNFINISHED)) {
      file.write(ByteBuffer.wrap(Owner.toBytes(identity)), 0);
      file.force();
    }
    storage.rename(Owner.FILE + Segments.UNFINISHED, Owner.FILE);
    storage.forceNames();
  }

  /// A segment without an identity is what an interrupted first start leaves: zeros.
  private static void deleteIfUnused(Storage storage, String name) throws IOException {
    for (byte b : storage.read(name)) {
      if (b != 0) {
        throw new RefusedException(
            storage.path(name)
                + " is part of a log, but the file "
                + Owner.FILE
                + " that says whose is missing: put it back, or choose another directory");
      }
    }
    storage.delete(name);
  }
}
