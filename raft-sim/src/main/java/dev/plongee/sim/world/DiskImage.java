package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import dev.plongee.core.DurableState;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.Checksum;
import dev.plongee.kv.codec.GroupEncoder;
import dev.plongee.kv.codec.LogCursor;
import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.codec.LogScanner;
import dev.plongee.kv.codec.Scan;
import dev.plongee.kv.codec.ScanEnd;
import java.util.Arrays;
import java.util.List;

/// The bytes on a disk, in the format of the real one: flush groups in segments, and behind the
/// last one whatever a crash left of a group that was not finished. Recovery reads these bytes and
/// nothing else.
///
/// Groups never change, so copies share them; the list of them is in chunks, so that a copy is
/// cheap however long the log is.
final class DiskImage {
  /// Far smaller than the real ones, so that runs cross many segments; what is recovered shares the
  /// memory of its segment.
  private static final int SEGMENT_BYTES = 1 << 16;

  private static final int CHUNK = 256;

  /// Segment and bytes of one group.
  private record Group(long segment, Bytes bytes) {}

  private final LogIdentity identity;
  private Group[][] chunks = new Group[4][];
  private int count;

  /// Chunks below this one may be seen by a copy and are never written to.
  private int firstOwned;

  private LogCursor next = LogCursor.START;
  private Bytes torn = Bytes.EMPTY;

  /// A disk that was used before, or, with nothing given, a fresh one.
  DiskImage(int server, DurableState given) {
    identity = new LogIdentity(1, server, server);
    if (!given.equals(DurableState.EMPTY)) {
      append(
          List.of(new Write(1, given.hardState(), 0, given.entries())), 0, new ByteWriter(1 << 10));
    }
  }

  private DiskImage(DiskImage other) {
    identity = other.identity;
    chunks = other.chunks.clone();
    count = other.count;
    other.firstOwned = chunks.length;
    firstOwned = chunks.length;
    next = other.next;
    torn = other.torn;
  }

  DiskImage copy() {
    return new DiskImage(this);
  }

  /// Makes these writes durable, in one flush group.
  ///
  /// @param commitIndex what the server knows to be committed
  /// @param scratch where the group is put together
  void append(List<Write> writes, long commitIndex, ByteWriter scratch) {
    LogCursor behind = GroupEncoder.encode(identity, next, writes, commitIndex, scratch);
    if (behind.offset() > SEGMENT_BYTES && next.offset() > 0) {
      next = next.nextSegment();
      behind = GroupEncoder.encode(identity, next, writes, commitIndex, scratch);
    }
    add(new Group(next.segment(), scratch.toBytes()));
    next = behind;
  }

  /// A crash interrupts the writing of these: of the sectors of their group, those whose bit is set
  /// in `survivors` are on the disk, and never all of them.
  ///
  /// @return whether anything is left of the group
  boolean tear(List<Write> writes, long commitIndex, int survivors, ByteWriter scratch) {
    GroupEncoder.encode(identity, next, writes, commitIndex, scratch);
    byte[] bytes = scratch.toBytes().toArray();
    int sectors = bytes.length / GroupEncoder.SECTOR;
    int kept = 0;
    int end = 0;
    for (int sector = 0; sector < sectors; sector++) {
      boolean survives = (survivors >>> sector & 1) != 0 && kept < sectors - 1;
      int from = sector * GroupEncoder.SECTOR;
      if (survives) {
        kept++;
        end = from + GroupEncoder.SECTOR;
      } else {
        Arrays.fill(bytes, from, from + GroupEncoder.SECTOR, (byte) 0);
      }
    }
    torn = Bytes.wrap(bytes, 0, end);
    return kept > 0;
  }

  private void add(Group group) {
    int number = count / CHUNK;
    if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * number);
    }
    if (chunks[number] == null) {
      chunks[number] = new Group[CHUNK];
    } else if (number < firstOwned) {
      chunks[number] = chunks[number].clone();
    }
    firstOwned = Math.min(firstOwned, number);
    chunks[number][count % CHUNK] = group;
    count++;
  }

  /// Reads the log as a starting server does. Nothing is changed.
  ///
  /// @throws IllegalStateException when the log is damaged: no crash does that
  Scan scan(Checksum checksums) {
    LogScanner scanner = new LogScanner(identity, checksums);
    ByteWriter segment = new ByteWriter(SEGMENT_BYTES);
    long number = LogCursor.START.segment();
    for (int i = 0; i < count; i++) {
      Group group = chunks[i / CHUNK][i % CHUNK];
      if (group.segment() != number) {
        scanner.segment(number, segment.toBytes());
        segment.clear();
        number = group.segment();
      }
      segment.putBytes(group.bytes());
    }
    segment.putBytes(torn);
    scanner.segment(number, segment.toBytes());
    Scan scan = scanner.finish();
    if (scan.end() instanceof ScanEnd.Damage damage) {
      throw new IllegalStateException("a crash damaged the log: " + damage);
    }
    Check.that(scan.next().equals(next), "a scan that ends behind the last group");
    return scan;
  }

  /// Starts with what is there: a torn tail is cut off.
  DurableState recover(Checksum checksums) {
    DurableState state = scan(checksums).state();
    torn = Bytes.EMPTY;
    return state;
  }
}
