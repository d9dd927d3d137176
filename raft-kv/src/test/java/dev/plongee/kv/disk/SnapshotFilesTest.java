package dev.plongee.kv.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.CodecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On real files.
class SnapshotFilesTest {
  private static final SnapshotMeta META = new SnapshotMeta(4_711, 3, Configuration.of(1, 2, 3));
  private static final SnapshotMeta LATER = new SnapshotMeta(5_000, 3, Configuration.of(1, 2, 3));

  @TempDir private Path directory;
  @TempDir private Path elsewhere;
  private SnapshotFiles files;

  @BeforeEach
  void open() {
    files = new SnapshotFiles(directory, 0xc1a5);
  }

  private static Bytes block(int fill, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return Bytes.wrap(bytes);
  }

  private static final List<Bytes> BLOCKS = List.of(block(1, 10), block(2, 100_000), block(3, 1));

  private List<Bytes> read(SnapshotMeta meta) throws IOException {
    List<Bytes> blocks = new ArrayList<>();
    files.read(
        meta,
        block -> {
          if (block.length() > 0) {
            blocks.add(block);
          }
        });
    return blocks;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    files.write(META, BLOCKS::forEach);
    assertTrue(files.has(META));
    assertEquals(List.of("snapshot-0000004711-3.bin"), names());
    assertEquals(BLOCKS, read(META));
  }

  @Test
  void anyFlippedBitIsRefusedWithFileAndPlace() throws IOException {
    files.write(META, BLOCKS::forEach);
    Path file = directory.resolve("snapshot-0000004711-3.bin");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += at < 100 ? 1 : 997) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 16;
      Files.write(file, flipped);
      RefusedException refused = assertThrows(RefusedException.class, () -> read(META));
      assertTrue(refused.getMessage().contains(file + " is damaged: "), refused.getMessage());
      assertTrue(refused.getMessage().contains("(at byte "), refused.getMessage());
    }
  }

  @Test
  void aShorterALongerAndAnotherFileAreRefused() throws IOException {
    files.write(META, BLOCKS::forEach);
    Path file = directory.resolve("snapshot-0000004711-3.bin");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 55, 56, 60, whole.length - 1, whole.length + 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(RefusedException.class, () -> read(META));
    }
    Files.delete(file);
    RefusedException missing = assertThrows(RefusedException.class, () -> read(META));
    assertTrue(missing.getMessage().contains("is missing"), missing.getMessage());
    files.write(LATER, BLOCKS::forEach);
    Files.move(directory.resolve("snapshot-0000005000-3.bin"), file);
    assertThrows(RefusedException.class, () -> read(META));
    SnapshotFiles ofOthers = new SnapshotFiles(directory, 7);
    assertThrows(RefusedException.class, () -> ofOthers.read(META, _ -> {}));
  }

  @Test
  void aSnapshotTravelsInPiecesOfAnySizeAndMayBeInterrupted() throws Exception {
    files.write(META, BLOCKS::forEach);
    SnapshotFiles there = new SnapshotFiles(elsewhere, 0xc1a5);
    long size = files.size(META);
    for (long at = 0; at < size; at = there.received(META)) {
      there.receive(META, at, files.piece(META, at, 7_919));
      // The answer was lost: the same piece comes again.
      there.receive(META, at, files.piece(META, at, 7_919));
      assertFalse(there.has(META));
    }
    there.finish(META);
    assertEquals(size, there.size(META));
    assertEquals(
        -1,
        Files.mismatch(directory.resolve("snapshot-0000004711-3.bin"), Path.of(there.path(META))));
  }

  @Test
  void whatComesAgainFromFurtherBackIsTheEndOfWhatHasCome() throws Exception {
    files.write(META, BLOCKS::forEach);
    SnapshotFiles there = new SnapshotFiles(elsewhere, 0xc1a5);
    there.receive(META, 0, files.piece(META, 0, 100));
    there.receive(META, 100, files.piece(META, 100, 100));
    there.receive(META, 0, files.piece(META, 0, 150));
    assertEquals(150, there.received(META));
  }

  @Test
  void aSnapshotThatArrivesDamagedIsNotTaken() throws Exception {
    files.write(META, BLOCKS::forEach);
    SnapshotFiles there = new SnapshotFiles(elsewhere, 0xc1a5);
    there.receive(META, 0, files.piece(META, 0, 1 << 20));
    try (FileChannel file =
        FileChannel.open(
            elsewhere.resolve("snapshot-0000004711-3.new"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {9}), 5_000);
    }
    assertThrows(CodecException.class, () -> there.finish(META));
    assertFalse(there.has(META));
    assertEquals(0, there.received(META));
  }

  @Test
  void onlyTheOneThatCountsStays() throws IOException {
    files.write(META, BLOCKS::forEach);
    files.write(LATER, BLOCKS::forEach);
    files.receive(new SnapshotMeta(9, 1, Configuration.of(1)), 0, block(1, 5));
    Files.write(directory.resolve("segment-0000000001.log"), new byte[5]);
    files.deleteOlder(LATER, Set.of(META));
    assertEquals(
        List.of("segment-0000000001.log", "snapshot-0000004711-3.bin", "snapshot-0000005000-3.bin"),
        names());
    files.deleteOlder(META, Set.of());
    assertEquals(3, names().size());
    files.deleteAllBut(LATER);
    assertEquals(List.of("segment-0000000001.log", "snapshot-0000005000-3.bin"), names());
  }
}
