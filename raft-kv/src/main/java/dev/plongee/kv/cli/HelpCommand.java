package dev.plongee.kv.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    header = "List the commands, or say what one of them does.",
    description = "The same as COMMAND --help, or --help alone.",
    exitCodeList = {ExitCode.ABOUT_GOOD, "2:There is no such command."},
    footer = {
      "  ./raft help",
      "  ./raft help cas",
      "  ./raft help cas --json     {\"type\":\"help\",\"text\":\"...\"}"
    })
final class HelpCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "One of them (default: all).")
  private @Nullable String name;

  @Mixin private Console console;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine all = spec.root().commandLine();
    CommandLine wanted = name == null ? all : all.getSubcommands().get(name);
    if (wanted == null) {
      throw CommandException.usage("there is no command '" + name + "'", "./raft help");
    }
    String text = wanted.getUsageMessage();
    console.print(text);
    console.emit(() -> Json.object("help").put("text", text));
    return ExitCode.GOOD;
  }
}
