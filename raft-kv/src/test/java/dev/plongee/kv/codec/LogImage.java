package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The bytes of a log in memory, and where each group lies in them.
final class LogImage {
  static final LogIdentity IDENTITY = new LogIdentity(0xc1a5, 2, 0x5a17);

  record Place(long segment, int offset, int length) {}

  final int segmentSize;
  final List<byte[]> segments = new ArrayList<>();
  final List<Place> groups = new ArrayList<>();

  /// What the log says after the groups so far; the first one is the empty log.
  final List<DurableState> states = new ArrayList<>(List.of(DurableState.EMPTY));

  private final ByteWriter out = new ByteWriter(64);
  LogCursor next = LogCursor.START;
  long commitIndex;

  LogImage(int segmentSize) {
    this.segmentSize = segmentSize;
    segments.add(new byte[segmentSize]);
  }

  static LogImage random(Random random, int groups) {
    LogImage image = new LogImage(GroupEncoder.SECTOR * (1 + random.nextInt(12)));
    RandomWrites writes = new RandomWrites(random, 3_000);
    for (int i = 0; i < groups; i++) {
      image.append(writes.next(1 + random.nextInt(4)), writes.commitIndex());
    }
    return image;
  }

  /// Writes a group as a disk does: into the next segment when it does not fit.
  void append(List<Write> writes, long commit) {
    LogCursor at = next;
    LogCursor behind = GroupEncoder.encode(IDENTITY, at, writes, commit, out);
    if (behind.offset() > segments.getLast().length) {
      at = at.nextSegment();
      behind = GroupEncoder.encode(IDENTITY, at, writes, commit, out);
      segments.add(new byte[Math.max(segmentSize, out.position())]);
    }
    out.toBytes().copyTo(segments.getLast(), at.offset());
    groups.add(new Place(at.segment(), at.offset(), out.position()));
    states.add(RandomWrites.after(states.getLast(), writes));
    commitIndex = Math.max(commitIndex, Math.min(commit, behind.lastIndex()));
    next = behind;
  }

  byte[] segmentOf(Place place) {
    return segments.get((int) place.segment() - 1);
  }

  boolean isZero(Place place) {
    byte[] bytes = segmentOf(place);
    for (int i = place.offset(); i < place.offset() + place.length(); i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  Scan scan() {
    LogScanner scanner = new LogScanner(IDENTITY, Checksum.PORTABLE);
    for (int i = 0; i < segments.size(); i++) {
      scanner.segment(i + 1, Bytes.wrap(segments.get(i)));
    }
    return scanner.finish();
  }

  void flip(Place place, int bit) {
    segmentOf(place)[place.offset() + bit / 8] ^= (byte) (1 << bit % 8);
  }

  /// Takes sectors of a group away, as if they had never been written.
  void loseSectors(Place place, Random random) {
    for (int at = 0; at < place.length(); at += GroupEncoder.SECTOR) {
      if (random.nextBoolean()) {
        int from = place.offset() + at;
        Arrays.fill(segmentOf(place), from, from + GroupEncoder.SECTOR, (byte) 0);
      }
    }
  }
}
