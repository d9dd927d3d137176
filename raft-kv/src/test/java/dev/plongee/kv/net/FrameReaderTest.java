package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.plongee.kv.net.wire.Clients.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private final FrameReader reader = FrameReader.ofCalled(FrameMemory.withoutBound());
  private final EmbeddedChannel channel = new EmbeddedChannel(reader);

  @Test
  void framesArriveWholeHoweverTheirBytesAreCut() {
    Random random = new Random(1);
    byte[][] sent = new byte[50][];
    ByteBuf stream = Unpooled.buffer().writeInt(Wire.MAGIC);
    for (int i = 0; i < sent.length; i++) {
      sent[i] = new byte[random.nextInt(Wire.MAX_HELLO + 1)];
      random.nextBytes(sent[i]);
      stream.writeInt(sent[i].length).writeBytes(sent[i]);
    }
    while (stream.isReadable()) {
      int count = Math.min(1 + random.nextInt(700), stream.readableBytes());
      channel.writeInbound(stream.readBytes(count));
    }
    for (byte[] frame : sent) {
      assertArrayEquals(frame, channel.<byte[]>readInbound());
    }
    assertNull(channel.readInbound());
    assertFalse(reader.midFrame());
  }

  @Test
  void aFrameOfTheLargestSizeArrivesInPieces() {
    reader.trust();
    byte[] frame = new byte[Wire.MAX_FRAME];
    new Random(2).nextBytes(frame);
    channel.writeInbound(
        Unpooled.buffer().writeInt(Wire.MAGIC).writeInt(frame.length), Unpooled.buffer());
    assertTrue(reader.midFrame());
    for (int at = 0; at < frame.length; at += 10_000) {
      int count = Math.min(10_000, frame.length - at);
      channel.writeInbound(Unpooled.copiedBuffer(frame, at, count));
    }
    assertArrayEquals(frame, channel.<byte[]>readInbound());
  }

  @Test
  void whoSendsManyFramesWaitsUntilOthersHadTheirTurn() throws Exception {
    int count = 2 * FrameReader.MAX_AT_ONCE + 44;
    reader.trust();
    channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAGIC));
    reader.channelRead(channel.pipeline().context(reader), emptyFrames(count));
    assertEquals(FrameReader.MAX_AT_ONCE, channel.inboundMessages().size());
    assertTrue(reader.isStalled());
    assertFalse(channel.config().isAutoRead(), "nothing is read that could not be handed on");
    while (reader.isStalled()) {
      channel.runPendingTasks();
    }
    assertEquals(count, channel.inboundMessages().size());
  }

  @Test
  void peersWaitForNobody() throws Exception {
    int count = 2 * FrameReader.MAX_AT_ONCE + 44;
    reader.trustPeer();
    channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAGIC));
    reader.channelRead(channel.pipeline().context(reader), emptyFrames(count));
    assertEquals(count, channel.inboundMessages().size());
    assertFalse(reader.isStalled());
  }

  private static ByteBuf emptyFrames(int count) {
    return Unpooled.buffer().writeZero(count * Wire.HEADER);
  }

  @Test
  void aFrameLongerThanAllowedIsRefusedAtItsLength() {
    channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAGIC));
    Exception refused =
        assertThrows(
            ProtocolException.class,
            () -> channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAX_HELLO + 1)));
    assertTrue(refused.getMessage().contains("1025 bytes"), refused.getMessage());
    channel.writeInbound(Unpooled.buffer().writeZero(5_000));
    assertNull(channel.readInbound(), "nothing is read after the refusal");
  }

  @Test
  void afterTheHandshakeTheLimitIsTheLargestFrame() {
    reader.trust();
    channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAGIC));
    assertThrows(
        ProtocolException.class,
        () -> channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAX_FRAME + 1)));
  }

  @Test
  void aNegativeLengthIsRefused() {
    reader.trust();
    channel.writeInbound(Unpooled.buffer().writeInt(Wire.MAGIC));
    assertThrows(
        ProtocolException.class, () -> channel.writeInbound(Unpooled.buffer().writeInt(-1)));
  }

  @Test
  void aStrangerIsKnownAtTheFirstWrongByte() {
    for (String text : new String[] {"GET / HTTP/1.1\r\n", "P", "PL?", "\u0016\u0003"}) {
      EmbeddedChannel fresh = new EmbeddedChannel(FrameReader.ofCalled(FrameMemory.withoutBound()));
      ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
      if (text.equals("P")) {
        fresh.writeInbound(bytes);
      } else {
        ProtocolException e =
            assertThrows(ProtocolException.class, () -> fresh.writeInbound(bytes));
        assertTrue(e.isStranger());
      }
    }
  }

  @Test
  void whatIsEncodedIsReadBackAndItsBytesAreSharedNotCopied() throws Exception {
    byte[] command = "a command".getBytes(StandardCharsets.UTF_8);
    Request request = Request.newBuilder().setId(7).setWrite(ByteString.copyFrom(command)).build();
    EmbeddedChannel called = new EmbeddedChannel(FrameReader.ofCaller());
    called.writeInbound(Frames.encode(UnpooledByteBufAllocator.DEFAULT, request));
    byte[] frame = called.readInbound();
    Request parsed = SharedBytes.parse(Request.parser(), frame);
    assertEquals(request, parsed);
    assertArrayEquals(command, SharedBytes.of(parsed.getWrite()).toArray());
    assertTrue(SharedBytes.of(parsed.getWrite()).array() == frame, "a window into the frame");
  }

  @Test
  void randomFramesAreRefusedAndNeverBreakAnything() {
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = new byte[random.nextInt(40)];
      random.nextBytes(frame);
      try {
        MessageCodec.toCore(
            SharedBytes.parse(dev.plongee.kv.net.wire.Peers.PeerFrame.parser(), frame));
      } catch (ProtocolException _) {
        refused++;
      }
    }
    assertTrue(refused > 19_000, "refused " + refused);
  }
}
