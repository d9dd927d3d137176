package dev.plongee.kv.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Payload;
import dev.plongee.core.Write;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A disk that fills up is noticed while there is still room for what a server must write.
class FullDiskTest {
  /// Four slices.
  private static final int SEGMENT = 4 * NextSegment.SLICE_BYTES;

  private static final int VALUE = 10_000;

  private final SimulatedStorage storage = new SimulatedStorage(1);
  private DiskLog log;
  private long last;

  FullDiskTest() throws IOException {
    log = open();
  }

  private DiskLog open() throws IOException {
    DiskLog.Opened opened =
        DiskLog.open(storage, 1, 1, 1, new DiskOptions(SEGMENT, ForceObserver.NONE));
    last = opened.state().entries().size();
    return opened.log();
  }

  private void append() throws IOException {
    last++;
    Entry entry = new Entry(1, last, new Payload.Command(Bytes.wrap(new byte[VALUE])));
    log.append(List.of(new Write(last, new HardState(1, 1), 0, List.of(entry))), last);
  }

  /// Appends until the log says that there is no room.
  private void fill() throws IOException {
    storage.capacity = SEGMENT + 3L * NextSegment.SLICE_BYTES;
    while (log.hasSpace()) {
      append();
    }
  }

  @Test
  void itIsSaidWhileAQuarterOfTheSegmentIsLeft() throws IOException {
    fill();
    long fitting = (long) SEGMENT / 4 / (VALUE + 1_000);
    for (int i = 0; i < fitting; i++) {
      append();
    }
    assertFalse(log.hasSpace());
    log.close();
    long before = last;
    log = open();
    assertEquals(before, last, "the reserve is as durable as everything");
  }

  @Test
  void anIdleLogLooksWhetherThereIsRoomAgain() throws IOException {
    fill();
    assertFalse(log.idle(), "nothing more to do now");
    assertFalse(log.hasSpace());
    storage.capacity = Long.MAX_VALUE;
    while (log.idle()) {
      assertTrue(log.hasSpace());
    }
    assertTrue(log.hasSpace());
    long more = 3L * SEGMENT / VALUE;
    for (int i = 0; i < more; i++) {
      append();
    }
    assertTrue(log.hasSpace());
  }

  @Test
  void aLogThatWritesOnUntilTheReserveIsGoneFails() throws IOException {
    fill();
    assertThrows(
        FailedException.class,
        () -> {
          for (int i = 0; i < SEGMENT / VALUE + 1; i++) {
            append();
          }
        });
  }

  @Test
  void anErrorOnADiskWithRoomIsAFailure() {
    storage.arm(1, SimulatedStorage.Fault.ERROR);
    assertThrows(FailedException.class, log::idle);
  }
}
