package dev.plongee.sim.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.phrase.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The stepper on a terminal that is none: keys go in as bytes, and what comes out is put on a
/// screen by an emulator.
class FullScreenTest {
  /// Far longer than a busy machine needs.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String RIGHT = "\033[C";
  private static final String LEFT = "\033[D";
  private static final String UP = "\033[A";
  private static final String DOWN = "\033[B";
  private static final String ESCAPE = "\033";

  private LineDisciplineTerminal terminal;
  private ScreenTerminal screen;
  private Attributes before;
  private Thread user;

  @BeforeEach
  void start() throws IOException {
    ScreenTerminal.VirtualTerminal virtual =
        ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24);
    terminal = virtual.terminal();
    screen = virtual.screen();
    terminal.setSize(Size.of(80, 24));
    before = terminal.getAttributes();
    terminal.writer().print("$ ls\r\n6.scene\r\n$ ./raft play 6");
    terminal.flush();
    user =
        Thread.ofPlatform()
            .start(() -> {
              try (FullScreen full =
                  new FullScreen(
                      terminal, Scenes.player("06-partition.scene"), Language.EN, true)) {
                full.run();
              }
            });
    awaits("q quit");
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    if (user.isAlive()) {
      press("\003\003");
    }
    user.join(LIMIT);
    terminal.close();
    assertFalse(user.isAlive(), "the stepper did not end");
  }

  private void press(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  private String shown() {
    return screen.toString().replace('\u00a0', ' ').replace('\u202f', ' ');
  }

  private void awaits(String text) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!shown().contains(text)) {
      assertTrue(System.nanoTime() < end, "never shown: " + text + "\n" + shown());
      Thread.onSpinWait();
    }
  }

  @Test
  void keys_go_from_cue_to_cue_and_from_event_to_event() throws IOException {
    press(RIGHT);
    awaits("2/6 the-cut");
    press(" ");
    awaits("Answer: B");
    press(LEFT);
    awaits("? Who will still be able");
    press(DOWN);
    awaits("▸ cut L,F | rest");
    press(UP);
    awaits("? Who will still be able");
    press("4");
    awaits("4/6 two-leaders");
    press("\033[5~");
    awaits("3/6 the-old-one-accepts");
    press("\033[6~\033[F");
    awaits("6/6 the-heal");
    press("\033[H");
    awaits("1/6 before");
    press("l");
    awaits("Partition : deux leaders ?");
  }

  @Test
  void a_command_is_completed_typed_and_left_again() throws IOException {
    press("2:cra\tL");
    awaits(": crash L");
    awaits("crash SERVER [keeping NUMBER]");
    press("\r");
    awaits("branch 1 · 2/6 the-cut");
    awaits("down");
    press(":until new lea\t\r");
    awaits("becomes leader");
    press(ESCAPE);
    awaits("? Who will still be able");
    press("c");
    awaits("branch 1  crash L; until new leader");
    press(DOWN + "\r");
    awaits("branch 1 · 2/6");
    press(":\033[A");
    awaits(": until new leader");
    press(ESCAPE);
    awaits("q quit");
  }

  @Test
  void a_bad_command_says_what_is_wrong_and_changes_nothing() throws IOException {
    press("2:crsh L\r");
    awaits("did you mean 'crash'?");
    press("\025restart L\r");
    awaits("would change nothing here.");
    press("c");
    awaits("cues and branches");
    assertFalse(shown().contains("branch 1"), shown());
    press("c");
    awaits("2/6 the-cut");
  }

  /// What a screen of this size shows at the beginning of the scene.
  private static List<String> beginning(int columns, int rows) {
    Stepper stepper = new Stepper(Scenes.player("06-partition.scene"), Language.EN);
    return View.lines(stepper, Palette.coloured(), columns, rows).stream()
        .map(line -> line.toString().replace('\u00a0', ' ').stripTrailing())
        .toList();
  }

  private List<String> shownLines() {
    return shown().lines().map(String::stripTrailing).toList();
  }

  @Test
  void the_screen_is_drawn_from_its_corner_wherever_the_cursor_was() {
    assertEquals(beginning(80, 24), shownLines());
  }

  @Test
  void another_size_is_filled_at_once() {
    screen.setSize(Size.of(140, 40));
    terminal.setSize(Size.of(140, 40));
    terminal.raise(Signal.WINCH);
    awaits("committed");
    awaits("q quit");
    assertEquals(beginning(140, 40), shownLines());
    screen.setSize(Size.of(30, 8));
    terminal.setSize(Size.of(30, 8));
    terminal.raise(Signal.WINCH);
    awaits("too small");
  }

  @Test
  void q_gives_the_terminal_back_as_it_was() throws IOException, InterruptedException {
    assertNotEquals(before.toString(), terminal.getAttributes().toString(), "it is raw meanwhile");
    press("q");
    user.join(LIMIT);
    assertEquals(before.toString(), terminal.getAttributes().toString());
    assertEquals("$ ls", shownLines().getFirst(), "the screen from before is back");
  }

  @Test
  void a_terminal_whose_input_ends_ends_the_stepper() throws IOException, InterruptedException {
    InputStream keys = new ByteArrayInputStream("nn".getBytes(StandardCharsets.UTF_8));
    try (ExternalTerminal other =
            new ExternalTerminal(
                "other", "xterm", keys, OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
        FullScreen full =
            new FullScreen(other, Scenes.player("06-partition.scene"), Language.FR, false)) {
      other.setSize(Size.of(80, 24));
      Thread reader = Thread.ofPlatform().start(full::run);
      assertTrue(reader.join(LIMIT), "it waits for keys that cannot come");
    }
  }
}
