package dev.plongee.kv.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Payload;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.RandomWrites;
import dev.plongee.kv.disk.SimulatedStorage.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Whatever interrupts a log, and however often: what it finds is the state after some prefix of
/// what was submitted, at least of what was acknowledged, and what it has once found stays.
class CrashProperties {
  private static final long CLUSTER = 77;

  /// A run of a server.
  ///
  /// @param groups how much it writes, unless something interrupts it
  /// @param faultAfter which operation is hit
  /// @param powerFailsLater whether the machine goes down too before the next run
  record Life(int groups, int faultAfter, Fault fault, boolean powerFailsLater) {}

  @Provide
  Arbitrary<List<Life>> lives() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 15),
            Arbitraries.integers().between(1, 60),
            Arbitraries.of(Fault.class),
            Arbitraries.of(true, false))
        .as(Life::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void nothingAcknowledgedIsLostAndNothingIsInvented(
      @ForAll long seed, @ForAll("lives") List<Life> lives) throws IOException {
    Server server = new Server(seed);
    for (Life life : lives) {
      server.live(life);
    }
    server.checkOnce();
  }

  @Test
  void anErrorOfAnyOperationIsFinalAndLosesNothingAcknowledged() throws IOException {
    for (Fault fault : Fault.values()) {
      for (boolean powerFailsLater : new boolean[] {false, true}) {
        int operation = 0;
        boolean struck = true;
        while (struck) {
          operation++;
          Server server = new Server(operation);
          server.live(new Life(12, operation, fault, powerFailsLater));
          struck = server.wasStruck;
          server.checkOnce();
        }
        assertTrue(operation > 40, "operations that were hit: " + operation);
      }
    }
  }

  /// Else the next group that is torn, in another segment, would leave two torn places.
  @Test
  void whatWasCutOffIsGoneBeforeAnythingElseIsWritten() throws IOException {
    int torn = 0;
    for (int seed = 0; seed < 200; seed++) {
      SimulatedStorage storage = new SimulatedStorage(seed);
      DiskLog.Opened opened = openFourSectors(storage);
      opened.log().append(List.of(entry(1, 10)), 0);
      storage.arm(2, Fault.POWER_CUT);
      Write twoSectors = entry(2, 600);
      DiskLog first = opened.log();
      assertThrows(IOException.class, () -> first.append(List.of(twoSectors), 0));
      storage.restart(true);

      opened = openFourSectors(storage);
      torn += opened.report().tornTail().isPresent() ? 1 : 0;
      Write nextSegment = entry(opened.state().entries().size() + 1, 1_500);
      storage.arm(3, Fault.POWER_CUT);
      DiskLog second = opened.log();
      assertThrows(IOException.class, () -> second.append(List.of(nextSegment), 0));
      storage.restart(true);

      torn += openFourSectors(storage).report().tornTail().isPresent() ? 1 : 0;
    }
    assertTrue(torn > 50, "torn tails: " + torn);
  }

  private static DiskLog.Opened openFourSectors(SimulatedStorage storage) throws IOException {
    DiskOptions options = new DiskOptions(4 * 512, ForceObserver.NONE);
    DiskLog.Opened opened = DiskLog.open(storage, CLUSTER, 2, 5, options);
    while (opened.log().idle()) {}
    return opened;
  }

  private static Write entry(long index, int length) {
    byte[] command = new byte[length];
    Arrays.fill(command, (byte) 9);
    Entry entry = new Entry(1, index, new Payload.Command(Bytes.wrap(command)));
    return new Write(1, new HardState(1, 1), 0, List.of(entry));
  }

  private static final class Server {
    private final SimulatedStorage storage;
    private final Random random;
    private final DiskOptions options;

    /// What the disk may say after a crash: the acknowledged state and those submitted behind it.
    private List<DurableState> history = new ArrayList<>(List.of(DurableState.EMPTY));

    private int acknowledged;
    private boolean wasStruck;

    Server(long seed) {
      storage = new SimulatedStorage(seed);
      random = new Random(seed);
      options = new DiskOptions(512 * (1 + random.nextInt(10)), ForceObserver.NONE);
    }

    void live(Life life) throws IOException {
      storage.arm(life.faultAfter(), life.fault());
      try {
        run(life.groups());
      } catch (RefusedException refused) {
        throw new AssertionError("a crash is no damage", refused);
      } catch (IOException interrupted) {
        assertTrue(storage.isStruck(), interrupted::toString);
      }
      wasStruck = storage.isStruck();
      storage.restart(life.powerFailsLater() || wasStruck && life.fault() == Fault.POWER_CUT);
    }

    void checkOnce() throws IOException {
      run(3);
      storage.restart(true);
      run(1);
    }

    private DiskLog.Opened open() throws IOException {
      DiskLog.Opened opened = DiskLog.open(storage, CLUSTER, 2, 5, options);
      int found = history.lastIndexOf(opened.state());
      assertTrue(
          found >= acknowledged,
          () -> "found " + found + " of " + history.size() + ", acknowledged " + acknowledged);
      history = new ArrayList<>(history.subList(0, found + 1));
      acknowledged = found;
      DurableState state = opened.state();
      assertTrue(opened.commitIndex() <= state.base().index() + state.entries().size());
      return opened;
    }

    private void run(int groups) throws IOException {
      DiskLog.Opened opened = open();
      DiskLog log = opened.log();
      RandomWrites source =
          new RandomWrites(random, 2_000).from(opened.state(), opened.commitIndex());
      for (int i = 0; i < groups; i++) {
        for (int j = random.nextInt(3); j > 0; j--) {
          log.idle();
        }
        List<Write> writes = source.next(1 + random.nextInt(3));
        history.add(RandomWrites.after(history.getLast(), writes));
        long forcesBefore = log.statistics().forces();
        try {
          log.append(writes, source.commitIndex());
        } catch (IOException e) {
          assertIsDead(log, writes);
          throw e;
        }
        assertEquals(forcesBefore + 1, log.statistics().forces());
        acknowledged = history.size() - 1;
      }
    }

    private void assertIsDead(DiskLog log, List<Write> writes) throws IOException {
      int operations = storage.operations;
      assertThrows(FailedException.class, () -> log.append(writes, 0));
      assertThrows(FailedException.class, log::idle);
      log.close();
      assertEquals(operations, storage.operations);
    }
  }
}
