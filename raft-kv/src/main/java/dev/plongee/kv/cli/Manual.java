package dev.plongee.kv.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The form that the help of every command has, that of a manual page: what it does, how it is
/// called, arguments and options with units and defaults, exit codes, examples.
final class Manual {
  private Manual() {}

  /// Gives this form to a command and all its subcommands.
  static void arrange(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.autoWidth(true);
    usage.abbreviateSynopsis(true);
    usage.synopsisHeading("%nUsage: ");
    usage.descriptionHeading("%n");
    usage.parameterListHeading("%nArguments:%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n");
    usage.exitCodeListHeading(usage.exitCodeList().isEmpty() ? "" : "%nExit codes:%n");
    usage.footerHeading("%nExamples:%n");
    line.getSubcommands().values().forEach(Manual::arrange);
  }
}
