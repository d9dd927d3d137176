package dev.plongee.sim.storm;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.codec.LogScanner;
import dev.plongee.kv.disk.DiskLog;
import dev.plongee.kv.disk.DiskOptions;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// The log of a server as files: read, and, when the server is dead, mistreated.
///
/// @param directory where they are
record LogFiles(Path directory, long cluster, int server) {
  /// A group that spans some sectors.
  private static final int TORN_VALUE = 4 << 10;

  static LogFiles of(StormCluster cluster, int server) throws IOException {
    return new LogFiles(cluster.directoryOf(server), cluster.clusterId(), server);
  }

  /// What its server would start with, as the files are now; nothing is changed.
  DurableState state() throws IOException {
    while (true) {
      try {
        return scan();
      } catch (NoSuchFileException _) {
        // A snapshot has just made this segment superfluous.
      }
    }
  }

  private DurableState scan() throws IOException {
    LogScanner scanner = new LogScanner(identity(), LogFiles::checksum);
    for (Map.Entry<Path, byte[]> segment : segments().entrySet()) {
      scanner.segment(number(segment.getKey()), Bytes.wrap(segment.getValue()));
    }
    return scanner.finish().state();
  }

  private static long number(Path segment) {
    return Long.parseLong(segment.getFileName().toString().replaceAll("\\D", ""));
  }

  private LogIdentity identity() throws IOException {
    String log = Files.readAllLines(directory.resolve("identity")).getLast();
    return new LogIdentity(
        cluster, server, HexFormat.fromHexDigitsToLong(log.substring("log ".length())));
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }

  private DiskLog.Opened open() throws IOException {
    return DiskLog.open(directory, cluster, server, DiskOptions.DEFAULT);
  }

  /// A piece of a file.
  record Piece(Path file, int offset, byte[] bytes) {}

  /// Leaves what a loss of power leaves of a write that was not forced: the first half of a flush
  /// group.
  ///
  /// @return that half, without zeros at its end
  Piece tear() throws IOException {
    NavigableMap<Path, byte[]> before = segments();
    DiskLog.Opened opened = open();
    try (DiskLog log = opened.log()) {
      long next = opened.state().entries().size() + 1L;
      byte[] value = new byte[TORN_VALUE];
      new Random().nextBytes(value);
      Command put = new Command.Put(Bytes.wrap(new byte[] {'k'}), Bytes.wrap(value));
      Entry entry =
          new Entry(
              opened.state().hardState().term(),
              next,
              new Payload.Command(CommandCodec.encode(put)));
      log.append(List.of(new Write(1, opened.state().hardState(), 0, List.of(entry))), 0);
    }
    Piece group = difference(before);
    byte[] file = Files.readAllBytes(group.file());
    int half = group.offset() + group.bytes().length / 2;
    Arrays.fill(file, half, group.offset() + group.bytes().length, (byte) 0);
    Files.write(group.file(), file);
    return new Piece(
        group.file(), group.offset(), withoutZeros(Arrays.copyOfRange(file, group.offset(), half)));
  }

  /// What is new in the one file that has changed.
  private Piece difference(NavigableMap<Path, byte[]> before) throws IOException {
    for (var segment : segments().entrySet()) {
      byte[] old = before.getOrDefault(segment.getKey(), new byte[0]);
      int from = Arrays.mismatch(old, segment.getValue());
      if (from >= 0 && from < old.length) {
        byte[] rest = Arrays.copyOfRange(segment.getValue(), from, segment.getValue().length);
        return new Piece(segment.getKey(), from, withoutZeros(rest));
      }
    }
    throw new AssertionError("nothing was written");
  }

  /// Turns one bit over, in the middle of what was written.
  ///
  /// @return the byte as it was
  Piece flipBitInTheMiddle() throws IOException {
    Path first = segments().firstKey();
    byte[] bytes = Files.readAllBytes(first);
    int middle = withoutZeros(bytes).length / 2;
    byte was = bytes[middle];
    bytes[middle] ^= 1;
    Files.write(first, bytes);
    return new Piece(first, middle, new byte[] {was});
  }

  /// Puts a piece back.
  void restore(Piece piece) throws IOException {
    byte[] bytes = Files.readAllBytes(piece.file());
    System.arraycopy(piece.bytes(), 0, bytes, piece.offset(), piece.bytes().length);
    Files.write(piece.file(), bytes);
  }

  /// The segments, with their contents.
  NavigableMap<Path, byte[]> segments() throws IOException {
    return named("segment-*.log");
  }

  /// What was cut off and kept.
  NavigableMap<Path, byte[]> kept() throws IOException {
    return named("torn-*.bin");
  }

  private NavigableMap<Path, byte[]> named(String pattern) throws IOException {
    NavigableMap<Path, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      var matcher = directory.getFileSystem().getPathMatcher("glob:" + pattern);
      for (Path file : files.filter(it -> matcher.matches(it.getFileName())).toList()) {
        found.put(file, Files.readAllBytes(file));
      }
    }
    return found;
  }

  private static byte[] withoutZeros(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
