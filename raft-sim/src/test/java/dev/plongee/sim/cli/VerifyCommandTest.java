package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
class VerifyCommandTest {
  private record Outcome(int exitCode, String out) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  @TempDir private Path directory;

  /// A history in short: `1 invoke put x 5`, one call or answer a line.
  private Outcome verify(String shortly, String... options) throws IOException {
    StringBuilder lines = new StringBuilder();
    int time = 0;
    for (String line : shortly.strip().split("\n")) {
      String[] words = line.strip().split(" ");
      boolean cas = words[2].equals("cas");
      boolean read = words[2].equals("get") && words[1].equals("ok");
      String value = !cas && words.length > 4 ? "\"" + words[4] + "\"" : "null";
      lines.append(
          "{\"process\":%s,\"type\":\"%s\",\"f\":\"%s\",\"key\":\"%s\",\"value\":%s,\"from\":%s,\"to\":%s,\"ok\":%s,\"time\":%d}\n"
              .formatted(
                  words[0],
                  words[1],
                  words[2],
                  words[3],
                  read && words.length == 4 ? "null" : value,
                  cas && !words[4].equals("-") ? "\"" + words[4] + "\"" : "null",
                  cas ? "\"" + words[5] + "\"" : "null",
                  !cas || words.length < 7 || words[6].equals("swapped"),
                  time++));
    }
    return verifyText(lines.toString(), options);
  }

