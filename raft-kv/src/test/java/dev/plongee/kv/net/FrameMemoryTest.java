package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Long frames of many clients that arrive at the same time.
class FrameMemoryTest {
  private static final int ROOM = 3;

  private final FrameMemory memory = new FrameMemory((long) ROOM * Wire.MAX_FRAME);

  private final class Sender {
    private final FrameReader reader = FrameReader.ofCalled(memory);
    private final EmbeddedChannel channel = new EmbeddedChannel(reader);
    private final byte[] frame;

    Sender(int length, long seed) {
      frame = new byte[length];
      new Random(seed).nextBytes(frame);
      channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAGIC));
      reader.trust();
    }

    void begin() {
      channel.writeInbound(
          Unpooled.buffer().writeInt(frame.length).writeBytes(frame, 0, frame.length / 2));
    }

    void end() {
      int half = frame.length / 2;
      ByteBuf rest = Unpooled.buffer().writeBytes(frame, half, frame.length - half);
      channel.writeInbound(rest.writeInt(1).writeByte(9));
    }

    void assertArrived() {
      channel.runPendingTasks();
      assertArrayEquals(frame, channel.<byte[]>readInbound());
      assertArrayEquals(new byte[] {9}, channel.<byte[]>readInbound());
      assertFalse(reader.isStalled());
    }
  }

  @Test
  void whoFindsNoRoomIsNotReadFromAndGoesOnInHisTurn() {
    List<Sender> senders = senders(6);
    senders.forEach(Sender::begin);
    for (Sender late : senders.subList(ROOM, 6)) {
      assertTrue(late.reader.isStalled());
      assertFalse(late.channel.config().isAutoRead());
    }
    assertTrue(memory.isCrowded());
    for (Sender sender : senders) {
      sender.end();
      sender.assertArrived();
    }
    assertFalse(memory.isCrowded());
  }

  @Test
  void whoHangsUpMakesRoomWhetherHeHasItOrWaitsForIt() {
    List<Sender> senders = senders(6);
    senders.forEach(Sender::begin);
    senders.get(3).channel.close();
    senders.get(0).channel.close();
    for (int i = 4; i < 6; i++) {
      senders.get(i).end();
      senders.get(i).assertArrived();
    }
    assertFalse(memory.isCrowded());
  }

  @Test
  void whoHangsUpKeepsNobodyWaitingWhoWouldHaveFoundRoom() {
    List<Sender> senders = new ArrayList<>(senders(2));
    senders.add(new Sender(Wire.MAX_FRAME - 20_000, 7));
    Sender longOne = new Sender(Wire.MAX_FRAME, 8);
    Sender behind = new Sender(17_000, 9);
    senders.forEach(Sender::begin);
    longOne.begin();
    behind.begin();
    assertTrue(behind.reader.isStalled(), "one after the other");
    longOne.channel.close();
    behind.end();
    behind.assertArrived();
  }

  @Test
  void aClientThatHungUpWhileRoomWasBeingMadeForItTakesNone() {
    List<Sender> senders = senders(4);
    senders.forEach(Sender::begin);
    senders.get(0).channel.close();
    senders.get(3).channel.close();
    senders.get(3).channel.runPendingTasks();
    assertNull(senders.get(3).channel.readInbound());
    Sender another = new Sender(Wire.MAX_FRAME, 9);
    another.begin();
    another.end();
    another.assertArrived();
  }

  @Test
  void shortFramesAndPeersWaitForNobody() {
    senders(ROOM + 1).forEach(Sender::begin);
    Sender brief = new Sender(100, 7);
    brief.begin();
    brief.end();
    brief.assertArrived();
    Sender peer = new Sender(Wire.MAX_FRAME, 8);
    peer.reader.trustPeer();
    peer.begin();
    peer.end();
    peer.assertArrived();
  }

  @Test
  void theLongestFrameFindsRoomInTheSmallestMemory() {
    FrameMemory tiny = new FrameMemory(1);
    FrameReader reader = FrameReader.ofCalled(tiny);
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    reader.trust();
    channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAGIC).writeInt(Wire.MAX_FRAME));
    assertFalse(reader.isStalled());
    assertEquals(0, reader.framesRead());
  }

  private List<Sender> senders(int count) {
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      senders.add(new Sender(Wire.MAX_FRAME, i));
    }
    return senders;
  }
}
