package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the script `./raft` has to know of the commands.
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "raft");

  /// They work hard, or for hours.
  private static final Set<String> LONG =
      Set.of("up", "node", "bench", "tour", "play", "talk", "check", "verify");

  private static final Pattern SHORT = Pattern.compile("^ *(put(?: \\| [a-z]+)+)\\)$");

  @Test
  void everyShortCommandIsStartedForAQuickBeginning() throws IOException {
    Set<String> expected = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    expected.removeAll(LONG);
    assertEquals(expected, startedForAQuickBeginning());
  }

  private static Set<String> startedForAQuickBeginning() throws IOException {
    for (String line : Files.readAllLines(LAUNCHER)) {
      Matcher matcher = SHORT.matcher(line);
      if (matcher.matches()) {
        return new TreeSet<>(Set.of(matcher.group(1).split(" \\| ")));
      }
    }
    return Set.of();
  }
}
