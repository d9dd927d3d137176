package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.Checksum;
import dev.plongee.kv.codec.GroupEncoder;
import dev.plongee.kv.codec.LogCursor;
import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.codec.LogScanner;
import dev.plongee.kv.codec.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bytes on a disk, in the format of the real one: flush groups in segments, and behind the
/// last one whatever a crash left of a group that was not finished. Recovery reads these bytes and
/// nothing else.
///
/// Groups never change, so copies share them; the list of them is in chunks, so that a copy is
/// cheap however long the log is.
final class DiskImage {
  /// Far smaller than the real ones, so that runs cross many segments, and a restart reads little
  /// that an earlier one has read; what is recovered shares the memory of its segment.
  private static final int SEGMENT_BYTES = 1 << 14;

  private static final int CHUNK = 256;

  /// Segment and bytes of one group, and which entries it holds, none when `last` is 0.
  private record Group(long segment, Bytes bytes, long first, long last) {
    Group with(byte[] others) {
      return new Group(segment, Bytes.wrap(others), first, last);
    }
  }

  private final LogIdentity identity;
  private Group[][] chunks = new Group[4][];
  private int count;

  /// Chunks below this one may be seen by a copy and are never written to.
  private int firstOwned;

  private LogCursor next = LogCursor.START;
  private Bytes torn = Bytes.EMPTY;

  /// What an earlier start has read: all segments but the last one of that time. Never changed, so
  /// copies share it; null before.
  private @Nullable LogScanner finished;

  /// The groups in these segments.
  private int finishedGroups;

  /// A group of which a bit has flipped, as it was written.
  private record Flipped(int number, Group before) {}

  /// The last flip first.
  private List<Flipped> flips = List.of();

