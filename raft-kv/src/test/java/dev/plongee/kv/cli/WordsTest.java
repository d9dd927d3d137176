package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Property
  void whatIsQuotedIsReadBack(@ForAll List<String> words) {
    List<String> quoted = words.stream().map(Words::quote).toList();
    assertEquals(words, Words.of(String.join(" ", quoted)));
  }

  @Property
  void noLineIsTooOddToBeSplit(@ForAll String line) {
    int end = 0;
    for (Words.Word word : Words.split(line).all()) {
      assertTrue(word.from() >= end && word.to() > word.from() && word.to() <= line.length());
      end = word.to();
    }
  }

  @Test
  void aHalfTypedLineHasItsWordsAndTheirPlaces() {
    Words words = Words.split("put  \"a b");
    assertEquals(List.of(new Words.Word("put", 0, 3), new Words.Word("a b", 5, 9)), words.all());
    assertTrue(words.isOpen());
    assertFalse(Words.split("put \"a b\"").isOpen());
  }
}
