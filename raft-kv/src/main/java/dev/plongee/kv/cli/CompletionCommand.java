package dev.plongee.kv.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Print a script that lets bash or zsh complete commands and options.",
    description =
        "Read it into the shell that you type in; a line in ~/.bashrc or ~/.zshrc does it for all"
            + " to come. It completes 'raft', './raft' and any other path to it.",
    exitCodeList = {"0:Printed.", "2:Usage: no such shell."},
    footer = {
      "  source <(./raft completion bash)",
      "  ./raft completion bash > ~/.local/share/bash-completion/completions/raft",
      "  source <(./raft completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  /// Both read the same script: it asks zsh to understand bash's.
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }

  private static final List<String> ALL = List.of("bash", "zsh");

  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String shell;

  @Mixin private Console console;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!ALL.contains(shell)) {
      throw CommandException.usage(
          "there is no completion for '" + shell + "'", String.join(" or ", ALL));
    }
    CommandSpec root = spec.root();
    String script = AutoComplete.bash(root.name(), root.commandLine());
    console.say(script);
    console.emit(() -> Json.object("completion").put("shell", shell).put("script", script));
    return ExitCode.GOOD;
  }
}
