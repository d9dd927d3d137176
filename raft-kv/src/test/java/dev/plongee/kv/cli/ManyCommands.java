package dev.plongee.kv.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several command lines in one process; each one's last line on stdout is its exit code.
final class ManyCommands {
  /// Ends the arguments of each command, and begins the line with its exit code.
  static final String END = "=== ";

  private ManyCommands() {}

  public static void main(String... arguments) {
    List<String> command = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(END)) {
        int code = Main.run(Main.commandLine(), command.toArray(String[]::new));
        System.out.println(END + code);
        command.clear();
      } else {
        command.add(argument);
      }
    }
  }
}
