package dev.plongee.sim.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How a command speaks: lines for people, or with `--json` one JSON object a line on stdout and
/// nothing else there. Both in UTF-8, whatever the locale.
final class Speaker {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Option(
      names = "--json",
      description = "Print one JSON object a line on stdout, errors included, and nothing else.")
  private boolean json;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);

  boolean isJson() {
    return json;
  }

  /// A line for people on stdout; nothing with `--json`.
  void say(String line) {
    if (!json) {
      out.println(line);
    }
  }

  /// A line for programs on stdout; nothing without `--json`.
  void emit(Supplier<ObjectNode> object) {
    if (json) {
      out.println(MAPPER.writeValueAsString(object.get()));
    }
  }

  /// A line for people on stderr; nothing with `--json`.
  void remark(String line) {
    if (!json) {
      err.println(line);
    }
  }

  /// What went wrong, and what to do about it if that is known.
  void error(String message, String hint) {
    emit(() -> object("error").put("message", message).put("hint", hint));
    remark("error: " + message);
    if (!hint.isEmpty()) {
      remark("  try: " + hint);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// An object whose first field is its type.
  static ObjectNode object(String type) {
    return object().put("type", type);
  }
}
