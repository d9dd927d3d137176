package dev.plongee.kv.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/// Lines for the shell that nobody types: each is run, whatever became of those before it.
final class ShellScript {
  private final ShellCommands commands;
  private final Console console;
  private int line;
  private int firstFailure = ExitCode.GOOD;

  ShellScript(ShellCommands commands, Console console) {
    this.commands = commands;
    this.console = console;
  }

  /// @return the exit code of the first line that failed
  int run(BufferedReader lines) throws IOException {
    String text = next(lines);
    while (text != null && !commands.isOver()) {
      run(text);
      text = next(lines);
    }
    return firstFailure;
  }

  private @Nullable String next(BufferedReader lines) throws IOException {
    line++;
    try {
      return lines.readLine();
    } catch (CharacterCodingException _) {
      throw CommandException.usage(
          "stdin is not a text in UTF-8, at line " + line + " or soon after it",
          "one command a line; './raft shell --help' says more");
    }
  }

  private void run(String text) {
    int code = commands.run(text);
    if (code == ShellCommands.NOTHING) {
      return;
    }
    console.emit(() -> Json.object("command").put("line", line).put("exitCode", code));
    if (code != ExitCode.GOOD) {
      if (!console.isJson()) {
        console.remark("line " + line + ": exit code " + code);
      }
      firstFailure = firstFailure == ExitCode.GOOD ? code : firstFailure;
    }
  }
}
