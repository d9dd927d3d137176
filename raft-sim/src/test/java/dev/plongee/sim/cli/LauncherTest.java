package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the script `./raft` has to know of the commands, and what it does before Java is there:
/// here in a checkout without sources, with a Java that only says how it was called.
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "raft");

  /// They work hard, or for hours.
  private static final Set<String> LONG =
      Set.of("up", "node", "bench", "tour", "play", "talk", "check", "verify");

  private static final Pattern SHORT = Pattern.compile("^ *(put(?: \\| [a-z]+)+)\\)$");

  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

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

  @Test
  void aLocaleOfAsciiGivesWayToOneThatReadsEveryName() throws Exception {
    checkout();
    Files.createFile(root().resolve("raft-sim/target/raft-sim.jar"));
    for (String locale : new String[] {"C", "POSIX", "xx_XX.UTF-8"}) {
      Ended ended = launch(Map.of("LC_ALL", locale), "get", "x");
      assertTrue(ended.output().contains("LC_ALL=C.UTF-8 "), locale + ": " + ended.output());
      assertTrue(ended.output().contains("LANGUAGE=" + locale + " "), ended.output());
      assertTrue(ended.output().endsWith(" get x\n"), ended.output());
    }
    Ended utf8 = launch(Map.of("LC_ALL", "C.UTF-8", "LANGUAGE", "fr:en"), "get", "x");
    assertTrue(utf8.output().contains("LC_ALL=C.UTF-8 LANGUAGE=fr:en "), utf8.output());
  }

  @Test
  @Timeout(PATIENCE_SECONDS)
  void whoMayNotWriteIntoTheCheckoutIsToldSoAndDoesNotWaitForABuild() throws Exception {
    checkout();
    // As where the file system is read-only: no link can be made.
    script(directory.resolve("bin/ln"), "exit 1");
    String path = directory.resolve("bin") + ":" + System.getenv("PATH");
    Ended ended = launch(Map.of("PATH", path), "get", "x");
    assertEquals(2, ended.exitCode(), ended.output());
    assertTrue(ended.output().contains("cannot write into "), ended.output());
  }

  private record Ended(int exitCode, String output) {}

  private Path root() {
    return directory.resolve("répertoire à moi");
  }

  /// What the launcher looks at before it starts Java.
  private void checkout() throws IOException {
    Files.createDirectories(root().resolve("raft-sim/src/main"));
    Files.createDirectories(root().resolve("raft-sim/target"));
    for (String pom : new String[] {"pom.xml", "raft-sim/pom.xml"}) {
      Files.createFile(root().resolve(pom));
      Files.setLastModifiedTime(root().resolve(pom), FileTime.fromMillis(0));
    }
    for (String old : new String[] {"raft-sim/src/main", "raft-sim/src"}) {
      Files.setLastModifiedTime(root().resolve(old), FileTime.fromMillis(0));
    }
    Files.copy(LAUNCHER, root().resolve("raft"));
    Path jdk = directory.resolve("jdk");
    String says = "echo \"LC_ALL=$LC_ALL LANGUAGE=${LANGUAGE:-} $*\"";
    script(jdk.resolve("bin/java"), says);
    script(jdk.resolve("bin/javac"), says);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  private static void script(Path file, String line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "./raft");
    builder.command().addAll(List.of(arguments));
    builder.directory(root().toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().remove("LANGUAGE");
    builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(
          process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "runs on: " + arguments[0]);
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
