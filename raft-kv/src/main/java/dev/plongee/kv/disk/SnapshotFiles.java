package dev.plongee.kv.disk;

import dev.plongee.core.Bytes;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.Checksum;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.codec.SnapshotFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The snapshots of one server, files in the directory of its log.
///
/// ```
///   snapshot-0000004711-3.bin    up to entry 4711, of term 3: whole and durable
///   snapshot-0000004711-3.new    being written or received; worth nothing after a crash
/// ```
///
/// A file gets its name when all of it is durable, and the log says which of them counts. Called by
/// one thread at a time, which waits for the disk.
public final class SnapshotFiles {
  private static final String PREFIX = "snapshot-";
  private static final String SUFFIX = ".bin";
  private static final Pattern NAME = Pattern.compile("snapshot-(\\d{10,18})-\\d+\\.(bin|new)");
  private static final Checksum CHECKSUMS = new ProcessorChecksum();

  private final Path directory;
  private final long cluster;

  /// @param directory that of the log, which is open and so locked
  public SnapshotFiles(Path directory, long cluster) {
    this.directory = directory.toAbsolutePath().normalize();
    this.cluster = cluster;
  }

  private Path file(SnapshotMeta meta) {
    return directory.resolve(name(meta) + SUFFIX);
  }

  private Path unfinished(SnapshotMeta meta) {
    return directory.resolve(name(meta) + Segments.UNFINISHED);
  }

  private static String name(SnapshotMeta meta) {
    String index = Long.toString(meta.index());
    return PREFIX + "0".repeat(Math.max(0, 10 - index.length())) + index + "-" + meta.term();
  }

  /// Whether this snapshot is whole and durable.
  public boolean has(SnapshotMeta meta) {
    return Files.exists(file(meta));
  }

  /// Where people find a snapshot.
  public String path(SnapshotMeta meta) {
    return file(meta).toString();
  }

  /// In bytes.
  public long size(SnapshotMeta meta) throws IOException {
    return Files.size(file(meta));
  }

  // --- writing

  /// What a snapshot holds: gives its blocks one after the other.
  public interface Source {
    void writeTo(Consumer<Bytes> blocks);
  }

