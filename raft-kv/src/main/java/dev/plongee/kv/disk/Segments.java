package dev.plongee.kv.disk;

import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of the files of a log.
///
/// ```
///   segment-0000000001.log     groups, then zeros
///   segment-0000000002.new     being filled with zeros; worth nothing after a crash
///   torn-segment-1-offset-512-1.bin    what was cut off there, kept for people
/// ```
final class Segments {
  /// The suffix of files that are not finished; a start deletes them.
  static final String UNFINISHED = ".new";

  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".log";
  private static final int DIGITS = 10;
  private static final Pattern NAME = Pattern.compile("segment-(\\d{10,18})\\.log");

  private Segments() {}

  static String name(long number) {
    return PREFIX + padded(number) + SUFFIX;
  }

  static String unfinishedName(long number) {
    return PREFIX + padded(number) + UNFINISHED;
  }

  private static String padded(long number) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
  }

  /// The numbers of the segments among these files.
  static NavigableSet<Long> numbers(List<String> files) {
    NavigableSet<Long> numbers = new TreeSet<>();
    for (String file : files) {
      numberOf(file).ifPresent(numbers::add);
    }
    return numbers;
  }

  private static Optional<Long> numberOf(String file) {
    Matcher matcher = NAME.matcher(file);
    return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }

  /// Deletes what an interrupted start or preparation left.
  static void deleteUnfinished(Storage storage) throws IOException {
    for (String file : storage.list()) {
      boolean ours = file.startsWith(PREFIX) || file.startsWith(Owner.FILE);
      if (ours && file.endsWith(UNFINISHED)) {
        storage.delete(file);
      }
    }
  }
}
