package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The small values everything else is made of.
class ValuesTest {
  @Test
  void aNodeSetHoldsIdsFromOneToSixtyThree() {
    NodeSet set = NodeSet.of(63, 1, 5);
    assertEquals(3, set.size());
    assertTrue(set.contains(63));
    assertFalse(set.contains(2));
    assertFalse(set.contains(64 + 1), "a word is shifted by the number modulo 64");
    assertFalse(set.contains(1 - 64));
    assertArrayEquals(new int[] {1, 5, 63}, set.toArray());
    assertEquals("{S1,S5,S63}", set.toString());
    assertEquals(NodeSet.of(1, 63), set.without(5));
    assertEquals(2, set.common(NodeSet.of(1, 2, 63)));
    assertEquals(ServerId.NONE, set.next(63));
    assertEquals(ServerId.NONE, NodeSet.EMPTY.next(ServerId.NONE));
    assertThrows(IllegalStateException.class, () -> set.with(64));
    assertThrows(IllegalStateException.class, () -> set.with(0));
    assertThrows(IllegalStateException.class, () -> new NodeSet(1));
  }

  @Test
  void aMajorityIsMoreThanHalfOfTheVotersWhateverElseSaysYes() {
    Configuration four = Configuration.of(1, 2, 3, 4);
    assertFalse(four.majorityOf(NodeSet.of(1, 2)));
    assertFalse(four.majorityOf(NodeSet.of(1, 2, 8, 9)));
    assertTrue(four.majorityOf(NodeSet.of(1, 2, 3)));
    assertTrue(Configuration.of(6).majorityOf(NodeSet.of(6)));
    assertEquals(NodeSet.of(1, 3, 4), four.peersOf(2));
  }

  @Test
  void bytesAreComparedByContentAndSharedWithoutACopy() {
    byte[] array = {1, 2, 3, 4, 5};
    Bytes window = Bytes.wrap(array, 1, 3);
    assertEquals(Bytes.wrap(new byte[] {2, 3, 4}), window);
    assertEquals(Bytes.wrap(new byte[] {2, 3, 4}).hashCode(), window.hashCode());
    assertNotEquals(Bytes.wrap(array), window);
    assertEquals(3, window.at(1));
    assertEquals(Bytes.wrap(new byte[] {4}), window.slice(2, 1));
    assertEquals(array, window.array());
    assertArrayEquals(new byte[] {2, 3, 4}, window.toArray());
    byte[] target = new byte[4];
    window.copyTo(target, 1);
    assertArrayEquals(new byte[] {0, 2, 3, 4}, target);
    assertThrows(IllegalStateException.class, () -> Bytes.wrap(array, 3, 3));
    assertThrows(IllegalStateException.class, () -> window.at(3));
    assertThrows(IllegalStateException.class, () -> window.slice(2, 2));
  }

  @Test
  void aSmallWindowIsCopiedOutOfItsLargeArrayAndALargeOneStays() {
    byte[] array = new byte[100];
    Bytes small = Bytes.wrap(array, 10, 49).compact();
    assertEquals(Bytes.wrap(new byte[49]), small);
    assertEquals(49, small.array().length);
    assertSame(array, Bytes.wrap(array, 10, 50).compact().array());
  }

  @Test
  void anAppendEntriesHoldsEntriesThatFollowPrevLogIndex() {
    assertThrows(
        IllegalStateException.class,
        () -> new Message.AppendEntries(1, LogPosition.ZERO, Given.entries(2, 1), 0, 0));
  }

  @Test
  void entriesBeginAtTermAndIndexOne() {
    assertThrows(IllegalStateException.class, () -> new Entry(0, 1, Payload.NOOP));
    assertThrows(IllegalStateException.class, () -> new Entry(1, 0, Payload.NOOP));
  }
}
