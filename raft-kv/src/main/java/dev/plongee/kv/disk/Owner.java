package dev.plongee.kv.disk;

import dev.plongee.core.ServerId;
import dev.plongee.kv.codec.LogIdentity;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who owns a directory, as its file `identity` says it to people and programs.
///
/// ```
///   plongee log, format 1
///   server S2
///   cluster 5f0c1d2e3a4b5c6d
///   log 0123456789abcdef
/// ```
final class Owner {
  static final String FILE = "identity";

  private static final Pattern TEXT =
      Pattern.compile(
          "plongee log, format 1\n"
              + "server S(\\d{1,2})\n"
              + "cluster ([0-9a-f]{16})\n"
              + "log ([0-9a-f]{16})\n");

  private Owner() {}

  static byte[] toBytes(LogIdentity identity) {
    return "plongee log, format 1\nserver %s\ncluster %s\nlog %s\n"
        .formatted(ServerId.name(identity.server()), hex(identity.cluster()), hex(identity.log()))
        .getBytes(StandardCharsets.UTF_8);
  }

  static Optional<LogIdentity> parse(byte[] bytes) {
    Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
    if (!text.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new LogIdentity(
            HexFormat.fromHexDigitsToLong(text.group(2)),
            Integer.parseInt(text.group(1)),
            HexFormat.fromHexDigitsToLong(text.group(3))));
  }

  static String describe(long cluster, int server) {
    return ServerId.name(server) + " of cluster " + hex(cluster);
  }

  private static String hex(long number) {
    return HexFormat.of().toHexDigits(number);
  }
}
