package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import dev.plongee.core.DurableState;
import dev.plongee.core.HardState;
import dev.plongee.core.LogPosition;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.GroupHeader.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what a crash left of a log: hand over every segment in the order of their numbers, then
/// ask for the result.
///
/// Group n + 1 is never written before the fsync of group n has returned. So at the first place
/// without the next group there are three cases:
///
/// ```
///   | group 6 | group 7 | 0 0 0 0 0 0 0 0 |     zeros only: the end
///   | group 6 | group 7 | 8? ###  0 0 0 0 |     something, but no later group: group 8 is torn
///   | group 6 | group 7 | 8? ### | group 9 |    a later group: group 8 was durable, damage
/// ```
///
/// The length that a damaged header states is not believed: every sector behind it is looked at.
public final class LogScanner {
  /// Bytes that are not zero where the log should end.
  private record Remains(long segment, int from, int to, String why) {}

  private final LogIdentity identity;
  private final Checksum checksums;
  private final ReplayedLog log;
  private final List<Scan.BegunSegment> begun = new ArrayList<>();
  private LogCursor next = LogCursor.START;
  private long firstSegment;
  private long commitIndex;
  private Scan.LastGroup last = Scan.LastGroup.NONE;
  private long lastSegment;
  private Optional<Remains> remains = Optional.empty();
  private Optional<ScanEnd.Damage> damage = Optional.empty();

  public LogScanner(LogIdentity identity, Checksum checksums) {
    this(identity, checksums, new ReplayedLog());
  }

  private LogScanner(LogIdentity identity, Checksum checksums, ReplayedLog log) {
    this.identity = identity;
    this.checksums = checksums;
    this.log = log;
  }

  /// An independent scanner that has seen the same segments: whoever knows that these have not
  /// changed since need not read them again.
  public LogScanner copy() {
    LogScanner copy = new LogScanner(identity, checksums, log.copy());
    copy.begun.addAll(begun);
    copy.next = next;
    copy.firstSegment = firstSegment;
    copy.commitIndex = commitIndex;
    copy.last = last;
    copy.lastSegment = lastSegment;
    copy.remains = remains;
    copy.damage = damage;
    return copy;
  }

  /// Goes on with the next segment. Entries found in it keep the records of their group in memory,
  /// and not the segment, which is mostly the zeros behind small groups.
  ///
  /// @param number greater than the one before; all segments that exist must come
  public void segment(long number, Bytes contents) {
    Check.that(number > lastSegment, "segments in the order of their numbers");
    if (lastSegment == 0 && !beginsWith(number, contents)) {
      return;
    }
    long expected = lastSegment + 1;
    lastSegment = number;
    if (damage.isEmpty() && number != expected) {
      damaged(expected, 0, "the segment is missing");
    }
    if (damage.isEmpty()) {
      int end = readGroups(number, contents);
      lookBehind(number, contents, end);
    }
  }

  /// Whether the log can begin with this segment: it is the first of all, or its first group says
  /// which snapshot has taken the place of those before. (One that does not is what an interrupted
  /// deletion left.) What it follows is known from its header.
  private boolean beginsWith(long number, Bytes contents) {
    firstSegment = number;
    if (number > 1) {
      if (!(find(number, contents, 0) instanceof Found.Group(var header, var records)
          && log.beginsAnew(records))) {
        return false;
      }
      lastSegment = number - 1;
      next =
          new LogCursor(
              number,
              0,
              header.group(),
              header.previous(),
              HardState.INITIAL,
              SnapshotMeta.NONE,
              LogPosition.ZERO,
              0);
    }
    return true;
  }

  /// The result, after the last segment.
  public Scan finish() {
    ScanEnd end = ScanEnd.CLEAN;
    if (lastSegment == 0 && firstSegment > 0) {
      damaged(1, 0, "the segment is missing");
    }
    if (damage.isEmpty() && log.missingUpTo() > log.base().index()) {
      damaged(
          firstSegment,
          0,
          "entries "
              + (log.base().index() + 1)
              + " to "
              + log.missingUpTo()
              + " lie in segments before it, which are missing");
    }
    if (damage.isPresent()) {
      end = damage.get();
    } else if (remains.isPresent()) {
      Remains tail = remains.get();
      end = new ScanEnd.TornTail(tail.segment(), tail.from(), tail.to(), tail.why());
    }
    boolean whole = log.missingUpTo() <= log.base().index();
    DurableState state = whole ? log.state() : DurableState.EMPTY;
    return new Scan(state, next, commitIndex, last, List.copyOf(begun), end);
  }

