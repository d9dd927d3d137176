package dev.plongee.sim.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void text_becomes_utf_8_and_comes_back() {
    String text = "clé ≥ 😀 x";
    assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), Text.bytes(text).toArray());
    assertEquals(text, Text.of(Text.bytes(text)));
  }
}
