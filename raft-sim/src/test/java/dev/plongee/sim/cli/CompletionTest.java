package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// The script of `./raft completion`, in the shells that read it.
@ResourceLock(Resources.SYSTEM_OUT)
class CompletionTest {
  @TempDir private Path directory;

  private Path script(String shell) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, dev.plongee.kv.cli.Main.run(Main.commandLine(), "completion", shell));
    } finally {
      System.setOut(before);
    }
    return Files.write(directory.resolve("raft-completion"), out.toByteArray());
  }

  /// What bash offers for the last of these words, by the function that it would call itself.
  private Set<String> offered(Path script, String... words) throws Exception {
    String program =
        """
        compopt() { :; }
        source "$1"; shift
        [[ $(complete -p raft) =~ -F\\ ([a-z_]+) ]] || exit 9
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        ${BASH_REMATCH[1]}
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command =
        Stream.concat(
                Stream.of("bash", "--norc", "-c", program, "bash", script.toString()),
                Stream.of(words))
            .toList();
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), out);
    Set<String> offered = new TreeSet<>(out.lines().toList());
    offered.remove("");
    return offered;
  }

  private static boolean has(String shell) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
  }

  @Test
  void bashKnowsEveryCommandAndItsOptions() throws Exception {
    assumeTrue(has("bash"), "there is no bash");
    Path script = script("bash");
    Set<String> commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    assertEquals(commands, offered(script, "./raft", ""));
    assertEquals(Set.of("status"), offered(script, "./raft", "sta"));
    assertEquals(Set.of("check", "completion", "cas"), offered(script, "raft", "c"));
    for (String command : commands) {
      Set<String> options = offered(script, "./raft", command, "--");
      assertTrue(options.containsAll(Set.of("--help", "--json")), command + ": " + options);
    }
    assertEquals(
        Set.of("--session", "--seconds", "--seed"), offered(script, "./raft", "bench", "--se"));
    assertEquals(Set.of("--no-session"), offered(script, "./raft", "bench", "--no"));
  }

  @Test
  void bashKnowsWhatMayBeAValue() throws Exception {
    assumeTrue(has("bash"), "there is no bash");
    Path script = script("bash");
    assertEquals(Set.of("bash", "zsh"), offered(script, "./raft", "completion", ""));
    assertEquals(
        Set.of("list", "add", "remove", "promote", "replace"),
        offered(script, "./raft", "member", ""));
    assertEquals(Set.of("fr", "en"), offered(script, "./raft", "play", "--lang", ""));
    assertEquals(Set.of("partition"), offered(script, "./raft", "play", "parti"));
  }

  @Test
  void zshReadsItToo() throws Exception {
    assumeTrue(has("zsh"), "there is no zsh");
    Process zsh =
        new ProcessBuilder(
                "zsh", "-fc", "source $1; print ${_comps[raft]}", "zsh", script("zsh").toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, zsh.waitFor(), out);
    assertTrue(out.contains("_complete_raft"), out);
  }
}
