package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.RaftConfig;
import dev.plongee.kv.driver.Server;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The shell as it is typed into, on a terminal made of two pipes, without a cluster.
@Timeout(Raft.PATIENCE_SECONDS)
class ShellTest {
  private static final char CTRL_C = 3;
  private static final char CTRL_D = 4;

  @TempDir private Path directory;

  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  /// Types this, and gives what the screen shows when the shell has ended.
  private String type(String keys) throws Exception {
    PipedInputStream typed = new PipedInputStream(keyboard, 1 << 16);
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .streams(typed, screen)
            .encoding(StandardCharsets.UTF_8)
            .type("dumb")
            .build();
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    try (terminal;
        KeptConnection kept = new KeptConnection(nowhere(), 1)) {
      ShellCommands commands = new ShellCommands(kept, new Console(false, out, out));
      Shell shell = new Shell(terminal, kept, commands, directory.resolve("state/history"));
      CompletableFuture<Void> ended = CompletableFuture.runAsync(shell::run);
      // A Ctrl-C before the shell reads would drop nothing.
      awaitPrompt(0);
      for (char key : keys.toCharArray()) {
        if (key == CTRL_C) {
          // What was typed and not read yet would survive.
          awaitRead(typed);
          int prompts = prompts();
          terminal.raise(Signal.INT);
          awaitPrompt(prompts);
        } else {
          press(key);
        }
      }
      ended.get(Raft.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  private ClusterOptions nowhere() {
    return CommandLine.populateCommand(
        new ClusterOptions(), "--data", directory.resolve("nowhere").toString());
  }

  private int prompts() {
    return screen.toString(StandardCharsets.UTF_8).split("no cluster> ", -1).length - 1;
  }

  private static void awaitRead(PipedInputStream typed) throws Exception {
    while (typed.available() > 0) {
      Thread.sleep(5);
    }
    // And from there into the line; nothing tells when.
    Thread.sleep(500);
  }

  /// Waits for one more prompt than there were; the time-out of the test bounds it.
  private void awaitPrompt(int before) throws InterruptedException {
    while (prompts() <= before) {
      Thread.sleep(5);
    }
  }

  private void press(char key) throws IOException {
    keyboard.write(Character.toString(key).getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  @Test
  void errorsEndNothingAndCtrlDLeaves() throws Exception {
    String shown = type("frobnicate\nput\nget \"x\nhelp exit\n" + CTRL_D);
    assertTrue(shown.contains("there is no command 'frobnicate'"), shown);
    assertTrue(shown.contains("missing required parameters"), shown);
    assertTrue(shown.contains("a quote that is not closed"), shown);
    assertTrue(shown.contains("Leave the shell"), shown);
  }

  @Test
  void whatWasTypedIsRememberedInItsFile() throws Exception {
    type("help !!\n help secret\nexit\n");
    String history = Files.readString(directory.resolve("state/history"));
    assertEquals(2, history.lines().count(), history);
    assertTrue(history.lines().toList().getFirst().endsWith("help !!"), history);
    assertFalse(history.contains("secret"), history);
  }

  @Test
  void ctrlCDropsTheLine() throws Exception {
    String shown = type("frobni" + CTRL_C + "help nobody\n" + CTRL_D);
    assertFalse(shown.contains("no command 'frobni"), shown);
    assertTrue(shown.contains("no command 'nobody'"), shown);
  }

  @Test
  void ctrlCEndsAWatchAndTheNextCommandRuns() throws Exception {
    Address address = new Address(Address.LOOPBACK, FreePorts.take(1).getFirst());
    Identity identity = new Identity(1, 1, new TreeMap<>(Map.of(1, address)));
    RaftConfig raft = RaftConfig.of(1, Configuration.of(1));
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    ClusterOptions where =
        CommandLine.populateCommand(new ClusterOptions(), "--connect=" + address, "--timeout=60s");
    try (Server _ =
            Server.start(
                new Server.Settings(identity, address, raft), directory.resolve("S1"), _ -> {});
        KeptConnection kept = new KeptConnection(where, 1)) {
      Ending.shellBegins();
      ShellCommands commands = new ShellCommands(kept, new Console(false, out, out));
      CompletableFuture<Integer> watch =
          CompletableFuture.supplyAsync(() -> commands.run("watch k"));
      awaitShown("S1 answers, from index");
      long index = kept.client().put("key", "value").index();
      awaitShown(index + "\tput\tkey\tvalue");
      commands.interrupt();
      assertEquals(ExitCode.GOOD, watch.get());
      awaitShown("to go on: --from " + (index + 1));
      assertEquals(ExitCode.GOOD, commands.run("get key"));
    }
  }

  private void awaitShown(String words) throws InterruptedException {
    while (!screen.toString(StandardCharsets.UTF_8).contains(words)) {
      Thread.sleep(5);
    }
  }

  @Test
  void quitLeavesToo() throws Exception {
    String shown = type("quit\nfrobnicate\n");
    assertFalse(shown.contains("no command"), shown);
  }
}
