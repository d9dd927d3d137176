package dev.plongee.kv.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Payload;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.RandomWrites;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On real files.
class DiskLogTest {
  private static final long CLUSTER = 0xc1a5;
  private static final DiskOptions SMALL = new DiskOptions(4_096, ForceObserver.NONE);

  @TempDir private Path directory;

  private DiskLog.Opened open() throws IOException {
    return open(SMALL);
  }

  private DiskLog.Opened open(DiskOptions options) throws IOException {
    return DiskLog.open(directory, CLUSTER, 2, options);
  }

  private static Write command(long term, long index, int length) {
    byte[] command = new byte[length];
    Arrays.fill(command, (byte) index);
    Entry entry = new Entry(term, index, new Payload.Command(Bytes.wrap(command)));
    return new Write(index, new HardState(term, 1), 0, List.of(entry));
  }

  private void write(int from, int to, int length) throws IOException {
    DiskLog.Opened opened = open();
    for (int i = from; i <= to; i++) {
      opened.log().append(List.of(command(1, i, length)), i - 1);
    }
    opened.log().close();
  }

  /// Segments that hold nothing but what a snapshot replaced are deleted, and the rest is a log.
  @Test
  void aSnapshotFreesTheSegmentsBeforeIt() throws IOException {
    write(1, 5, 1_000);
    DiskOptions small = new DiskOptions(2_048, ForceObserver.NONE);
    DiskLog.Opened opened = open(small);
    LogPosition base = new LogPosition(1, 7);
    SnapshotMeta meta = new SnapshotMeta(8, 1, Configuration.of(1, 2, 3));
    for (int i = 6; i <= 9; i++) {
      opened.log().append(List.of(command(1, i, 1_500)), i - 1);
    }
    Write snapshot = new Write(20, new HardState(1, 1), 0, meta, base, List.of());
    opened.log().append(List.of(snapshot), 9);
    assertTrue(files().contains("segment-0000000001.log"), files()::toString);
    for (int i = 10; i <= 12; i++) {
      opened.log().append(List.of(command(1, i, 1_500)), i - 1);
    }
    opened
        .log()
        .append(
            List.of(
                new Write(
                    30,
                    new HardState(1, 1),
                    0,
                    new SnapshotMeta(11, 1, Configuration.of(1, 2, 3)),
                    new LogPosition(1, 11),
                    List.of())),
            12);
    opened.log().close();
    assertFalse(files().contains("segment-0000000001.log"), files()::toString);
    DiskLog.Opened again = open(small);
    assertEquals(11, again.state().snapshot().index());
    assertEquals(new LogPosition(1, 11), again.state().base());
    assertEquals(command(1, 12, 1_500).entries(), again.state().entries());
    again.log().close();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void overwrite(String name, int offset, int... bytes) throws IOException {
    byte[] raw = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      raw[i] = (byte) bytes[i];
    }
    try (FileChannel file = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(raw), offset);
    }
  }

  private String refusal() {
    return assertThrows(RefusedException.class, this::open).getMessage();
  }

  @Test
  void aServerThatNeverRanFindsAnEmptyLog() throws IOException {
    DiskLog.Opened opened = open(DiskOptions.DEFAULT);
    assertEquals(DurableState.EMPTY, opened.state());
    assertEquals(0, opened.commitIndex());
    opened.log().close();
    assertEquals(
        List.of("identity", "lock", "segment-0000000001.log", "segment-0000000002.new"), files());
    assertEquals(16 << 20, Files.size(directory.resolve("segment-0000000001.log")));
  }

  @Test
  void termVoteEntriesAndCommitIndexComeBack() throws IOException {
    DiskLog log = open().log();
    log.append(List.of(command(1, 1, 10), command(1, 2, 10)), 0);
    log.append(List.of(command(3, 3, 10)), 2);
    log.append(List.of(new Write(4, new HardState(5, 3), 3, List.of())), 2);
    log.append(List.of(command(6, 3, 20)), 2);
    log.close();
    DiskLog.Opened opened = open();
    assertEquals(new HardState(6, 1), opened.state().hardState());
    assertEquals(
        Stream.of(command(1, 1, 10), command(1, 2, 10), command(6, 3, 20))
            .flatMap(write -> write.entries().stream())
            .toList(),
        opened.state().entries());
    assertEquals(2, opened.commitIndex());
    assertEquals(4, opened.report().groups());
    opened.log().close();
  }

  @Test
  void oneAppendIsOneForceHoweverManyWritesWait() throws IOException {
    List<Integer> forced = new ArrayList<>();
    DiskLog log = open(SMALL.with((_, bytes, writes) -> forced.add(bytes * 1_000 + writes))).log();
    log.append(List.of(command(1, 1, 10)), 0);
    log.append(List.of(command(1, 2, 10), command(1, 3, 10), command(1, 4, 500)), 0);
    DiskStatistics statistics = log.statistics();
    log.close();
    assertEquals(List.of(512_001, 1_024_003), forced);
    assertEquals(2, statistics.forces());
    assertEquals(4, statistics.writes());
    assertEquals(1_536, statistics.bytes());
    assertTrue(statistics.forceNanos() > 0);
  }

  @Test
  void aLogRollsOverToTheNextSegmentAndGoesOnAfterEachReopening() throws IOException {
    for (int run = 0; run < 6; run++) {
      write(run * 7 + 1, run * 7 + 7, 300);
      assertEquals(run * 7 + 7, openAndClose().state().entries().size());
    }
    assertEquals(
        List.of(
            "segment-0000000001.log",
            "segment-0000000002.log",
            "segment-0000000003.log",
            "segment-0000000004.log",
            "segment-0000000005.log",
            "segment-0000000006.log",
            "segment-0000000007.new"),
        files().stream().filter(name -> name.startsWith("segment")).toList());
  }

  private DiskLog.Opened openAndClose() throws IOException {
    DiskLog.Opened opened = open();
    opened.log().close();
    return opened;
  }

  @Test
  void aRandomLogComesBackHoweverOftenItIsReopened() throws IOException {
    Random random = new Random(11);
    DurableState expected = DurableState.EMPTY;
    for (int run = 0; run < 20; run++) {
      DiskLog.Opened opened = open();
      assertEquals(expected, opened.state());
      RandomWrites source =
          new RandomWrites(random, 6_000).from(opened.state(), opened.commitIndex());
      for (int i = random.nextInt(10); i > 0; i--) {
        List<Write> writes = source.next(1 + random.nextInt(5));
        opened.log().append(writes, source.commitIndex());
        expected = RandomWrites.after(expected, writes);
        opened.log().idle();
      }
      opened.log().close();
    }
    assertEquals(expected, openAndClose().state());
  }

  @Test
  void aGroupLargerThanASegmentGetsASegmentOfItsSize() throws IOException {
    DiskLog log = open().log();
    log.append(List.of(command(1, 1, 10)), 0);
    log.append(List.of(command(1, 2, 3_000_000)), 0);
    log.append(List.of(command(1, 3, 10)), 0);
    log.close();
    DiskLog.Opened opened = openAndClose();
    assertEquals(3, opened.state().entries().size());
    assertEquals(command(1, 2, 3_000_000).entries(), opened.state().entries().subList(1, 2));
    assertTrue(Files.size(directory.resolve("segment-0000000002.log")) >= 3_000_000);
    assertEquals(4_096, Files.size(directory.resolve("segment-0000000003.log")));
  }

  @Test
  void anIdleServerFillsTheNextSegmentSliceBySlice() throws IOException {
    DiskOptions options = new DiskOptions(3 * NextSegment.SLICE_BYTES, ForceObserver.NONE);
    DiskLog log = open(options).log();
    Path unfinished = directory.resolve("segment-0000000002.new");
    assertTrue(log.idle());
    assertEquals(NextSegment.SLICE_BYTES, Files.size(unfinished));
    assertTrue(log.idle());
    assertFalse(log.idle());
    assertFalse(log.idle());
    assertFalse(Files.exists(unfinished));
    log.close();
    log = open(options).log();
    assertFalse(log.idle(), "what was filled by an earlier run is used");
    log.close();
  }

  @Test
  void aServerThatIsNeverIdleFillsTheNextSegmentTwiceAsFastAsItUsesThePresentOne()
      throws IOException {
    DiskLog log = open(new DiskOptions(4 * NextSegment.SLICE_BYTES, ForceObserver.NONE)).log();
    Path unfinished = directory.resolve("segment-0000000002.new");
    log.append(List.of(command(1, 1, 100)), 0);
    assertEquals(0, Files.size(unfinished));
    log.append(List.of(command(1, 2, 300_000)), 0);
    assertEquals(2 * NextSegment.SLICE_BYTES, Files.size(unfinished));
    log.append(List.of(command(1, 3, 200_000)), 0);
    assertEquals(3 * NextSegment.SLICE_BYTES, Files.size(unfinished));
    log.append(List.of(command(1, 4, 100_000)), 0);
    assertTrue(Files.exists(directory.resolve("segment-0000000002.log")));
    log.close();
    assertEquals(4, openAndClose().state().entries().size());
  }

  @Test
  void anUnfinishedSegmentOfAnEarlierRunIsMadeAnew() throws IOException {
    openAndClose();
    Files.write(directory.resolve("segment-0000000002.new"), new byte[] {1, 2, 3});
    write(1, 20, 300);
    assertEquals(20, openAndClose().state().entries().size());
  }

  @Test
  void damageIsRefusedWithFileOffsetAndWayOut() throws IOException {
    write(1, 3, 10);
    overwrite("segment-0000000001.log", 512 + 80, 7);
    byte[] before = Files.readAllBytes(directory.resolve("segment-0000000001.log"));
    assertEquals(
        directory
            + "/segment-0000000001.log is damaged at offset 512: a flush group whose checksum"
            + " differs; flush group 3 was written after it, at offset 1024 of segment 1. Entries"
            + " from index 2 on were durable and may be lost; nothing was changed. Put the file"
            + " back as it was, or keep the directory for inspection and let a new server with an"
            + " empty directory take the place of this one: it may have voted and acknowledged"
            + " what it cannot remember",
        refusal());
    assertArrayEquals(before, Files.readAllBytes(directory.resolve("segment-0000000001.log")));
    assertEquals(refusal(), refusal());
  }

  @Test
  void aTornTailIsCutOffKeptAsideAndSaid() throws IOException {
    write(1, 3, 600);
    Path segment = directory.resolve("segment-0000000001.log");
    overwrite("segment-0000000001.log", 2_048 + 512, new int[100]);
    byte[] torn = Arrays.copyOfRange(Files.readAllBytes(segment), 2_048, 2_048 + 685);
    DiskLog.Opened opened = openAndClose();
    assertEquals(2, opened.state().entries().size());
    assertEquals(
        segment
            + ": cut off 685 bytes at offset 2048, a write that was interrupted before anybody was"
            + " told of it (a flush group whose checksum differs); kept in "
            + directory.resolve("torn-segment-1-offset-2048-1.bin"),
        opened.report().tornTail().orElseThrow());
    assertArrayEquals(
        torn, Files.readAllBytes(directory.resolve("torn-segment-1-offset-2048-1.bin")));
    byte[] rest = Files.readAllBytes(segment);
    assertArrayEquals(new byte[2_048], Arrays.copyOfRange(rest, 2_048, 4_096));
    assertTrue(openAndClose().report().tornTail().isEmpty());
    write(3, 5, 20);
    assertEquals(5, openAndClose().state().entries().size());
  }

  @Test
  void aSecondTornTailAtTheSamePlaceDoesNotReplaceTheFirst() throws IOException {
    openAndClose();
    overwrite("segment-0000000001.log", 0, 1);
    openAndClose();
    overwrite("segment-0000000001.log", 0, 2);
    openAndClose();
    overwrite("segment-0000000001.log", 0, 1);
    openAndClose();
    assertEquals(
        List.of("torn-segment-1-offset-0-1.bin", "torn-segment-1-offset-0-2.bin"),
        files().stream().filter(name -> name.startsWith("torn")).toList());
  }

  @Test
  void theDirectoryOfAnotherServerOrClusterIsRefused() throws IOException {
    openAndClose();
    String message =
        assertThrows(RefusedException.class, () -> DiskLog.open(directory, CLUSTER, 1, SMALL))
            .getMessage();
    assertEquals(
        "the directory of "
            + directory.resolve("identity")
            + " belongs to S2 of cluster 000000000000c1a5, and was opened for S1 of cluster"
            + " 000000000000c1a5: start the server it belongs to, or choose another directory",
        message);
    assertThrows(RefusedException.class, () -> DiskLog.open(directory, 1, 2, SMALL));
    openAndClose();
  }

  @Test
  void whatIsMissingIsNotMadeAnew() throws IOException {
    write(1, 3, 10);
    Path identity = directory.resolve("identity");
    Path segment = directory.resolve("segment-0000000001.log");
    byte[] owner = Files.readAllBytes(identity);
    Files.delete(identity);
    assertTrue(refusal().contains("identity that says whose is missing"), refusal());
    Files.write(identity, "plongee log, format 2\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(refusal().contains("cannot be read by this version"), refusal());
    Files.write(identity, owner);
    Files.delete(segment);
    assertTrue(refusal().contains("segment-0000000001.log is missing"), refusal());
  }

  @Test
  void filesOfOthersInTheDirectoryAreLeftAlone() throws IOException {
    Files.writeString(directory.resolve("node.log"), "hello");
    Files.writeString(directory.resolve("notes.new"), "hello");
    write(1, 1, 10);
    assertEquals("hello", Files.readString(directory.resolve("node.log")));
    assertEquals("hello", Files.readString(directory.resolve("notes.new")));
  }

  @Test
  void aDirectoryInUseByThisProcessIsRefusedAndTheLockOutlivesTheAttempt() throws Exception {
    DiskLog log = open().log();
    long pid = ProcessHandle.current().pid();
    String expected =
        "the directory "
            + directory
            + " is in use by this very process, "
            + pid
            + ": stop that server, or choose another directory";
    assertEquals(expected, refusal());
    assertEquals(expected, refusal());
    assertTrue(
        LockHolder.tryElsewhere(directory).contains("is in use by process " + pid + ": stop"));
    log.close();
    openAndClose();
  }

  @Test
  void aDirectoryInUseByAnotherProcessIsRefusedUntilThatIsKilled() throws Exception {
    Process other = LockHolder.hold(directory);
    try {
      assertEquals(
          "the directory "
              + directory
              + " is in use by process "
              + other.pid()
              + ": stop that server, or choose another directory",
          refusal());
    } finally {
      other.destroyForcibly().waitFor();
    }
    openAndClose();
  }

  @Test
  void aDirectoryThatCannotBeMadeOrWrittenIsRefusedInOneLine() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    String message =
        assertThrows(
                RefusedException.class, () -> DiskLog.open(file.resolve("S1"), CLUSTER, 2, SMALL))
            .getMessage();
    assertTrue(
        message.startsWith("cannot use the directory " + file.resolve("S1") + ": "), message);
    assertTrue(message.endsWith("let this user write there, or choose another directory"), message);
    // No user may make files here, whatever the permissions say.
    Path kernel = Path.of("/proc/self/plongee");
    if (Files.isDirectory(kernel.getParent())) {
      message =
          assertThrows(RefusedException.class, () -> DiskLog.open(kernel, CLUSTER, 2, SMALL))
              .getMessage();
      assertTrue(message.startsWith("cannot use the directory /proc/self/plongee: "), message);
    }
  }

  @Test
  void anErrorNamesTheFileThatItIsAbout() throws IOException {
    DiskLog log = open().log();
    Path inTheWay = Files.createDirectory(directory.resolve("segment-0000000003.new"));
    FailedException failed =
        assertThrows(
            FailedException.class,
            () -> {
              for (int index = 1; index < 100; index++) {
                log.append(List.of(command(index, index, 300)), 0);
              }
            });
    log.close();
    String message = String.valueOf(failed.getMessage());
    assertTrue(message.startsWith("cannot write to " + inTheWay + ": Is a directory; "), message);
  }

  @Test
  void aClosedLogTakesNothing() throws IOException {
    DiskLog log = open().log();
    log.close();
    log.close();
    assertThrows(IllegalStateException.class, () -> log.append(List.of(command(1, 1, 1)), 0));
  }
}
