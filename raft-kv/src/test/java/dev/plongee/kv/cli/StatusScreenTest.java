package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusScreenTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
  private final Console console = new Console(false, out, out);

  @Test
  void aTerminalIsRedrawnInPlaceAndOnlyWhenSomethingChanged() {
    StatusScreen screen = new StatusScreen(console, true);
    screen.show(List.of("a", "b"));
    screen.show(List.of("a", "b"));
    screen.show(List.of("c"));
    assertEquals("\ra\u001b[K\nb\u001b[K\n\u001b[J" + "\u001b[2A\rc\u001b[K\n\u001b[J", shown());
  }

  @Test
  void elsewhereEachChangeIsABlock() {
    StatusScreen screen = new StatusScreen(console, false);
    screen.show(List.of("a", "b"));
    screen.show(List.of("a", "b"));
    screen.show(List.of("c"));
    assertEquals("a\nb\n\nc\n", shown());
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
