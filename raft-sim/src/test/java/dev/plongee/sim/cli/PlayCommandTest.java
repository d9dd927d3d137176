package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class PlayCommandTest {
  @TempDir private Path directory;

  private record Outcome(int exitCode, String out, String err) {
    List<JsonNode> json() {
      List<JsonNode> objects = new ArrayList<>();
      out.lines().forEach(line -> objects.add(JsonMapper.shared().readTree(line)));
      return objects;
    }

    List<JsonNode> json(String type) {
      return json().stream().filter(line -> line.get("type").asString().equals(type)).toList();
    }
  }

  private static Outcome play(String... args) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      List<String> line = new ArrayList<>(List.of("play"));
      line.addAll(List.of(args));
      int code = Main.commandLine().execute(line.toArray(String[]::new));
      return new Outcome(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("my.scene"), text).toString();
  }

  @Test
  void the_list_names_every_scene_in_both_languages() {
    Outcome outcome = play("--list", "--json");
    assertEquals(0, outcome.exitCode());
    assertEquals(
        "{\"name\":\"partition\",\"number\":6,\"title\":{\"fr\":\"Partition\u00a0: deux"
            + " leaders\u202f?\",\"en\":\"Partition: two"
            + " leaders?\"},\"tracks\":[10,25],\"questions\":false}",
        outcome.out().lines().filter(line -> line.contains("partition")).findFirst().orElse(""));
    List<String> numbers =
        outcome.json().stream().map(line -> line.get("number").asString()).toList();
    assertTrue(numbers.containsAll(List.of("2", "4", "5", "6", "8")), numbers::toString);
    assertTrue(play("--list", "--lang", "fr").out().contains("  4  write          Écrire x = 5\n"));
  }

  @Test
  void a_scene_is_found_by_its_name_its_number_and_its_file() throws IOException {
    String named = play("partition", "--lang", "en").out();
    assertEquals(named, play("6", "--lang", "en").out());
    Path file = Path.of("src", "main", "resources", "scenes", "06-partition.scene");
    assertEquals(named, play(file.toString(), "--lang", "en").out());
    assertTrue(named.contains("Two leaders may coexist"), named);
  }

  @Test
  void a_scene_speaks_the_language_it_is_asked_for() {
    Outcome french = play("election", "--lang", "fr");
    assertEquals(0, french.exitCode(), french.out());
    assertTrue(french.out().contains("Naissance d’un leader"), french.out());
    assertTrue(french.out().contains("S2 devient leader du mandat 1."), french.out());
    assertFalse(french.out().contains("term 1"), french.out());
    Outcome english = play("election", "--lang", "en");
    assertTrue(english.out().contains("S2 becomes leader of term 1."), english.out());
    Outcome german = play("election", "--lang", "de", "--json");
    assertEquals(2, german.exitCode());
    String message = german.json("error").getFirst().get("message").asString();
    assertTrue(message.contains("'de' is no language here: fr and en are"), message);
  }

  @Test
  void json_tells_each_event_with_its_why_and_ends_with_the_result() {
    Outcome outcome = play("partition", "--json", "--lang", "fr");
    assertEquals(0, outcome.exitCode(), outcome.out());
    assertEquals("", outcome.err());
    List<JsonNode> lines = outcome.json();
    assertEquals("scene", lines.getFirst().get("type").asString());
    JsonNode result = lines.getLast();
    assertEquals("result", result.get("type").asString());
    assertEquals("partition", result.get("scene").asString());
    assertTrue(result.get("passed").asBoolean());
    assertEquals(outcome.json("claim").size(), result.get("claims").asInt());
    assertEquals(outcome.json("event").size(), result.get("events").asInt());
    assertEquals(0, result.get("failures").asInt());
    assertEquals(6, outcome.json("cue").size());
    JsonNode conflict =
        outcome.json("event").stream()
            .filter(event -> event.get("why").toString().contains("\"conflicts\""))
            .findFirst()
            .orElseThrow();
    JsonNode why = conflict.get("why").get(0);
    assertEquals("§5.3", why.get("section").asString());
    assertTrue(why.get("text").asString().startsWith("Conflit\u00a0: à cette place S"));
  }

  @Test
  void the_same_scene_prints_the_same_bytes_twice() {
    for (String language : List.of("fr", "en")) {
      assertEquals(play("4", "--lang", language), play("4", "--lang", language));
      assertEquals(
          play("4", "--lang", language, "--json"), play("4", "--lang", language, "--json"));
    }
  }

  @Test
  void without_a_terminal_a_scene_is_printed_whether_that_is_asked_for_or_not() {
    Outcome printed = play("4", "--lang", "fr", "--print");
    assertEquals(0, printed.exitCode());
    assertEquals(play("4", "--lang", "fr"), printed);
    assertEquals(play("4", "--json"), play("4", "--json", "--print"));
    String help = play("--help").out();
    assertTrue(help.contains("--print"), help);
    assertTrue(help.contains("docs/stepper.md"), help);
  }

  @Test
  void another_seed_checks_only_what_must_hold() {
    JsonNode own = play("write", "--json").json().getLast();
    Outcome other = play("write", "--json", "--seed", "1234");
    assertEquals(0, other.exitCode(), other.out());
    assertEquals(1234, other.json().getLast().get("seed").asInt());
    assertTrue(other.json().getLast().get("claims").asInt() < own.get("claims").asInt());
  }

  @Test
  void a_claim_that_fails_is_exit_code_one_with_its_line() throws IOException {
    String file = file("scene mine\ncue a\n  say en \"Hm\"\n  until leader\n  expect leaders 2\n");
    Outcome outcome = play(file, "--lang", "en");
    assertEquals(1, outcome.exitCode());
    assertTrue(
        outcome.out().contains("✗ Line 5: “expect leaders 2” does not hold here."), outcome.out());
    Outcome json = play(file, "--json", "--lang", "en");
    assertEquals(1, json.exitCode());
    JsonNode claim = json.json("claim").getFirst();
    assertFalse(claim.get("passed").asBoolean());
    assertEquals(5, claim.get("line").asInt());
    assertFalse(json.json().getLast().get("passed").asBoolean());
    assertEquals(1, json.json().getLast().get("failures").asInt());
  }

  @Test
  void a_text_that_is_no_scene_is_exit_code_two_with_every_error() throws IOException {
    String file = file("scene mine\nclutser 3\ncue a\n\tcrsh S1\n");
    Outcome outcome = play(file);
    assertEquals(2, outcome.exitCode());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().contains("error: " + file + ":2:1: found 'clutser'"), outcome.err());
    assertTrue(outcome.err().contains("  try: did you mean 'cluster'?"), outcome.err());
    assertTrue(outcome.err().contains("    \tcrsh S1\n    \t^\n"), outcome.err());
    Outcome json = play(file, "--json");
    assertEquals(2, json.exitCode());
    assertEquals("", json.err());
    assertEquals(2, json.json("error").size());
    assertTrue(json.json().getLast().get("hint").asString().contains("crash"));
  }

  @Test
  void a_scene_that_is_not_there_says_which_are() throws IOException {
    Outcome outcome = play("partitoin");
    assertEquals(2, outcome.exitCode());
    assertTrue(
        outcome
            .err()
            .matches(
                "(?s)error: no scene is called 'partitoin'; there are .*2 election, .*4 write, .*6"
                    + " partition.*\n  try: did you mean 'partition'\\?\n"),
        outcome.err());
    assertTrue(play("99").err().contains("2 election"));
    Path none = directory.resolve("none.scene");
    assertTrue(play(none.toString()).err().contains(none + " does not exist"));
    assertTrue(play(directory.toString() + "/").err().contains("is a directory"));
    Path binary = Files.write(directory.resolve("binary.scene"), new byte[] {(byte) 0xff, 0});
    assertTrue(play(binary.toString()).err().contains("is not a text in UTF-8"));
    Path large = Files.write(directory.resolve("large.scene"), new byte[2 << 20]);
    assertTrue(play(large.toString()).err().contains("is larger than a scene can be"));
    if (Files.exists(Path.of("/dev/zero"))) {
      assertTrue(play("/dev/zero").err().contains("is larger than a scene can be"));
    }
    Outcome which = play("--json");
    assertEquals(2, which.exitCode());
    assertEquals("which scene?", which.json().getFirst().get("message").asString());
  }
}
