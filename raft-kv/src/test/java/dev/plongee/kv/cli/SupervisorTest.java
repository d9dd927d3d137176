package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.net.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that cannot be started: where the directory of S1 would be is a file.
class SupervisorTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Supervisor supervisor;

  @BeforeEach
  void makeStartsFail() throws IOException {
    Files.writeString(directory.resolve("S1"), "in the way");
    ClusterFile.Member member =
        new ClusterFile.Member("S1", new Address("127.0.0.1", 1).toString(), 0, false, false);
    ClusterFile cluster =
        new ClusterFile("0123456789abcdef", new ClusterFile.Times(50, 400, 800), List.of(member));
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    supervisor = new Supervisor(new Console(false, out, out), directory, cluster, false, List.of());
  }

  @Test
  void aNodeThatCannotBeStartedIsAnError() {
    assertThrows(IOException.class, () -> supervisor.start(List.of(1)));
  }

  @Test
  void aNodeWhoseStartCtrlCInterruptsIsNone() throws Exception {
    supervisor.stop();
    supervisor.start(List.of(1));
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("stopped"), said::toString);
  }
}
