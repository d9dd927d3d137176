package dev.plongee.kv.cli;

import dev.plongee.core.Bytes;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// How a command speaks: lines for people, or with `--json` one JSON object a line on stdout and
/// nothing else there. Both in UTF-8, whatever the locale.
public final class Console {
  @Option(
      names = "--json",
      description = "Print one JSON object a line on stdout, errors included, and nothing else.")
  private boolean json;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final PrintWriter err;

  /// For a command, whose `--json` picocli will set.
  public Console() {
    this(false, new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true));
  }

  /// For errors that come before the command line is understood, or after it has failed.
  Console(boolean json, PrintWriter err) {
    this.json = json;
    this.err = err;
  }

  public boolean isJson() {
    return json;
  }

  /// A line for people on stdout; nothing with `--json`.
  public void say(String line) {
    if (!json) {
      out.println(line);
    }
  }

  /// A line for programs on stdout; nothing without `--json`.
  public void emit(Supplier<ObjectNode> object) {
    if (json) {
      out.println(Json.line(object.get()));
    }
  }

  /// Bytes as they are, and the end of the line.
  void sayRaw(Bytes bytes) {
    if (!json) {
      out.write(bytes.array(), bytes.offset(), bytes.length());
      out.println();
    }
  }

  /// A remark for people, on stderr in any case.
  public void remark(String line) {
    err.println(line);
  }

  /// What went wrong.
  public void error(String message, String hint) {
    if (json) {
      out.println(Json.line(Json.error(message, hint)));
    } else {
      err.println("error: " + message);
      if (!hint.isEmpty()) {
        err.println("  try: " + hint);
      }
    }
  }
}
