package dev.plongee.kv.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    header = "Type commands to a cluster, over one connection.",
    description = {
      "The commands are those of ./raft that talk to a cluster, without the ./raft; 'help' lists"
          + " them. \"Quotation marks\" hold blanks together, # begins a comment. Writes go through"
          + " a session: when an answer is lost they are sent again, and executed once all the"
          + " same.",
      "",
      "On a terminal, Tab completes commands, options and keys, and what was typed is found again"
          + " with the arrow up or Ctrl-R, also the next time; a line that begins with a blank is"
          + " not remembered. Ctrl-C drops the line or ends the command that runs, Ctrl-D leaves.",
      "",
      "Without a terminal each line of stdin is run, also after one that failed. Failures are named"
          + " with their line; with --json each command is followed by"
          + " {\"type\":\"command\",\"line\":N,\"exitCode\":N}."
    },
    exitCodeList = {
      "0:Left from a terminal; or no line of stdin failed.",
      "1:The first line of stdin that failed: the answer was no.",
      "2:The same: usage or bad input.",
      "3:The same: the outcome of its write is unknown.",
      "4:The same: no quorum, or no server reached."
    },
    footer = {
      "  ./raft shell",
      "  ./raft shell --connect 127.0.0.1:7001",
      "  printf 'put a 1\\nget a\\n' | ./raft shell",
      "  ./raft shell --json < commands.raft"
    })
final class ShellCommand implements Callable<Integer> {
  /// It waits for each answer, so it has one write under way.
  private static final int SESSIONS = 1;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() throws IOException {
    try (KeptConnection kept = new KeptConnection(cluster, SESSIONS)) {
      return Console.onTerminal() ? type(kept) : read(kept);
    }
  }

  private int type(KeptConnection kept) throws IOException {
    // Without the question which clusters of letters the terminal knows: an answer that comes late
    // would be taken for something typed.
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).graphemeCluster(false).build()) {
      new Shell(terminal, kept, new ShellCommands(kept, console), Places.shellHistory()).run();
      return ExitCode.GOOD;
    }
  }

  private int read(KeptConnection kept) throws IOException {
    Ending.onInterrupt(Ending::interruptCommand);
    Ending.shellBegins();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()));
    return new ShellScript(new ShellCommands(kept, console), console).run(lines);
  }
}
