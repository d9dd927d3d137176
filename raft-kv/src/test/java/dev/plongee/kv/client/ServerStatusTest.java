package dev.plongee.kv.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.plongee.kv.disk.ForceTimes;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ServerStatusTest {
  private static ServerStatus with(ByteString fsyncs) {
    return ServerStatus.of(
        NodeStatus.newBuilder().setRole("LEADER").setFsyncMicros(fsyncs).build());
  }

  @Test
  void fsyncTimesArriveAsTheyWereMeasured() {
    ForceTimes times = new ForceTimes();
    times.forced(300_000, 512, 1);
    times.forced(900_000, 512, 1);
    Histogram measured = times.micros();
    ByteBuffer encoded = ByteBuffer.allocate(measured.getNeededByteBufferCapacity());
    measured.encodeIntoByteBuffer(encoded);

    Histogram arrived = with(ByteString.copyFrom(encoded.flip())).fsyncMicros();

    assertEquals(measured, arrived);
    assertEquals(2, arrived.getTotalCount());
    assertEquals(300, arrived.getValueAtPercentile(50), 3);
  }

  @Test
  void unreadableFsyncTimesAreNone() {
    assertEquals(0, with(ByteString.copyFromUtf8("no histogram")).fsyncMicros().getTotalCount());
    assertEquals(0, with(ByteString.EMPTY).fsyncMicros().getTotalCount());
  }
}
