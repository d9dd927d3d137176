package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.cli.Script.Append;
import dev.plongee.kv.cli.Script.Cas;
import dev.plongee.kv.cli.Script.Delete;
import dev.plongee.kv.cli.Script.Get;
import dev.plongee.kv.cli.Script.Line;
import dev.plongee.kv.cli.Script.ListKeys;
import dev.plongee.kv.cli.Script.Put;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptTest {
  @Test
  void everyCommandIsUnderstoodWithItsLine() {
    Script script =
        Script.parse(
            "it",
            """
            # cities
            put france Paris   # the capital

            get france
            delete france
            list
            list user/
            cas france Paris "Paris, France"
            cas peru --absent Lima
            append peru " (Perú)"
            cas -- peru -5 "--absent"
            list
            """);
    assertEquals(
        List.of(
            new Line(2, new Put("france", "Paris")),
            new Line(4, new Get("france")),
            new Line(5, new Delete("france")),
            new Line(6, new ListKeys("")),
            new Line(7, new ListKeys("user/")),
            new Line(8, new Cas("france", Optional.of("Paris"), "Paris, France")),
            new Line(9, new Cas("peru", Optional.empty(), "Lima")),
            new Line(10, new Append("peru", " (Perú)")),
            new Line(11, new Cas("peru", Optional.of("-5"), "--absent")),
            new Line(12, new ListKeys(""))),
        script.lines());
  }

  @Test
  void quotesHoldBlanksTogether() {
    assertEquals(
        List.of("put", "a b", "say \"hé\" \\ #1", ""),
        Words.of("put \"a b\" \"say \\\"hé\\\" \\\\ #1\" \"\""));
  }

  @Test
  void aNumberSignInsideAWordIsNoComment() {
    assertEquals(List.of("get", "a#b"), Words.of("get a#b"));
  }

  @Test
  void whatIsNotUnderstoodIsNamedWithItsPlace() {
    refused("it, line 1: there is no command 'frobnicate'", "frobnicate x");
    refused("it, line 2: missing required parameter: 'VALUE'", "get x\nput x");
    refused("it, line 1: 'z' is one argument too many", "put x y z");
    refused("it, line 1: a quote that is not closed", "get \"x");
    refused("it, line 1: something sticks to a closing quote", "get \"x\"y");
    refused(
        "it, line 1: the value that is expected and the one to set, or only the latter with"
            + " --absent",
        "cas x y");
    refused("it, line 1: with --absent there is one value, the one to set", "cas x y --absent z");
    refused("it, line 1: missing required parameter: 'SUFFIX'", "append x");
    refused("it, line 1: 'b' is one argument too many", "list a b");
    refused("it, line 1: unknown option: '--jsn'", "get x --jsn");
  }

  @Test
  void whatOnlyTheShellCanDoIsRefused() {
    refused("it, line 1: 'status' is not for scripts", "status");
    refused("it, line 1: 'help' is not for scripts", "help put");
    refused("it, line 1: --json is not for scripts", "get x --json");
    refused("it, line 1: --limit is not for scripts", "list --limit 3");
    refused("it, line 1: --help is not for scripts", "get --help");
  }

  private static void refused(String message, String text) {
    CommandException e = assertThrows(CommandException.class, () -> Script.parse("it", text));
    assertEquals(message, e.text());
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertTrue(e.hint().contains("put KEY VALUE"));
  }
}
