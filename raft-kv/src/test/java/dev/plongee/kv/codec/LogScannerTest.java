package dev.plongee.kv.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import dev.plongee.kv.codec.LogImage.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogScannerTest {
  private static final int SECTOR = GroupEncoder.SECTOR;

  private static Write vote(long term, int server) {
    return new Write(1, new HardState(term, server), 0, List.of());
  }

  private static Write noop(long term, long index) {
    return new Write(1, new HardState(term, 1), 0, List.of(new Entry(term, index, Payload.NOOP)));
  }

  /// Four groups of one sector in segments of two: 1 2 | 3 4.
  private static LogImage four() {
    LogImage image = new LogImage(2 * SECTOR);
    for (int i = 1; i <= 4; i++) {
      image.append(List.of(noop(1, i)), i - 1);
    }
    return image;
  }

  @Test
  void anEmptyLogIsTheStateOfAServerThatNeverRan() {
    Scan scan = new LogImage(4 * SECTOR).scan();
    assertEquals(
        new Scan(
            DurableState.EMPTY, LogCursor.START, 0, Scan.LastGroup.NONE, List.of(), ScanEnd.CLEAN),
        scan);
  }

  @Test
  void voteTermAndEntriesComeBack() {
    LogImage image = new LogImage(4 * SECTOR);
    image.append(List.of(vote(3, 2), noop(3, 1), vote(4, 0)), 1);
    Scan scan = image.scan();
    assertEquals(new HardState(4, 0), scan.state().hardState());
    assertEquals(List.of(new Entry(3, 1, Payload.NOOP)), scan.state().entries());
    assertEquals(1, scan.commitIndex());
    assertEquals(new Scan.LastGroup(1, 0, SECTOR), scan.last());
  }

  @Test
  void entriesOfSmallGroupsDoNotKeepTheirSegmentInMemory() {
    LogImage image = new LogImage(64 * SECTOR);
    for (int i = 1; i <= 50; i++) {
      Payload command = new Payload.Command(Bytes.wrap(new byte[] {1, 2, 3}));
      image.append(
          List.of(new Write(i, new HardState(1, 1), 0, List.of(new Entry(1, i, command)))), 0);
    }
    long kept = 0;
    for (Entry entry : image.scan().state().entries()) {
      kept += ((Payload.Command) entry.payload()).bytes().array().length;
    }
    assertTrue(kept < 50 * 64, kept + " bytes for 50 entries of 24");
  }

  @Test
  void aCommitLearnedEarlyIsStatedOnlyAsFarAsTheLogReaches() {
    LogImage image = new LogImage(4 * SECTOR);
    image.append(List.of(noop(1, 1)), 99);
    assertEquals(1, image.scan().commitIndex());
  }

  @Test
  void everySegmentBeginsWithTermAndVote() {
    LogImage image = four();
    byte[] second = image.segments.get(1);
    assertEquals(RecordKind.HARD_STATE, second[GroupHeader.SIZE]);
    assertEquals(RecordKind.NOOP, image.segments.get(0)[SECTOR + GroupHeader.SIZE]);
  }

  private static Write snapshot(long index, long base) {
    return new Write(
        1,
        new HardState(1, 1),
        0,
        new SnapshotMeta(index, 1, Configuration.of(1, 2, 3)),
        new LogPosition(1, base),
        List.of());
  }

  /// Groups of one sector in segments of two, a snapshot in the second: 1 2 | 3 s | 4 5 | 6.
  private static LogImage compacted(long snapshot, long base) {
    LogImage image = new LogImage(2 * SECTOR);
    for (int i = 1; i <= 3; i++) {
      image.append(List.of(noop(1, i)), i - 1);
    }
    image.append(List.of(snapshot(snapshot, base)), 3);
    for (int i = 4; i <= 6; i++) {
      image.append(List.of(noop(1, i)), i - 1);
    }
    return image;
  }

  private static Scan scanFrom(LogImage image, int segment) {
    LogScanner scanner = new LogScanner(LogImage.IDENTITY, Checksum.PORTABLE);
    for (int i = segment; i <= image.segments.size(); i++) {
      scanner.segment(i, Bytes.wrap(image.segments.get(i - 1)));
    }
    return scanner.finish();
  }

  @Test
  void aSegmentBegunAfterASnapshotCanBeTheFirst() {
    LogImage image = compacted(3, 3);
    Scan whole = image.scan();
    Scan rest = scanFrom(image, 3);
    assertEquals(ScanEnd.CLEAN, rest.end());
    assertEquals(whole.state(), rest.state());
    assertEquals(whole.next(), rest.next());
    assertEquals(new LogPosition(1, 3), rest.state().base());
    assertEquals(3, rest.state().entries().size());
    assertEquals(new Scan.BegunSegment(3, 3, true), whole.begun().get(2));
  }

  /// What an interrupted deletion leaves before the first segment that counts is not looked at.
  @Test
  void aSegmentBegunBeforeAnySnapshotCannotBeTheFirst() {
    assertEquals(scanFrom(compacted(3, 3), 3), scanFrom(compacted(3, 3), 2));
    assertEquals(new ScanEnd.Damage(1, 0, 1, "the segment is missing"), scanFrom(four(), 2).end());
  }

  @Test
  void entriesBehindTheBaseThatLieInAMissingSegmentAreALoss() {
    ScanEnd.Damage damage = (ScanEnd.Damage) scanFrom(compacted(3, 1), 3).end();
    assertEquals(3, damage.segment());
    assertEquals("entries 2 to 3 lie in segments before it, which are missing", damage.why());
  }

  @Test
  void damageIsNamedWithItsPlaceAndTheGroupThatProvesIt() {
    LogImage image = four();
    image.flip(image.groups.get(1), 8 * 70);
    assertEquals(
        new ScanEnd.Damage(
            1,
            SECTOR,
            2,
            "a flush group whose checksum differs; flush group 3 was written after it, at offset 0"
                + " of segment 2"),
        image.scan().end());
  }

  @Test
  void aGroupThatVanishedIsDamageToo() {
    LogImage image = four();
    Arrays.fill(image.segments.get(1), 0, SECTOR, (byte) 0);
    assertEquals(
        new ScanEnd.Damage(
            2,
            0,
            3,
            "no flush group begins here; flush group 4 was written after it, at offset 512 of"
                + " segment 2"),
        image.scan().end());
  }

  /// Of group 3 nothing is left, and of group 4 only that it was begun.
  @Test
  void theHeaderOfATornGroupProvesThatTheOneBeforeWasThere() {
    LogImage image = four();
    Arrays.fill(image.segments.get(1), 0, SECTOR, (byte) 0);
    image.flip(image.groups.get(3), 8 * 70);
    assertEquals(
        new ScanEnd.Damage(
            2,
            0,
            3,
            "no flush group begins here; flush group 4 was written after it, at offset 512 of"
                + " segment 2"),
        image.scan().end());
  }

  @Test
  void aGroupThatVanishedAtTheEndOfASegmentIsDamageToo() {
    LogImage image = four();
    Arrays.fill(image.segments.get(0), SECTOR, 2 * SECTOR, (byte) 0);
    assertEquals(
        new ScanEnd.Damage(
            1,
            SECTOR,
            2,
            "flush group 2 is missing; flush group 3 was written after it, at offset 0 of segment"
                + " 2"),
        image.scan().end());
  }

  @Test
  void aMissingSegmentIsDamage() {
    LogImage image = four();
    LogScanner scanner = new LogScanner(LogImage.IDENTITY, Checksum.PORTABLE);
    scanner.segment(2, Bytes.wrap(image.segments.get(1)));
    assertEquals(new ScanEnd.Damage(1, 0, 1, "the segment is missing"), scanner.finish().end());
  }

  @Test
  void aLengthThatCoversTheLaterGroupsHidesThemNot() {
    LogImage image = new LogImage(8 * SECTOR);
    for (int i = 1; i <= 4; i++) {
      image.append(List.of(noop(1, i)), 0);
    }
    image.segments.getFirst()[SECTOR + 62] = 6;
    ScanEnd.Damage damage = assertInstanceOf(ScanEnd.Damage.class, image.scan().end());
    assertEquals(SECTOR, damage.offset());
  }

  @Test
  void whatIsTornInTwoPlacesIsNotOneInterruptedWrite() {
    LogImage image = four();
    Arrays.fill(image.segments.get(1), SECTOR, 2 * SECTOR, (byte) 0);
    image.flip(image.groups.get(1), 8 * 70);
    image.flip(image.groups.get(2), 8 * 5);
    assertEquals(
        new ScanEnd.Damage(
            1,
            SECTOR,
            2,
            "a flush group whose checksum differs, and segment 2 holds something at offset 0: one"
                + " interrupted write cannot leave both"),
        image.scan().end());
  }

  /// With a right checksum, as only an error of ours could make it.
  @Test
  void aCommitIndexBeyondTheLogIsDamage() {
    LogImage image = four();
    byte[] segment = image.segments.get(1);
    segment[SECTOR + 48 + 7] = 5;
    int checksum = Crc32c.of(segment, SECTOR + 4, SECTOR - 4);
    for (int i = 0; i < 4; i++) {
      segment[SECTOR + i] = (byte) (checksum >>> 24 - 8 * i);
    }
    assertEquals(
        new ScanEnd.Damage(
            2, SECTOR, 5, "it states the commit index 5, which the log does not reach"),
        image.scan().end());
  }

  @Test
  void aGroupTornAtTheStartOfASegmentIsTheTail() {
    LogImage image = four();
    Arrays.fill(image.segments.get(1), SECTOR, 2 * SECTOR, (byte) 0);
    image.flip(image.groups.get(2), 1);
    ScanEnd.TornTail tail = assertInstanceOf(ScanEnd.TornTail.class, image.scan().end());
    assertEquals(2, tail.segment());
    assertEquals(0, tail.from());
    assertTrue(tail.to() > GroupHeader.SIZE && tail.to() < SECTOR);
    assertEquals(2, image.scan().state().entries().size());
    assertEquals(new Scan.LastGroup(1, SECTOR, SECTOR), image.scan().last());
  }

  @Test
  void aSegmentPreparedAheadIsNoPartOfTheLog() {
    LogImage image = four();
    Scan before = image.scan();
    image.segments.add(new byte[2 * SECTOR]);
    assertEquals(before, image.scan());
  }

  @Test
  void aGroupOfAnotherLogIsNotRead() {
    LogImage image = four();
    for (LogIdentity other :
        List.of(
            new LogIdentity(1, 2, 0x5a17),
            new LogIdentity(0xc1a5, 1, 0x5a17),
            new LogIdentity(0xc1a5, 2, 1))) {
      LogScanner scanner = new LogScanner(other, Checksum.PORTABLE);
      scanner.segment(1, Bytes.wrap(image.segments.get(0)));
      Scan scan = scanner.finish();
      assertEquals(DurableState.EMPTY, scan.state());
      assertEquals(
          "a flush group of another log lies here",
          assertInstanceOf(ScanEnd.TornTail.class, scan.end()).why());
    }
  }

  @Test
  void aWholeGroupInTheWrongPlaceIsNotRead() {
    LogImage image = new LogImage(4 * SECTOR);
    image.append(List.of(noop(1, 1)), 0);
    byte[] bytes = image.segments.getFirst();
    System.arraycopy(bytes, 0, bytes, SECTOR, SECTOR);
    ScanEnd.TornTail tail = assertInstanceOf(ScanEnd.TornTail.class, image.scan().end());
    assertEquals("a flush group lies here that belongs elsewhere in the log", tail.why());
    assertEquals(1, image.scan().state().entries().size());
  }

  @Test
  void aStaleGroupUnderAChangedOneBreaksTheChain() {
    LogImage image = four();
    LogImage other = new LogImage(2 * SECTOR);
    other.append(List.of(noop(1, 1), vote(1, 3)), 0);
    System.arraycopy(other.segments.getFirst(), 0, image.segments.getFirst(), 0, SECTOR);
    ScanEnd.Damage damage = assertInstanceOf(ScanEnd.Damage.class, image.scan().end());
    assertEquals(SECTOR, damage.offset());
  }

  @Test
  void aWriteThatDoesNotContinueTheLogIsNotEncoded() {
    LogImage image = new LogImage(4 * SECTOR);
    assertThrows(IllegalStateException.class, () -> image.append(List.of(noop(1, 2)), 0));
    assertThrows(IllegalStateException.class, () -> image.append(List.of(), 0));
    assertThrows(IllegalStateException.class, () -> image.append(List.of(Write.NONE), 0));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everythingThatWasWrittenComesBack(
      @ForAll long seed, @ForAll @IntRange(max = 30) int groups) {
    LogImage image = LogImage.random(new Random(seed), groups);
    Scan scan = image.scan();
    assertEquals(ScanEnd.CLEAN, scan.end());
    assertEquals(image.states.getLast(), scan.state());
    assertEquals(image.next, scan.next());
    assertEquals(image.commitIndex, scan.commitIndex());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aTornLastGroupIsThereAsAWholeOrNotAtAll(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int groups) {
    Random random = new Random(seed);
    LogImage image = LogImage.random(random, groups);
    image.loseSectors(image.groups.getLast(), random);
    Scan scan = image.scan();
    assertTrue(scan.end() instanceof ScanEnd.Clean || scan.end() instanceof ScanEnd.TornTail);
    boolean whole = scan.next().group() == groups + 1;
    assertEquals(image.states.get(whole ? groups : groups - 1), scan.state());
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void oneFlippedBitBeforeTheLastGroupIsRefusedWithItsPlace(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 15) int groups) {
    Random random = new Random(seed);
    LogImage image = LogImage.random(random, groups);
    int hit = random.nextInt(groups - 1);
    Place place = image.groups.get(hit);
    image.flip(place, random.nextInt(8 * place.length()));
    Scan scan = image.scan();
    ScanEnd.Damage damage = assertInstanceOf(ScanEnd.Damage.class, scan.end());
    assertEquals(place.segment(), damage.segment());
    assertEquals(place.offset(), damage.offset());
    assertEquals(image.states.get(hit), scan.state());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void oneFlippedBitInTheLastGroupLooksLikeATornWrite(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int groups) {
    Random random = new Random(seed);
    LogImage image = LogImage.random(random, groups);
    Place place = image.groups.getLast();
    image.flip(place, random.nextInt(8 * place.length()));
    Scan scan = image.scan();
    ScanEnd.TornTail tail = assertInstanceOf(ScanEnd.TornTail.class, scan.end());
    assertEquals(place.segment(), tail.segment());
    assertEquals(place.offset(), tail.from());
    assertEquals(image.states.get(groups - 1), scan.state());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void anyLossOfSectorsGivesAPrefixOrIsRefused(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int groups) {
    Random random = new Random(seed);
    LogImage image = LogImage.random(random, groups);
    for (Place place : image.groups) {
      if (random.nextInt(4) == 0) {
        image.loseSectors(place, random);
      }
    }
    Scan scan = image.scan();
    int whole = (int) scan.next().group() - 1;
    assertEquals(image.states.get(whole), scan.state());
    boolean vanished = whole < groups && image.isZero(image.groups.get(whole));
    if (scan.end() instanceof ScanEnd.TornTail tail && !vanished) {
      Place torn = image.groups.get(whole);
      assertEquals(torn.segment(), tail.segment());
      assertEquals(torn.offset(), tail.from());
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void garbageIsNeverALog(@ForAll long seed, @ForAll @IntRange(max = 5_000) int length) {
    Random random = new Random(seed);
    LogImage image = LogImage.random(random, 3);
    byte[] garbage = new byte[length];
    random.nextBytes(garbage);
    for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
      byte[] source = image.segments.getFirst();
      int at = random.nextInt(length);
      int from = random.nextBoolean() ? random.nextInt(source.length) : at;
      int most = Math.min(source.length - from, length - at);
      System.arraycopy(source, Math.min(from, source.length), garbage, at, Math.max(0, most));
    }
    LogScanner scanner = new LogScanner(LogImage.IDENTITY, Checksum.PORTABLE);
    scanner.segment(1, Bytes.wrap(garbage));
    Scan scan = scanner.finish();
    assertEquals(image.states.get((int) scan.next().group() - 1), scan.state());
  }
}
