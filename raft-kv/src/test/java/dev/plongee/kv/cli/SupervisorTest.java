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
import java.util.Set;
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
    ClusterFile cluster =
        new ClusterFile(
            "0123456789abcdef",
            new ClusterFile.Times(50, 400, 800),
            List.of(running("S1"), running("S2")));
    cluster.write(directory);
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    supervisor = new Supervisor(new Console(false, out, out), directory, cluster, false, List.of());
  }

  private static ClusterFile.Member running(String id) {
    return new ClusterFile.Member(id, "127.0.0.1:1", 4711, false, true);
  }

  @Test
  void aNodeThatIsRemovedAndAddedBetweenTwoLooksIsStarted() throws Exception {
    supervisor.follow();
    ClusterFile.Member again =
        ClusterFile.Member.of(1, new Address(Address.LOOPBACK, 2), /* joined= */ true);
    ClusterFile.update(directory, file -> file.without(Set.of(1)).with(again));
    IOException e = assertThrows(IOException.class, supervisor::follow);
    assertTrue(String.valueOf(e.getMessage()).contains("S1"), e::toString);
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