  /// A disk that was used before, or, with nothing given, a fresh one.
  DiskImage(int server, DurableState given, ByteWriter scratch) {
    identity = new LogIdentity(1, server, server);
    if (!given.equals(DurableState.EMPTY)) {
      append(List.of(new Write(1, given.hardState(), 0, given.entries())), 0, scratch);
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
    finished = other.finished;
    finishedGroups = other.finishedGroups;
    flips = other.flips;
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
    long first = 0;
    long last = 0;
    for (Write write : writes) {
      if (!write.entries().isEmpty()) {
        long begin = write.entries().getFirst().index();
        first = first == 0 ? begin : Math.min(first, begin);
        last = Math.max(last, write.entries().getLast().index());
      }
    }
    add(new Group(next.segment(), scratch.toBytes(), first, last));
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

  /// A crash interrupts the writing of these in its middle: the first half of what their group says
  /// is on the disk.
  void tearInTwo(List<Write> writes, long commitIndex, ByteWriter scratch) {
    GroupEncoder.encode(identity, next, writes, commitIndex, scratch);
    byte[] bytes = scratch.toBytes().toArray();
    Arrays.fill(bytes, (lastSaid(bytes) + 1) / 2, bytes.length, (byte) 0);
    torn = Bytes.wrap(bytes);
  }

  /// Where the last byte is that is no filling.
  private static int lastSaid(byte[] group) {
    int last = group.length - 1;
    while (group[last] == 0) {
      last--;
    }
    return last;
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

  // --- damage

  /// A bit flips in a group that another one follows.
  ///
  /// @param place which bit
  /// @return false when there is no such group
  boolean damage(int place) {
    if (count < 2) {
      return false;
    }
    int number = place % (count - 1);
    int bits = group(number).bytes().length() * Byte.SIZE;
    flip(number, place / (count - 1) % bits);
    return true;
  }

  /// The lowest bit flips of the last byte that is said in the group that holds this entry.
  ///
  /// @param entry its index; 0: in the last group of all
  /// @return false when there is no such group
  boolean damageRecord(long entry) {
    int number = count - 1;
    while (number >= 0 && entry > 0 && !holds(group(number), entry)) {
      number--;
    }
    if (number < 0) {
      return false;
    }
    flip(number, lastSaid(group(number).bytes().toArray()) * Byte.SIZE);
    return true;
  }

  private static boolean holds(Group group, long entry) {
    return group.first() <= entry && entry <= group.last();
  }

  private void flip(int number, int bit) {
    Group before = group(number);
    byte[] bytes = before.bytes().toArray();
    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    List<Flipped> all = new ArrayList<>(List.of(new Flipped(number, before)));
    all.addAll(flips);
    flips = List.copyOf(all);
    replace(number, before.with(bytes));
  }

  /// Whether a bit is not as it was written.
  boolean isDamaged() {
    return !flips.isEmpty();
  }

  /// Every bit is as it was written.
  ///
  /// @return whether any was not
  boolean repair() {
    boolean changes = !flips.isEmpty();
    flips.forEach(flipped -> replace(flipped.number(), flipped.before()));
    flips = List.of();
    return changes;
  }

  private void replace(int number, Group group) {
    int chunk = number / CHUNK;
    for (int i = chunk; i < Math.min(firstOwned, chunks.length) && chunks[i] != null; i++) {
      chunks[i] = chunks[i].clone();
    }
    firstOwned = Math.min(firstOwned, chunk);
    chunks[chunk][number % CHUNK] = group;
    forget();
  }

  /// What an earlier start has read counts no more.
  private void forget() {
    finished = null;
    finishedGroups = 0;
  }

  // --- reading

  /// Reads the whole log as a starting server does. Nothing is changed.
  Scan scan(Checksum checksums) {
    return scan(new LogScanner(identity, checksums), 0);
  }

  /// Reads the log at a start. Segments that an earlier start has read are not read again: nobody
  /// writes to them any more.
  Scan recover(Checksum checksums) {
    int begun = firstOfLastSegment();
    LogScanner scanner = finished == null ? new LogScanner(identity, checksums) : finished.copy();
    if (begun > finishedGroups) {
      read(scanner, finishedGroups, begun);
      finished = scanner.copy();
      finishedGroups = begun;
    }
    return scan(scanner, finishedGroups);
  }

  /// Cuts off what lies behind the last group that a scan has found.
  void cut(Scan scan) {
    torn = Bytes.EMPTY;
    if (scan.next().equals(next)) {
      return;
    }
    next = scan.next();
    int kept = 0;
    int offset = 0;
    while (kept < count && isBefore(group(kept), offset, scan)) {
      int length = group(kept).bytes().length();
      kept++;
      boolean goesOn = kept < count && group(kept).segment() == group(kept - 1).segment();
      offset = goesOn ? offset + length : 0;
    }
    count = kept;
    flips = List.of();
    forget();
  }

  private static boolean isBefore(Group group, int offset, Scan scan) {
    LogCursor end = scan.next();
    return group.segment() < end.segment()
        || group.segment() == end.segment() && offset < end.offset();
  }

  /// The number of the first group in the segment that is written to now.
  private int firstOfLastSegment() {
    int first = count;
    while (first > finishedGroups && group(first - 1).segment() == next.segment()) {
      first--;
    }
    return first;
  }

  private Scan scan(LogScanner scanner, int from) {
    if (count == 0) {
      scanner.segment(next.segment(), torn);
    }
    read(scanner, from, count);
    return scanner.finish();
  }

  /// Hands over the segments that these groups fill, and behind the last group of all what is torn.
  private void read(LogScanner scanner, int from, int to) {
    int first = from;
    while (first < to) {
      long segment = group(first).segment();
      int end = first;
      int length = 0;
      while (end < to && group(end).segment() == segment) {
        length += group(end++).bytes().length();
      }
      scanner.segment(segment, contents(first, end, length));
      first = end;
    }
  }

  private Bytes contents(int from, int to, int length) {
    boolean isLast = to == count;
    byte[] contents = new byte[length + (isLast ? torn.length() : 0)];
    int at = 0;
    for (int i = from; i < to; i++) {
      Bytes bytes = group(i).bytes();
      System.arraycopy(bytes.array(), bytes.offset(), contents, at, bytes.length());
      at += bytes.length();
    }
    if (isLast) {
      System.arraycopy(torn.array(), torn.offset(), contents, at, torn.length());
    }
    return Bytes.wrap(contents);
  }

  private Group group(int number) {
    return chunks[number / CHUNK][number % CHUNK];
  }
}
