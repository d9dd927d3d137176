package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.Test;

class ShellCompleterTest {
  private final ClusterOptions nowhere = new ClusterOptions();

  /// What is offered for a line with the cursor at its end.
  private List<String> offered(String line) {
    ShellCommands commands = new ShellCommands(new KeptConnection(nowhere, 1), new Console());
    ShellCompleter completer =
        new ShellCompleter(
            commands.tree().getSubcommands(),
            prefix -> List.of(prefix + "1", prefix + "2"),
            () -> List.of("S1", "S2"));
    List<Candidate> candidates = new ArrayList<>();
    completer.complete(null, ShellLine.of(line, line.length()), candidates);
    return candidates.stream().map(Candidate::value).toList();
  }

  @Test
  void theFirstWordIsACommand() {
    List<String> names = offered("");
    assertTrue(
        names.containsAll(
            List.of(
                "put",
                "get",
                "delete",
                "cas",
                "append",
                "list",
                "status",
                "transfer",
                "bench",
                "help",
                "exit",
                "quit")),
        names::toString);
    assertFalse(names.contains("up"));
    assertEquals(names, offered("pu"));
    assertEquals(names, offered("help "));
  }

  @Test
  void aDashBeginsAnOption() {
    List<String> options = offered("cas -");
    assertTrue(options.containsAll(List.of("--absent", "--json", "--timeout")), options::toString);
    assertFalse(options.contains("--limit"));
    assertEquals(List.of("-1", "-2"), offered("cas -- -"));
  }

  @Test
  void keysAreOfferedWhereAKeyStands() {
    assertEquals(List.of("us1", "us2"), offered("get us"));
    assertEquals(List.of("us1", "us2"), offered("list us"));
    assertEquals(List.of("us1", "us2"), offered("watch --from 1 us"));
    assertEquals(List.of("1", "2"), offered("cas --absent "));
    assertEquals(List.of("k1", "k2"), offered("get --timeout 1s k"));
    assertEquals(List.of(), offered("get --timeout "));
    assertEquals(List.of(), offered("put key va"));
    assertEquals(List.of(), offered("status "));
    assertEquals(List.of(), offered("frobnicate "));
  }

  @Test
  void whatIsKnownOfAnArgumentIsOffered() {
    assertEquals(List.of("list", "add", "remove", "promote", "replace"), offered("member "));
    assertEquals(List.of(), offered("member add "));
  }

  @Test
  void serversAreOfferedWhereOneOfTheClusterIsMeant() {
    List<String> servers = List.of("S1", "S2");
    assertEquals(servers, offered("transfer "));
    assertEquals(servers, offered("snapshot S"));
    assertEquals(servers, offered("member remove "));
    assertEquals(servers, offered("member replace S1 "));
    assertEquals(servers, offered("get key --at "));
    assertEquals(List.of(), offered("member add "));
    assertEquals(List.of(), offered("member list "));
    assertEquals(List.of(), offered("transfer S1 "));
  }

  @Test
  void whatNeedsQuotesGetsThem() {
    ShellLine plain = ShellLine.of("get a", 5);
    assertEquals("abc", plain.escape("abc", true));
    assertEquals("\"a b\"", plain.escape("a b", true));
    assertEquals("\"a \\\"b\\\"", plain.escape("a \"b\"", false));
    ShellLine quoted = ShellLine.of("get \"a", 6);
    assertEquals("a", quoted.word());
    assertEquals(1, quoted.wordCursor());
    assertEquals(2, quoted.rawWordCursor());
    assertEquals("\"abc\"", quoted.escape("abc", true));
  }

  @Test
  void whereNothingIsTypedYetNothingIsErased() {
    assertEquals("", ShellLine.of("member ", 7).escape("", false));
    assertEquals("\"", ShellLine.of("get \"", 5).escape("", false));
  }

  @Test
  void theWordUnderTheCursorIsTheOneThatIsCompleted() {
    ShellLine line = ShellLine.of("get \"a b\" --json", 7);
    assertEquals(List.of("get", "a b"), line.words());
    assertEquals(2, line.wordCursor());
    assertEquals(5, line.rawWordLength());
    assertEquals(List.of("get", ""), ShellLine.of("get   x", 4).words());
  }
}
