package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The log in memory: places, terms, cuts, slices and copies.
class LogTest {
  private static Log log(long... terms) {
    Log log = new Log();
    Given.entries(1, terms).forEach(log::append);
    return log;
  }

  private static Log ofLength(int length, long term) {
    Log log = new Log();
    for (int index = 1; index <= length; index++) {
      log.append(new Entry(term, index, Payload.NOOP));
    }
    return log;
  }

  private static List<Long> terms(Log log) {
    return log.slice(1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream().map(Entry::term).toList();
  }

  @Test
  void anEmptyLogEndsAtThePlaceBeforeAllLogs() {
    Log log = new Log();
    assertEquals(0, log.lastIndex());
    assertEquals(LogPosition.ZERO, log.lastPosition());
    assertEquals(TermAt.START, log.termAt(0));
    assertEquals(TermAt.BEYOND, log.termAt(1));
    assertEquals(List.of(), log.slice(1, 10, 10));
  }

  @Test
  void aTermIsKnownOrBeyondAndNeverZeroByMistake() {
    Log log = log(1, 4);
    assertEquals(new TermAt.Known(4), log.termAt(2));
    assertEquals(TermAt.BEYOND, log.termAt(3));
    assertEquals(Given.at(2, 4), log.lastPosition());
    assertEquals(LogPosition.ZERO, log.positionAt(0));
  }

  @Test
  void entriesFollowWithoutAGap() {
    Log log = log(1);
    Entry gap = new Entry(1, 3, Payload.NOOP);
    assertThrows(IllegalStateException.class, () -> log.append(gap));
    assertThrows(IllegalStateException.class, () -> log.entry(0));
    assertThrows(IllegalStateException.class, () -> log.entry(2));
    assertThrows(IllegalStateException.class, () -> log.truncate(2));
    assertThrows(IllegalStateException.class, () -> log.truncate(0));
  }

  @Test
  void aCutRemovesAnEntryAndAllBehindIt() {
    Log log = ofLength(1_000, 1);
    for (int from : new int[] {999, 769, 768, 513, 257, 256, 2, 1}) {
      log.truncate(from);
      assertEquals(from - 1, log.lastIndex());
      log.append(new Entry(2, from, Payload.NOOP));
      assertEquals(new TermAt.Known(2), log.termAt(from));
      assertEquals(TermAt.BEYOND, log.termAt(from + 1));
    }
  }

  @Test
  void theSizeCountsPayloadsAndOverhead() {
    Log log = log(1, 1);
    assertEquals(2 * Entry.OVERHEAD, log.bytes());
    log.append(new Entry(1, 3, new Payload.Command(Given.command("four"))));
    assertEquals(3 * Entry.OVERHEAD + 4, log.bytes());
    log.truncate(2);
    assertEquals(Entry.OVERHEAD, log.bytes());
  }

  @Test
  void aSliceIsLimitedInEntriesAndBytesButNeverEmpty() {
    Log log = log(1, 1, 1, 1);
    assertEquals(2, log.slice(2, 2, 1_000).size());
    assertEquals(3, log.slice(2, 9, 1_000).size());
    assertEquals(2, log.slice(1, 9, 2 * Entry.OVERHEAD).size());
    assertEquals(1, log.slice(1, 9, 1).size());
    assertEquals(0, log.slice(5, 9, 1_000).size());
  }

  @Test
  void theFirstPlaceOfATermIsFoundOrWhereItWouldBe() {
    Log log = log(1, 1, 4, 4, 4, 6);
    assertEquals(1, log.firstIndexFrom(0));
    assertEquals(1, log.firstIndexFrom(1));
    assertEquals(3, log.firstIndexFrom(2));
    assertEquals(3, log.firstIndexFrom(4));
    assertEquals(6, log.firstIndexFrom(5));
    assertEquals(7, log.firstIndexFrom(7));
    assertEquals(1, new Log().firstIndexFrom(3));
  }

  @Test
  void aCompactedLogBeginsBehindItsBase() {
    Log log = log(1, 1, 4, 4, 6);
    log.compact(3);
    assertEquals(Given.at(3, 4), log.base());
    assertEquals(5, log.lastIndex());
    assertEquals(2 * Entry.OVERHEAD, log.bytes());
    assertEquals(TermAt.COMPACTED, log.termAt(2));
    assertEquals(TermAt.COMPACTED, log.termAt(0));
    assertEquals(new TermAt.Known(4), log.termAt(3));
    assertEquals(List.of(4L, 6L), log.slice(4, 9, 1_000).stream().map(Entry::term).toList());
    assertEquals(4, log.firstIndexFrom(1));
    assertEquals(5, log.firstIndexFrom(5));
    assertThrows(IllegalStateException.class, () -> log.entry(3));
    assertThrows(IllegalStateException.class, () -> log.truncate(3));
    log.truncate(4);
    assertEquals(Given.at(3, 4), log.lastPosition());
  }

  @Test
  void aLogCanBeginAnywhereAnew() {
    Log log = ofLength(700, 1);
    log.reset(Given.at(5_000, 3));
    assertEquals(Given.at(5_000, 3), log.lastPosition());
    assertEquals(0, log.bytes());
    log.append(new Entry(4, 5_001, Payload.NOOP));
    assertEquals(Given.at(5_001, 4), log.lastPosition());
    assertEquals(TermAt.COMPACTED, log.termAt(700));
  }

  @Test
  void aCopyAndItsOriginalGoTheirOwnWays() {
    for (int length : new int[] {0, 1, 255, 256, 257, 700, 1_024, 1_025}) {
      Log log = ofLength(length, 1);
      Log copy = log.copy();
      log.append(new Entry(2, length + 1, Payload.NOOP));
      copy.append(new Entry(3, length + 1, Payload.NOOP));
      assertEquals(new TermAt.Known(2), log.termAt(length + 1));
      assertEquals(new TermAt.Known(3), copy.termAt(length + 1));
      assertEquals(length, terms(log).stream().filter(t -> t == 1).count());
      assertEquals(length, terms(copy).stream().filter(t -> t == 1).count());
    }
  }

  @Test
  void aCutInACopyLeavesTheOriginalWhole() {
    Log log = ofLength(600, 1);
    Log copy = log.copy();
    Log second = copy.copy();
    copy.truncate(100);
    for (int index = 100; index <= 900; index++) {
      copy.append(new Entry(2, index, Payload.NOOP));
    }
    assertEquals(ofLength(600, 1).slice(1, 600, 1 << 20), log.slice(1, 600, 1 << 20));
    assertEquals(600, second.lastIndex());
    assertEquals(new TermAt.Known(1), second.termAt(600));
    log.truncate(300);
    log.append(new Entry(5, 300, Payload.NOOP));
    assertEquals(new TermAt.Known(2), copy.termAt(300));
    assertEquals(new TermAt.Known(1), second.termAt(300));
  }
}
