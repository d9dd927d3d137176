package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Command.Write FIRST = put("a", "1");
  private static final Command.Write SECOND = put("a", "2");

  private final Ledger ledger = new Ledger();

  @Test
  void aWriteIsThereWhereItsClientWasToldInASessionOrNot() {
    ledger.acknowledge(2, FIRST);
    ledger.acknowledge(3, SECOND);
    assertEquals(List.of(), ledger.lostIn(0, log(FIRST, new Command.InSession(1, 1, SECOND))));
  }

  @Test
  void aLogThatEndsTooEarlyHasLostIt() {
    ledger.acknowledge(2, FIRST);
    ledger.acknowledge(3, SECOND);
    assertEquals(List.of(new Ledger.Acknowledged(3, SECOND)), ledger.lostIn(0, log(FIRST)));
  }

  @Test
  void anotherEntryInItsPlaceMeansThatItIsLost() {
    ledger.acknowledge(1, FIRST);
    ledger.acknowledge(2, FIRST);
    ledger.acknowledge(3, FIRST);
    assertEquals(
        List.of(new Ledger.Acknowledged(1, FIRST), new Ledger.Acknowledged(2, FIRST)),
        ledger.lostIn(0, log(SECOND, FIRST)));
  }

  @Test
  void whatASnapshotStandsForIsNotLost() {
    ledger.acknowledge(1, FIRST);
    ledger.acknowledge(7, FIRST);
    ledger.acknowledge(8, SECOND);
    assertEquals(List.of(new Ledger.Acknowledged(8, SECOND)), ledger.lostIn(5, log(FIRST, FIRST)));
  }

  private static Command.Write put(String key, String value) {
    return new Command.Put(PlongeeClient.utf8(key), PlongeeClient.utf8(value));
  }

  /// A log that begins with a no-op.
  private static List<Entry> log(Command second, Command... more) {
    List<Entry> log = new ArrayList<>();
    log.add(new Entry(1, 1, new Payload.Noop()));
    log.add(new Entry(1, 2, new Payload.Command(CommandCodec.encode(second))));
    for (Command command : more) {
      log.add(new Entry(1, log.size() + 1, new Payload.Command(CommandCodec.encode(command))));
    }
    return log;
  }
}