  private Outcome verifyText(String text, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("history.jsonl"), text);
    String[] args = new String[options.length + 2];
    args[0] = "verify";
    args[1] = file.toString();
    System.arraycopy(options, 0, args, 2, options.length);
    return run(args);
  }

  private static Outcome run(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code = dev.plongee.kv.cli.Main.run(Main.commandLine(), args);
      return new Outcome(code, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void to_run_out_of_memory_is_no_verdict() throws Exception {
    Path file = directory.resolve("endless.jsonl");
    try (RandomAccessFile endless = new RandomAccessFile(file.toFile(), "rw")) {
      endless.setLength(1 << 28);
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "verify",
                file.toString(),
                "--json")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor(), out);
    JsonNode error = JsonMapper.shared().readTree(out);
    assertTrue(error.path("message").asString().contains("memory"), out);
  }

  @Test
  void a_history_that_one_order_explains_is_linearizable() throws IOException {
    Outcome outcome =
        verify(
            """
            1 invoke put x 5
            2 invoke get x
            2 ok get x
            1 ok put x 5
            2 invoke append x 6
            2 ok append x 6
            1 invoke cas x 56 7
            1 ok cas x 56 7 swapped
            2 invoke delete x
            2 ok delete x
            1 invoke get x
            1 ok get x
            """,
            "--json");
    assertEquals(0, outcome.exitCode(), outcome.out());
    assertEquals("result", outcome.json().path("type").asString());
    assertEquals("linearizable", outcome.json().path("verdict").asString());
    assertEquals(6, outcome.json().path("operations").asInt());
    assertTrue(outcome.json().path("seconds").isNumber());
  }

  @Test
  void a_stale_read_is_shown_with_what_was_around_it() throws IOException {
    String stale =
        """
        1 invoke put x 5
        1 ok put x 5
        1 invoke put x 6
        1 ok put x 6
        2 invoke get x
        2 ok get x 5
        """;
    Outcome json = verify(stale, "--json");
    assertEquals(1, json.exitCode());
    assertEquals("not-linearizable", json.json().path("verdict").asString());
    assertEquals("x", json.json().path("key").asString());
    assertEquals(5, json.json().path("invokeLine").asInt());
    assertEquals(6, json.json().path("answerLine").asInt());
    String text = verify(stale).out();
    assertTrue(text.startsWith("not linearizable: 3 operations"), text);
    assertTrue(text.contains("    lines 3-4"), text);
    assertTrue(text.contains("  > lines 5-6"), text);
    assertTrue(text.contains("get → \"5\""), text);
    assertTrue(text.contains("its first 2 answers can be explained, but not the one"), text);
    String once = verify("1 invoke put x 5\n1 ok put x 5\n2 invoke get x\n2 ok get x 6\n").out();
    assertTrue(once.contains("its first answer can be explained, but not the one marked"), once);
    String never = verify("2 invoke get x\n2 ok get x 6\n").out();
    assertTrue(never.contains("nothing can explain its first answer, the one marked"), never);
  }

  @Test
  void an_unknown_write_may_have_happened_or_not_and_a_failed_one_has_not() throws IOException {
    String before = "1 invoke put x 5\n1 ok put x 5\n2 invoke put x 6\n";
    String seen = "3 invoke get x\n3 ok get x 6\n";
    String unseen = "3 invoke get x\n3 ok get x 5\n";
    assertEquals(0, verify(before + "2 info put x 6\n" + seen).exitCode());
    assertEquals(0, verify(before + "2 info put x 6\n" + unseen).exitCode());
    assertEquals(0, verify(before + unseen + seen.replace('3', '4')).exitCode());
    assertEquals(1, verify(before + "2 info put x 6\n" + seen + unseen).exitCode());
    assertEquals(1, verify(before + "2 fail put x 6\n" + seen).exitCode());
  }

  @Test
  void an_append_that_was_executed_twice_is_found() throws IOException {
    assertEquals(
        1,
        verify(
                """
                1 invoke append x a
                1 ok append x a
                1 invoke get x
                1 ok get x aa
                """)
            .exitCode());
  }

  @Test
  void a_search_that_ended_too_early_is_unknown() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 1; i <= 30; i++) {
      many.append(i + " invoke append x " + i + "\n" + i + " info append x " + i + "\n");
    }
    many.append("99 invoke get x\n99 ok get x 1-2\n");
    Outcome outcome = verify(many.toString(), "--budget", "1000", "--json");
    assertEquals(3, outcome.exitCode(), outcome.out());
    assertEquals("unknown", outcome.json().path("verdict").asString());
    assertEquals("x", outcome.json().path("key").asString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 ok put x 5 | line 1: process 1 has no open call",
        "1 invoke put x 5/1 invoke put x 6 | line 2: process 1 calls while its call of line 1 is"
            + " open",
        "1 invoke put x 5/1 info put x 5/1 invoke get x | line 3: process 1 calls again after",
        "1 invoke put x 5/1 ok put y 5 | line 2: this does not answer the call of line 1",
        "1 invoke put x 5/1 ok delete x | line 2: this does not answer the call of line 1",
        "1 invoke put x 5/1 done put x 5 | line 2: unknown: \"done\"",
        "1 invoke poke x 5 | line 1: unknown: \"poke\"",
      })
  void a_history_that_breaks_its_own_rules_is_refused_with_the_line(String lines, String message)
      throws IOException {
    Outcome outcome = verify(lines.replace("/", "\n"), "--json");
    assertEquals(2, outcome.exitCode(), outcome.out());
    assertEquals("error", outcome.json().path("type").asString());
    String text = outcome.json().path("message").asString();
    assertTrue(text.contains("history.jsonl, " + message), text);
  }

  @Test
  void what_is_no_history_at_all_is_refused() throws IOException {
    for (String text : new String[] {"", "hello\n", "[1,2]\n", "{\"process\":1}\n", "{\n"}) {
      Outcome outcome = verifyText(text, "--json");
      assertEquals(2, outcome.exitCode(), text);
      assertEquals("error", outcome.json().path("type").asString());
    }
    assertEquals(2, run("verify", directory.resolve("nowhere").toString()).exitCode());
    assertEquals(2, run("verify", directory.toString()).exitCode());
    assertEquals(2, run("verify").exitCode());
    assertEquals(2, verifyText("", "--budget", "0").exitCode());
  }
}
