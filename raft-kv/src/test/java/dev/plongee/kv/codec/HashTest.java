package dev.plongee.kv.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.plongee.core.Bytes;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashTest {
  /// Written down once, so that a change shows: digests are compared between machines.
  @Test
  void neverChanges() {
    long value = new Hash().add(1).add(-2L).add(Bytes.wrap(new byte[] {1, 2, 3, 4, -5})).value();
    assertEquals(0x3f7e_d8f4_aca7_8c62L, value);
  }

  @Test
  void heedsTheOrder() {
    assertNotEquals(new Hash().add(1).add(2).value(), new Hash().add(2).add(1).value());
  }

  @Test
  void heedsWhereOneRunOfBytesEndsAndTheNextBegins() {
    Bytes bytes = Bytes.wrap(new byte[] {7, 7, 7, 0, 0});
    Set<Long> values = new HashSet<>();
    for (int i = 0; i <= 5; i++) {
      values.add(new Hash().add(bytes.slice(0, i)).add(bytes.slice(i, 5 - i)).value());
    }
    assertEquals(6, values.size());
  }

  @Test
  void heedsTheWindowAndNotTheArrayBehindIt() {
    Bytes window = Bytes.wrap(new byte[] {9, 1, 2, 3, 9}, 1, 3);
    assertEquals(
        new Hash().add(Bytes.wrap(new byte[] {1, 2, 3})).value(), new Hash().add(window).value());
  }

  @Test
  void isReadWithoutBeingChanged() {
    Hash hash = new Hash().add(5);
    assertEquals(hash.value(), hash.value());
  }

  @Test
  void givesNoTwoOfAMillionCountersTheSameValue() {
    Set<Long> values = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      values.add(new Hash().add(i >>> 10).add(i & 1023).value());
    }
    assertEquals(1_000_000, values.size());
  }
}
