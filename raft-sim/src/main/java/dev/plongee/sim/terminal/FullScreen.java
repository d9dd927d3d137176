package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Player;
import java.io.Closeable;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;
import org.jspecify.annotations.Nullable;

/// A stepper on a terminal: takes the whole screen, reads keys, draws again after each of them and
/// when the window gets another size, and gives the terminal back as it was.
public final class FullScreen implements Closeable {
  private final Terminal terminal;
  private final Stepper stepper;
  private final Palette palette;
  private final Display display;
  private final Attributes before;
  private final SignalHandler resizesBefore;

  /// The size of the window when it was last drawn.
  private Size drawn = Size.of(0, 0);

  private boolean restored;

  /// Takes the screen.
  ///
  /// @param coloured whether the terminal wants colours
  FullScreen(Terminal terminal, Player player, Language language, boolean coloured) {
    this.terminal = terminal;
    stepper = new Stepper(player, language);
    palette = coloured ? Palette.coloured() : Palette.plain();
    display = new Display(terminal, true);
    before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlags(EnumSet.of(LocalFlag.ISIG), false);
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    resizesBefore = terminal.handle(Signal.WINCH, _ -> draw());
  }

  /// Steps through a scene on the terminal of this process, until somebody quits.
  ///
  /// @param player at the beginning of the scene; it is used up
  /// @throws UncheckedIOException when the terminal cannot be opened or closed
  public static void run(Player player, Language language) {
    boolean coloured = System.getenv("NO_COLOR") == null;
    // Tasks are done in the order in which they are added: the terminal adds one that closes it.
    Rescue rescue = ShutdownHooks.add(new Rescue());
    try (Terminal terminal = systemTerminal();
        FullScreen screen = new FullScreen(terminal, player, language, coloured)) {
      rescue.screen = screen;
      screen.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ShutdownHooks.remove(rescue);
    }
  }

  /// The terminal of this process, in UTF-8 whatever the locale.
  private static Terminal systemTerminal() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .stdinEncoding(StandardCharsets.UTF_8)
        .stdoutEncoding(StandardCharsets.UTF_8)
        .encoding(StandardCharsets.UTF_8)
        .build();
  }

  /// Gives the terminal back when the process is told to end.
  private static final class Rescue implements ShutdownHooks.Task {
    private volatile @Nullable FullScreen screen;

    @Override
    public void run() {
      FullScreen taken = screen;
      if (taken != null) {
        taken.restore();
      }
    }
  }

  /// Reads keys until somebody quits or the terminal is gone.
  void run() {
    BindingReader reader = new BindingReader(terminal.reader());
    KeyMap<Key> keys = Key.map(terminal);
    KeyMap<PromptKey> promptKeys = PromptKey.map(terminal);
    while (!stepper.isOver()) {
      draw();
      if (stepper.mode() == Stepper.Mode.TYPING) {
        press(reader.readBinding(promptKeys), reader);
      } else {
        press(reader.readBinding(keys), reader);
      }
    }
  }

  private synchronized void press(@Nullable Object key, BindingReader reader) {
    switch (key) {
      case Key pressed -> stepper.press(pressed, reader.getLastBinding());
      case PromptKey pressed -> stepper.press(pressed, reader.getLastBinding());
      case null, default -> stepper.quit();
    }
  }

  /// The window may get another size at any moment, so this is called from two threads.
  private synchronized void draw() {
    if (restored) {
      return;
    }
    Size size = terminal.getSize();
    int columns = size.getColumns();
    int rows = size.getRows();
    if (columns < 1 || rows < 1) {
      return;
    }
    List<AttributedString> lines = View.lines(stepper, palette, columns, rows);
    boolean typing = stepper.mode() == Stepper.Mode.TYPING;
    int cursor =
        typing
            ? size.cursorPos(rows - 1, new PromptPanel(stepper, palette, columns).cursor())
            : size.cursorPos(rows - 1, 0);
    if (!size.equals(drawn)) {
      // Wherever the terminal left its cursor, and whatever it did to the lines of another size.
      display.clear();
      display.resize(size);
      drawn = Size.of(size);
    }
    display.update(lines, cursor);
    terminal.puts(typing ? Capability.cursor_normal : Capability.cursor_invisible);
    terminal.flush();
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      try {
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
      } catch (IOError | IllegalStateException _) {
        // The terminal is gone, and nothing of it is left to restore.
      }
    }
  }

  /// Gives the terminal back.
  @Override
  public void close() {
    terminal.handle(Signal.WINCH, resizesBefore);
    restore();
  }
}
