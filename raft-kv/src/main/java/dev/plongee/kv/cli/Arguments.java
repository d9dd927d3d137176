package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How arguments are written.
final class Arguments {
  private static final Duration MAX_DURATION = Duration.ofDays(1);

  private Arguments() {}

  /// `S2` or `2`.
  ///
  /// @throws IllegalArgumentException with a sentence for people; likewise below
  static int serverId(String text) {
    String digits = text.startsWith("S") || text.startsWith("s") ? text.substring(1) : text;
    try {
      int id = Integer.parseInt(digits);
      if (ServerId.isValid(id)) {
        return id;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no server: S1 to " + ServerId.name(ServerId.MAX) + " are");
  }

  /// A number without a fraction; out of range is as bad as no number.
  ///
  /// @throws TypeConversionException with a sentence for people; likewise below
  static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw noNumber(text);
    }
  }

  static long longNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw noNumber(text);
    }
  }

  /// The path of a file or directory. An empty one would be the working directory, and is rather a
  /// variable of a script that was never set.
  static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("'' names no file or directory");
    }
    return Path.of(text);
  }

  private static TypeConversionException noNumber(String text) {
    return new TypeConversionException("'" + text + "' is no whole number, or too large");
  }

  /// `50ms`, `2s`, `1m`.
  static Duration duration(String text) {
    int unit = 0;
    while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
      unit++;
    }
    try {
      long count = Long.parseLong(text.substring(0, unit));
      Duration duration =
          switch (text.substring(unit)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ZERO;
          };
      if (duration.isPositive() && duration.compareTo(MAX_DURATION) <= 0) {
        return duration;
      }
    } catch (ArithmeticException | NumberFormatException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no time span: 50ms, 2s or 1m are, up to a day");
  }

  /// `400ms..800ms`.
  record Range(Duration from, Duration to) {
    static Range parse(String text) {
      int dots = text.indexOf("..");
      if (dots < 0) {
        throw new IllegalArgumentException("'" + text + "' is no range: 400ms..800ms is");
      }
      return new Range(duration(text.substring(0, dots)), duration(text.substring(dots + 2)));
    }
  }

  /// Lets picocli say what was wrong, and where.
  private static <T> T convert(String text, Function<String, T> how) {
    try {
      return how.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  static final class ServerIdConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return Arguments.convert(text, Arguments::serverId);
    }
  }

  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Arguments.convert(text, Arguments::duration);
    }
  }

  static final class RangeConverter implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) {
      return Arguments.convert(text, Range::parse);
    }
  }

  static final class AddressConverter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      return Arguments.convert(text, Address::parse);
    }
  }

  /// The times of a cluster, checked against each other.
  static RaftConfig.Timing timing(Duration heartbeat, Range election) {
    try {
      return new RaftConfig.Timing(
          election.from().toNanos() / 1_000,
          election.to().toNanos() / 1_000,
          heartbeat.toNanos() / 1_000);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "--heartbeat %dms and --election %dms..%dms do not fit each other"
              .formatted(
                  heartbeat.toMillis(), election.from().toMillis(), election.to().toMillis()),
          "the shortest election is at least two heartbeats, and shorter than the longest");
    }
  }
}
