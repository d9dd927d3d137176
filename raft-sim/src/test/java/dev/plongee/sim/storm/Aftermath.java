package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.plongee.core.DurableState;
import dev.plongee.sim.check.history.Linearizability;
import dev.plongee.sim.check.history.Operation;
import dev.plongee.sim.check.history.Verdict;
import dev.plongee.sim.cli.HistoryReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is left when a storm is over: every acknowledged write must be in the log of every server,
/// read from its files, and what the clients saw must be linearizable.
final class Aftermath {
  private Aftermath() {}

  /// Ends the load, lets every server catch up, and judges.
  ///
  /// @param storm its name, for the line that is printed
  static void judge(String storm, StormCluster cluster, Load load)
      throws IOException, InterruptedException, HistoryReader.Malformed {
    Path history = load.end();
    cluster.awaitCaughtUp();
    List<String> lost = new ArrayList<>();
    for (int server : cluster.members()) {
      DurableState found = LogFiles.of(cluster, server).state();
      for (Ledger.Acknowledged write :
          load.ledger().lostIn(found.base().index(), found.entries())) {
        lost.add("S" + server + " lost " + write);
      }
    }
    Verdict verdict = verdict(history);
    System.out.printf("%s: %s, lost %d; %s%n", storm, load.ledger().counts(), lost.size(), verdict);
    assertEquals(List.of(), lost, storm);
    assertInstanceOf(Verdict.Linearizable.class, verdict, storm);
  }

  private static Verdict verdict(Path history) throws IOException, HistoryReader.Malformed {
    try (BufferedReader lines = Files.newBufferedReader(history)) {
      List<Operation> operations = HistoryReader.read(lines);
      return Linearizability.check(operations);
    }
  }
}
