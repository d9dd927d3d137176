package dev.plongee.kv.cli;

import dev.plongee.core.Bytes;
import dev.plongee.kv.client.PlongeeClient;
import picocli.CommandLine.Parameters;

/// Which keys are meant.
final class PrefixArgument {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "What the keys begin with (default: nothing, so all of them).")
  private String prefix;

  String text() {
    return prefix;
  }

  Bytes bytes() {
    return PlongeeClient.utf8(prefix);
  }
}
