package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.net.AcceptedConnection.Caller;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/// Who is sent away by the look that is taken once a second.
class AcceptedConnectionTest {
  private static final int LONG = 100;

  private final FrameReader reader = FrameReader.ofCaller();
  private final EmbeddedChannel channel = new EmbeddedChannel(reader);
  private final AcceptedConnection connection = new AcceptedConnection(channel, reader);

  @Test
  void aStrangerHasSomeSecondsEvenIfItKeepsTalking() {
    int sweeps = sweepsUntilClosed(true);
    assertTrue(sweeps <= 5, sweeps + " sweeps");
    assertEquals("it did not introduce itself in time", connection.sweep(false));
  }

  @Test
  void aClientMayBeSilentForEver() {
    connection.introduce(Caller.CLIENT);
    assertEquals(LONG, sweepsUntilClosed(false));
  }

  @Test
  void aClientMayNotStopInTheMiddleOfAFrame() {
    connection.introduce(Caller.CLIENT);
    channel.writeInbound(Unpooled.buffer().writeInt(1_000).writeByte(1));
    int sweeps = sweepsUntilClosed(false);
    assertTrue(sweeps > 5 && sweeps < 30, sweeps + " sweeps");
    assertEquals("it stopped in the middle of a frame", connection.sweep(false));
  }

  @Test
  void aClientThatTakesNothingOfItsAnswersGoes() {
    connection.introduce(Caller.CLIENT);
    connection.backlog().write(Unpooled.buffer().writeZero(1_000));
    int sweeps = sweepsUntilClosed(true);
    assertTrue(sweeps > 5 && sweeps < 30, sweeps + " sweeps");
    assertEquals("it does not read its answers", connection.sweep(false));
  }

  @Test
  void aClientThatReadsSlowlyStays() {
    connection.introduce(Caller.CLIENT);
    for (int i = 0; i < LONG; i++) {
      channel.flush();
      connection.backlog().write(Unpooled.buffer().writeZero(1_000));
      assertEquals("", connection.sweep(false));
    }
  }

  @Test
  void whileOthersWaitForTheMemoryPatienceIsShort() {
    connection.introduce(Caller.CLIENT);
    channel.writeInbound(Unpooled.buffer().writeInt(1_000).writeByte(1));
    int sweeps = 0;
    while (connection.sweep(true).isEmpty()) {
      sweeps++;
    }
    assertTrue(sweeps <= 5, sweeps + " sweeps");
  }

  @Test
  void whoeverIsNotReadFromIsNotBlamedForHalfAFrame() {
    connection.introduce(Caller.CLIENT);
    channel.writeInbound(Unpooled.buffer().writeInt(1_000).writeByte(1));
    channel.config().setAutoRead(false);
    assertEquals(LONG, sweepsUntilClosed(false));
  }

  @Test
  void aPeerThatPingsStays() {
    connection.introduce(Caller.PEER);
    assertEquals(LONG, sweepsUntilClosed(true));
  }

  @Test
  void aPeerThatFallsSilentGoes() {
    connection.introduce(Caller.PEER);
    int sweeps = sweepsUntilClosed(false);
    assertTrue(sweeps > 3 && sweeps < 30, sweeps + " sweeps");
    assertEquals("the peer fell silent", connection.sweep(false));
  }

  private int sweepsUntilClosed(boolean talking) {
    for (int i = 0; i < LONG; i++) {
      if (talking) {
        channel.writeInbound(Unpooled.buffer().writeInt(1).writeByte(7));
      }
      if (!connection.sweep(false).isEmpty()) {
        return i;
      }
    }
    return LONG;
  }
}
