package dev.plongee.kv.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Client commands as text, one a line: see [#LANGUAGE]; the lines are split into [Words].
public record Script(List<Line> lines) {
  /// Every command there is.
  public static final String LANGUAGE =
      "put KEY VALUE, get KEY, delete KEY, cas KEY FROM TO, cas KEY --absent TO,"
          + " append KEY SUFFIX or list [PREFIX]";

  /// Stands for the expected value of a key that must be absent.
  private static final String ABSENT = "--absent";

  /// One command and the line it stands on, from 1 on.
  public record Line(int number, Request request) {}

  /// What a client is asked to do.
  public sealed interface Request {}

  public record Put(String key, String value) implements Request {}

  public record Get(String key) implements Request {}

  public record Delete(String key) implements Request {}

  /// @param expected nothing when the key must be absent
  public record Cas(String key, Optional<String> expected, String value) implements Request {}

  public record Append(String key, String suffix) implements Request {}

  /// @param prefix what the keys begin with, possibly empty
  public record ListKeys(String prefix) implements Request {}

  public Script {
    lines = List.copyOf(lines);
  }

  /// Reads a whole script.
  ///
  /// @param name what it is called in errors, for example the path of a file
  /// @throws CommandException with the place of the first line that is not understood
  public static Script parse(String name, String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        List<String> words = Words.of(line);
        if (!words.isEmpty()) {
          lines.add(new Line(number, request(words)));
        }
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(
            name + ", line " + number + ": " + e.getMessage(), "one command a line: " + LANGUAGE);
      }
    }
    return new Script(lines);
  }

  private static Request request(List<String> words) {
    int arguments = words.size() - 1;
    String command = words.getFirst();
    return switch (command) {
      case "put" -> {
        expect(arguments == 2, "put takes a key and a value");
        yield new Put(words.get(1), words.get(2));
      }
      case "get" -> {
        expect(arguments == 1, "get takes a key");
        yield new Get(words.get(1));
      }
      case "delete" -> {
        expect(arguments == 1, "delete takes a key");
        yield new Delete(words.get(1));
      }
      case "cas" -> {
        expect(arguments == 3, "cas takes a key, the expected value or --absent, and a value");
        String from = words.get(2);
        yield new Cas(
            words.get(1), from.equals(ABSENT) ? Optional.empty() : Optional.of(from), words.get(3));
      }
      case "append" -> {
        expect(arguments == 2, "append takes a key and a suffix");
        yield new Append(words.get(1), words.get(2));
      }
      case "list" -> {
        expect(arguments <= 1, "list takes a prefix or nothing");
        yield new ListKeys(arguments == 1 ? words.get(1) : "");
      }
      default -> throw new IllegalArgumentException("unknown command '" + command + "'");
    };
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