  /// Writes a snapshot; when it returns, the file is durable under its name.
  public void write(SnapshotMeta meta, Source source) throws IOException {
    try (FileChannel out = create(unfinished(meta))) {
      write(out, SnapshotFormat.head(cluster, meta, CHECKSUMS));
      int[] number = {0};
      source.writeTo(block -> {
        try {
          write(out, SnapshotFormat.blockHead(++number[0], block, CHECKSUMS));
          write(out, block);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      write(out, SnapshotFormat.blockHead(++number[0], Bytes.EMPTY, CHECKSUMS));
      out.force(true);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    giveName(meta);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static void write(FileChannel out, Bytes bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
    while (rest.hasRemaining()) {
      out.write(rest);
    }
  }

  private void giveName(SnapshotMeta meta) throws IOException {
    Files.move(unfinished(meta), file(meta), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  // --- receiving

  /// How much of this snapshot has come, in bytes from its beginning on.
  public long received(SnapshotMeta meta) throws IOException {
    Path file = unfinished(meta);
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /// Goes on with a snapshot that comes from another server.
  ///
  /// @param offset at most what has been received; what comes again is written again
  public void receive(SnapshotMeta meta, long offset, Bytes piece) throws IOException {
    try (FileChannel out =
        FileChannel.open(unfinished(meta), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      out.truncate(offset);
      out.position(offset);
      write(out, piece);
    }
  }

  /// All has come: looks whether it is whole, and makes it durable under its name.
  ///
  /// @throws CodecException when it is not; what came is deleted
  public void finish(SnapshotMeta meta) throws IOException, CodecException {
    try (FileChannel file = FileChannel.open(unfinished(meta), StandardOpenOption.READ)) {
      read(file, meta, _ -> {});
    } catch (CodecException damaged) {
      Files.delete(unfinished(meta));
      throw damaged;
    }
    try (FileChannel file = FileChannel.open(unfinished(meta), StandardOpenOption.WRITE)) {
      file.force(true);
    }
    giveName(meta);
  }

  // --- reading

  /// What the blocks of a snapshot go into.
  public interface Sink {
    void accept(Bytes block) throws CodecException;
  }

  /// Reads a snapshot, block by block.
  ///
  /// @throws RefusedException when it is missing or damaged
  public void read(SnapshotMeta meta, Sink sink) throws IOException {
    if (!has(meta)) {
      throw new RefusedException(
          file(meta) + " is missing: the log of this server begins with it. " + theWayBack());
    }
    try (FileChannel file = FileChannel.open(file(meta), StandardOpenOption.READ)) {
      read(file, meta, sink);
    } catch (CodecException damaged) {
      throw new RefusedException(
          file(meta) + " is damaged: " + damaged.getMessage() + ". " + theWayBack());
    }
  }

  private static String theWayBack() {
    return "Put the file back as it was, or keep the directory for inspection and let a new server"
        + " with an empty directory take the place of this one";
  }

  private void read(FileChannel file, SnapshotMeta meta, Sink sink)
      throws IOException, CodecException {
    SnapshotMeta found =
        SnapshotFormat.meta(bytes(file, 0, SnapshotFormat.HEAD_BYTES), cluster, CHECKSUMS);
    if (!found.equals(meta)) {
      throw new CodecException(0, "the snapshot of another place, " + found.position());
    }
    long offset = SnapshotFormat.HEAD_BYTES;
    int length = 1;
    for (int number = 1; length > 0; number++) {
      Bytes head = bytes(file, offset, SnapshotFormat.BLOCK_HEAD_BYTES);
      try {
        length = SnapshotFormat.length(head);
        Bytes block = bytes(file, offset + SnapshotFormat.BLOCK_HEAD_BYTES, length);
        SnapshotFormat.check(number, head, block, CHECKSUMS);
        sink.accept(block);
      } catch (CodecException damaged) {
        throw new CodecException(
            (int) Math.min(offset, Integer.MAX_VALUE),
            "block " + number + ": " + damaged.getMessage());
      }
      offset += SnapshotFormat.BLOCK_HEAD_BYTES + length;
    }
    if (offset != file.size()) {
      throw new CodecException(
          (int) Math.min(offset, Integer.MAX_VALUE), "something behind the end");
    }
  }

  private static Bytes bytes(FileChannel file, long offset, int length)
      throws IOException, CodecException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        throw new CodecException((int) Math.min(offset, Integer.MAX_VALUE), "the file ends");
      }
    }
    return Bytes.wrap(buffer.array());
  }

  /// A piece of the file of a snapshot, as it is.
  ///
  /// @return as many bytes as there are from `offset` on, at most `maxBytes`
  public Bytes piece(SnapshotMeta meta, long offset, int maxBytes) throws IOException {
    try (FileChannel file = FileChannel.open(file(meta), StandardOpenOption.READ)) {
      int length = (int) Math.max(0, Math.min(maxBytes, file.size() - offset));
      return bytes(file, offset, length);
    } catch (CodecException shorter) {
      throw new IOException(shorter.getMessage(), shorter);
    }
  }

  // --- tidying up

  /// Deletes every snapshot but this one, finished or not; for a start, when nobody is at work.
  public void deleteAllBut(SnapshotMeta meta) throws IOException {
    delete(file -> !file.equals(file(meta)));
  }

  /// Deletes the snapshots that are older than this one, finished or not.
  ///
  /// @param needed are kept all the same: somebody is reading them
  public void deleteOlder(SnapshotMeta meta, Set<SnapshotMeta> needed) throws IOException {
    Set<Path> kept = new HashSet<>();
    needed.forEach(each -> kept.add(file(each)));
    delete(file -> indexOf(file) < meta.index() && !kept.contains(file));
  }

  private static long indexOf(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : Long.MAX_VALUE;
  }

  private void delete(Predicate<Path> superfluous) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(it -> indexOf(it) < Long.MAX_VALUE).toList()) {
        if (superfluous.test(file)) {
          Files.delete(file);
        }
      }
    }
  }
}
