package dev.plongee.kv.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static Bytes key(int number) {
    return Bytes.wrap(new byte[] {(byte) (number >>> 16), (byte) (number >>> 8), (byte) number});
  }

  @Test
  void staysShallowWhenKeysComeInOrder() {
    Tree up = Tree.EMPTY;
    Tree down = Tree.EMPTY;
    for (int i = 0; i < 100_000; i++) {
      up = up.put(key(i), key(i));
      down = down.put(key(100_000 - i), key(i));
    }
    assertTrue(up.isBalanced() && up.height() <= 24, () -> "height");
    assertTrue(down.isBalanced() && down.height() <= 24, () -> "height");
    for (int i = 0; i < 99_000; i++) {
      up = up.remove(key(i));
    }
    assertEquals(1_000, up.size());
    assertTrue(up.isBalanced() && up.height() <= 14, () -> "height");
  }

  @Test
  void isTheSameTreeWhenNothingWasRemoved() {
    Tree tree = Tree.EMPTY.put(key(1), key(1)).put(key(2), key(2));
    assertSame(tree, tree.remove(key(3)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void staysBalancedWhateverHappens(@ForAll long seed, @ForAll @IntRange(max = 400) int steps) {
    Random random = new Random(seed);
    Tree tree = Tree.EMPTY;
    for (int i = 0; i < steps; i++) {
      Bytes key = key(random.nextInt(100));
      tree = random.nextInt(5) < 2 ? tree.remove(key) : tree.put(key, key);
      assertTrue(tree.isBalanced());
    }
  }
}
