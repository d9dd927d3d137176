package dev.plongee.kv.cli;

import dev.plongee.core.Bytes;
import java.io.PrintStream;
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

  private final PrintStream out;
  private final PrintStream err;

  /// For a command, whose `--json` picocli will set.
  public Console() {
    this(false, utf8(System.out), utf8(System.err));
  }

  /// @param json whether it speaks JSON even if nobody asks
  Console(boolean json, PrintStream out, PrintStream err) {
    this.json = json;
    this.out = out;
    this.err = err;
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /// The same for an error: of a command line that was not understood, or of a command that failed.
  ///
  /// @param jsonToo whether it speaks JSON in any case
  Console orJson(boolean jsonToo) {
    return new Console(json || jsonToo, out, err);
  }

  /// Another one that speaks to the same place.
  Console another() {
    return new Console(json, out, err);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /// Whether something could not be written to stdout, and nothing more will be.
  boolean isBroken() {
    return out.checkError();
  }

  /// Whether somebody sits at a terminal: both stdin and stdout are one.
  public static boolean onTerminal() {
    java.io.Console terminal = System.console();
    return terminal != null && terminal.isTerminal();
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

  /// Text as it is, for people: no end of the line is added.
  void print(String text) {
    if (!json) {
      out.print(text);
      out.flush();
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
