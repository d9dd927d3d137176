package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.cli.Script;
import dev.plongee.kv.client.Appended;
import dev.plongee.kv.client.Compared;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.UnknownOutcomeException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TourTest {
  private final Memory memory = new Memory();
  private final Tour tour = new Tour(memory);

  @Test
  void whatWasAcknowledgedIsReadBack() {
    assertEquals("ok (index 1)", run(new Script.Put("a", "1")));
    run(new Script.Put("a", "2"));
    run(new Script.Put("b", "3"));
    run(new Script.Delete("b"));
    assertEquals("2", run(new Script.Get("a")));
    assertEquals("(absent)", run(new Script.Get("b")));
    assertEquals("a=2", run(new Script.ListKeys("")));
    assertEquals(2, tour.readEverythingBack());
    assertEquals(4, tour.acknowledged());
    assertEquals(0, tour.unknown());
    assertEquals(5, tour.reads());
  }

  @Test
  void aLostWriteIsNoticedByGetByListAndAtTheEnd() {
    run(new Script.Put("a", "1"));
    memory.pairs.remove("a");
    Tour.Wrong lost = assertThrows(Tour.Wrong.class, () -> run(new Script.Get("a")));
    assertTrue(String.valueOf(lost.getMessage()).startsWith("'a' holds nothing"));
    assertThrows(Tour.Wrong.class, () -> run(new Script.ListKeys("")));
    assertThrows(Tour.Wrong.class, tour::readEverythingBack);
  }

  @Test
  void aStaleValueAndAKeyNobodyWroteAreNoticed() {
    run(new Script.Put("a", "1"));
    run(new Script.Put("a", "2"));
    memory.pairs.put("a", "1");
    assertThrows(Tour.Wrong.class, () -> run(new Script.Get("a")));
    memory.pairs.put("a", "2");
    memory.pairs.put("ghost", "boo");
    assertThrows(Tour.Wrong.class, () -> run(new Script.ListKeys("g")));
  }

  @Test
  void aWriteOfUnknownOutcomeMayHaveHappenedOrNotUntilItWasSeen() {
    run(new Script.Put("a", "1"));
    memory.losesAnswers = true;
    assertTrue(run(new Script.Put("a", "2")).startsWith("outcome unknown"));
    assertEquals(1, tour.unknown());
    assertEquals("2", run(new Script.Get("a")));
    memory.pairs.put("a", "1");
    assertThrows(Tour.Wrong.class, () -> run(new Script.Get("a")));
  }

  @Test
  void aCasAndAnAppendAreUnderstoodAndTheirAnswersJudged() {
    assertEquals("ok (index 1)", run(new Script.Cas("a", Optional.empty(), "1")));
    assertEquals("compared unequal (index 2)", run(new Script.Cas("a", Optional.of("9"), "2")));
    assertEquals("ok, 3 bytes (index 3)", run(new Script.Append("a", "é")));
    assertEquals("1é", run(new Script.Get("a")));
    memory.pairs.put("a", "lost");
    assertThrows(Tour.Wrong.class, () -> run(new Script.Append("a", "!")));
    assertThrows(Tour.Wrong.class, () -> run(new Script.Cas("a", Optional.of("1é"), "2")));
  }

  @Test
  void aCasOfUnknownOutcomeMayHaveSwappedOrNot() {
    run(new Script.Put("a", "1"));
    memory.losesAnswers = true;
    run(new Script.Cas("a", Optional.of("1"), "2"));
    run(new Script.Append("a", "+"));
    memory.losesAnswers = false;
    memory.pairs.put("a", "1+");
    assertEquals("1+", run(new Script.Get("a")));
    memory.pairs.put("a", "2+");
    assertThrows(Tour.Wrong.class, () -> run(new Script.Get("a")));
  }

  private String run(Script.Request request) {
    return tour.run(request);
  }

  /// A store in memory that a test may falsify.
  private static final class Memory implements Tour.Store {
    private final TreeMap<String, String> pairs = new TreeMap<>();
    private boolean losesAnswers;
    private long index;

    @Override
    public long put(String key, String value) {
      pairs.put(key, value);
      return answer();
    }

    @Override
    public long delete(String key) {
      pairs.remove(key);
      return answer();
    }

    @Override
    public Compared cas(String key, Optional<String> expected, String value) {
      boolean equal = get(key).equals(expected);
      if (equal) {
        pairs.put(key, value);
      }
      return new Compared(answer(), equal);
    }

    @Override
    public Appended append(String key, String suffix) {
      String value = pairs.merge(key, suffix, String::concat);
      return new Appended(answer(), PlongeeClient.utf8(value).length());
    }

    private long answer() {
      if (losesAnswers) {
        throw new UnknownOutcomeException("the answer is lost");
      }
      return ++index;
    }

    @Override
    public Optional<String> get(String key) {
      return Optional.ofNullable(pairs.get(key));
    }

    @Override
    public SequencedMap<String, String> list(String prefix) {
      SequencedMap<String, String> found = new LinkedHashMap<>();
      pairs.forEach((key, value) -> {
        if (key.startsWith(prefix)) {
          found.put(key, value);
        }
      });
      return found;
    }
  }
}
