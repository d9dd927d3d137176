package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.Pairs;
import dev.plongee.kv.client.PlongeeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The shell on a terminal: reads a line, runs it, and says before the next one who leads.
final class Shell {
  /// How many keys are offered at most.
  private static final int KEYS_OFFERED = 50;

  /// How long whoever types waits for keys, or for the prompt, when no leader answers.
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /// What stands for bytes that are not UTF-8; a key with it cannot be typed.
  private static final char UNDECODED = '\uFFFD';

  private final Terminal terminal;
  private final KeptConnection kept;
  private final ShellCommands commands;
  private final LineReader reader;

  /// @param history where the lines are kept
  Shell(Terminal terminal, KeptConnection kept, ShellCommands commands, Path history) {
    this.terminal = terminal;
    this.kept = kept;
    this.commands = commands;
    this.reader =
        LineReaderBuilder.builder()
            .appName("raft")
            .terminal(terminal)
            .parser(new ShellLine.Splitter())
            .completer(
                new ShellCompleter(commands.tree().getSubcommands(), this::keys, this::servers))
            .variable(LineReader.HISTORY_FILE, history)
            // An exclamation mark is one, not a command of the last hour.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  /// Until somebody leaves.
  void run() {
    Ending.shellBegins();
    terminal.handle(Signal.INT, _ -> interrupt());
    terminal.writer().println("'help' lists the commands, Tab completes, Ctrl-D leaves.");
    while (!commands.isOver()) {
      try {
        commands.run(reader.readLine(prompt()));
      } catch (UserInterruptException _) {
        // The line is dropped.
      } catch (EndOfFileException _) {
        return;
      }
    }
  }

  private void interrupt() {
    // Behind the ^C that the terminal shows.
    terminal.writer().println();
    terminal.flush();
    commands.interrupt();
  }

  private String prompt() {
    AttributedStringBuilder prompt = new AttributedStringBuilder();
    try {
      Optional<String> leader =
          ClusterStatus.leader(kept.client(), kept.where().known(kept.client()), PATIENCE);
      prompt.append(kept.where().nickname()).append(' ');
      if (leader.isPresent()) {
        prompt.styled(AttributedStyle::bold, leader.get()).append(" leads");
      } else {
        prompt.styled(AttributedStyle.BOLD.foreground(AttributedStyle.RED), "no leader");
      }
    } catch (CommandException _) {
      prompt.styled(AttributedStyle.BOLD.foreground(AttributedStyle.RED), "no cluster");
    }
    return prompt.append("> ").toAnsi(terminal);
  }

  private List<String> servers() {
    try {
      return kept.client().members().keySet().stream().map(ServerId::name).toList();
    } catch (CommandException _) {
      return List.of();
    }
  }

  private List<String> keys(String prefix) {
    try {
      return kept
          .client()
          .listAsync(PlongeeClient.utf8(prefix), Optional.empty(), KEYS_OFFERED)
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join()
          .pairs()
          .stream()
          .map(Pairs.Pair::key)
          .map(PlongeeClient::text)
          .filter(key -> key.indexOf(UNDECODED) < 0)
          .toList();
    } catch (CommandException | CompletionException _) {
      return List.of();
    }
  }
}