  /// Reads one group after the other.
  ///
  /// @return where in this segment the next one is missing
  private int readGroups(long number, Bytes contents) {
    LogCursor place = number == next.segment() ? next : next.nextSegment();
    if (place.segment() != number) {
      return 0;
    }
    while (find(number, contents, place.offset()) instanceof Found.Group(var header, var records)
        && header.group() == place.group()
        && header.previous() == place.chain()
        && replay(place, header, records.compact())) {
      place = next;
    }
    return place.offset();
  }

  private boolean replay(LogCursor place, GroupHeader header, Bytes records) {
    int offset = place.offset();
    long lastIndex = log.lastIndex();
    try {
      log.replay(records, offset == 0);
    } catch (CodecException impossible) {
      damaged(
          place.segment(),
          offset,
          "its checksum is right, but this version cannot read it: " + impossible.getMessage());
      return false;
    }
    if (header.commitIndex() > log.lastIndex()) {
      damaged(
          place.segment(),
          offset,
          "it states the commit index " + header.commitIndex() + ", which the log does not reach");
      return false;
    }
    if (offset == 0) {
      begun.add(new Scan.BegunSegment(place.segment(), lastIndex, !place.snapshot().isNone()));
    }
    last = new Scan.LastGroup(place.segment(), offset, header.padded());
    commitIndex = Math.max(commitIndex, header.commitIndex());
    next =
        new LogCursor(
            place.segment(),
            offset + header.padded(),
            header.group() + 1,
            header.checksum(),
            log.hardState(),
            log.snapshot(),
            log.base(),
            log.lastIndex());
    // What lies behind the last group of the segment before is no part of the log.
    remains = Optional.empty();
    return true;
  }

  /// Looks at what lies behind the last group: zeros, something, or a later group.
  private void lookBehind(long number, Bytes contents, int from) {
    int to = contents.length();
    while (to > from && contents.array()[contents.offset() + to - 1] == 0) {
      to--;
    }
    String why = "";
    for (int offset = from; offset < to && damage.isEmpty(); offset += GroupHeader.SECTOR) {
      String here = "";
      switch (find(number, contents, offset)) {
        case Found.Group(var header, _) -> laterGroup(header, from, why);
        case Found.Torn(var header, String reason) -> {
          here = reason;
          if (provesAnother(header)) {
            laterGroup(header, from, why);
          }
        }
        case Found.Nothing(String reason) -> here = reason;
      }
      why = offset == from ? here : why;
    }
    if (to > from && damage.isEmpty()) {
      remember(new Remains(number, from, to, why));
    }
  }

  /// Whether a header that nothing vouches for states that the missing group was there. A torn
  /// write of the missing group states its number, and one flipped bit changes one of the two only.
  private boolean provesAnother(GroupHeader torn) {
    return torn.group() > next.group() && torn.previous() != next.chain();
  }

  private void laterGroup(GroupHeader found, int from, String why) {
    String proof =
        "; flush group "
            + found.group()
            + " was written after it, at offset "
            + found.offset()
            + " of segment "
            + found.segment();
    if (remains.isPresent()) {
      Remains first = remains.get();
      damaged(first.segment(), first.from(), first.why() + proof);
    } else if (found.offset() > from) {
      damaged(found.segment(), from, why + proof);
    } else if (found.group() > next.group()) {
      damaged(next.segment(), next.offset(), "flush group " + next.group() + " is missing" + proof);
    } else {
      damaged(
          found.segment(),
          from,
          "flush group "
              + found.group()
              + " was written after another group than the one before it");
    }
  }

  private void remember(Remains found) {
    if (remains.isEmpty()) {
      remains = Optional.of(found);
      return;
    }
    Remains first = remains.get();
    damaged(
        first.segment(),
        first.from(),
        first.why()
            + ", and segment "
            + found.segment()
            + " holds something at offset "
            + found.from()
            + ": one interrupted write cannot leave both");
  }

  private void damaged(long segment, int offset, String why) {
    damage = Optional.of(new ScanEnd.Damage(segment, offset, log.lastIndex() + 1, why));
  }

  private Found find(long number, Bytes contents, int offset) {
    return GroupHeader.find(identity, checksums, number, contents, offset);
  }
}
