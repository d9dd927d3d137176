package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.ConflictHint;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.Payload;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.EntryCodec;
import dev.plongee.kv.net.wire.Peers;
import dev.plongee.kv.net.wire.Peers.PeerFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final List<Entry> ENTRIES =
      List.of(new Entry(3, 8, Payload.NOOP), new Entry(4, 9, command("a")), entry(4, 10, "bc"));

  private final MessageCodec codec = new MessageCodec();

  @Test
  void everyMessageArrivesAsItLeft() throws Exception {
    LogPosition last = new LogPosition(3, 7);
    List<Message> messages =
        List.of(
            new Message.PreVote(5, last),
            new Message.PreVoteReply(5, true),
            new Message.PreVoteReply(4, false),
            new Message.RequestVote(5, LogPosition.ZERO),
            new Message.RequestVote(5, last, true),
            new Message.RequestVoteReply(5, true),
            new Message.TimeoutNow(4),
            new Message.AppendEntries(4, last, List.of(), 6, 2),
            new Message.AppendEntries(4, last, ENTRIES, 6, 2),
            new Message.AppendAccepted(4, 10, 2),
            new Message.OutOfSpace(4, 7, 2),
            new Message.ReadIndexRequest(4, -7),
            new Message.ReadIndexReply(4, -7, 9),
            new Message.AppendRejected(4, 7, new ConflictHint(2, 5), 2),
            new Message.Stale(Long.MAX_VALUE));
    for (Message message : messages) {
      assertEquals(message, travel(codec.toWire(message)));
    }
  }

  @Test
  void theSameEntriesForTwoPeersAreEncodedOnce() {
    Message.AppendEntries message =
        new Message.AppendEntries(4, new LogPosition(3, 7), ENTRIES, 6, 2);
    PeerFrame first = codec.toWire(message);
    PeerFrame second = codec.toWire(message);
    assertSame(first.getAppendEntries().getEntries(), second.getAppendEntries().getEntries());
  }

  @Test
  void otherEntriesWithTheSameIndexesAreNotMixedUp() throws Exception {
    LogPosition prev = new LogPosition(3, 7);
    List<Entry> ofTerm4 = List.of(entry(4, 8, "old"));
    List<Entry> ofTerm5 = List.of(entry(5, 8, "new"));
    codec.toWire(new Message.AppendEntries(4, prev, ofTerm4, 6, 0));
    Message.AppendEntries message = new Message.AppendEntries(5, prev, ofTerm5, 6, 0);
    assertEquals(message, travel(codec.toWire(message)));
  }

  @Test
  void runsThatShareOnlyOneEndAreNotMixedUp() throws Exception {
    List<Message.AppendEntries> messages =
        List.of(
            new Message.AppendEntries(4, new LogPosition(3, 7), ENTRIES, 6, 0),
            new Message.AppendEntries(4, new LogPosition(3, 8), ENTRIES.subList(1, 3), 6, 0),
            new Message.AppendEntries(4, new LogPosition(3, 8), ENTRIES.subList(1, 2), 6, 0));
    for (Message.AppendEntries message : messages) {
      assertEquals(message, travel(codec.toWire(message)));
    }
  }

  @Test
  void theCommandsOfAFrameAreWindowsIntoIt() throws Exception {
    byte[] frame =
        codec
            .toWire(new Message.AppendEntries(4, new LogPosition(3, 7), ENTRIES, 6, 2))
            .toByteArray();
    Message.AppendEntries arrived =
        (Message.AppendEntries) MessageCodec.toCore(SharedBytes.parse(PeerFrame.parser(), frame));
    Payload.Command command = (Payload.Command) arrived.entries().getLast().payload();
    assertSame(frame, command.bytes().array());
  }

  @Test
  void numbersAndEntriesThatNoCorrectServerSendsAreRefused() {
    assertRefused(PeerFrame.newBuilder().setStale(Peers.Stale.newBuilder().setTerm(-1)));
    assertRefused(
        PeerFrame.newBuilder().setPreVote(Peers.PreVote.newBuilder().setTerm(1).setLastIndex(-7)));
    assertRefused(append(4, 3, 6, ENTRIES));
    assertRefused(append(4, 4, 7, ENTRIES));
    assertRefused(append(3, 3, 7, ENTRIES));
    PeerFrame.Builder torn = append(4, 3, 7, ENTRIES);
    torn.getAppendEntriesBuilder()
        .setEntries(torn.getAppendEntries().getEntries().substring(0, 20));
    assertRefused(torn);
    assertRefused(PeerFrame.newBuilder());
  }

  @Test
  void theProgressOfASnapshotArrivesAsItLeft() throws Exception {
    SnapshotMeta meta = new SnapshotMeta(900, 4, Configuration.of(1, 2, 63));
    SnapshotProgress progress = new SnapshotProgress(5, meta, 7, true);
    PeerFrame frame = MessageCodec.toWire(progress);
    assertEquals(progress, MessageCodec.toCore(frame.getSnapshotProgress()));
  }

  @Test
  void aSnapshotThatCannotBeIsRefused() {
    assertSnapshotRefused(0, 1, 0b10);
    assertSnapshotRefused(7, 0, 0b10);
    assertSnapshotRefused(7, 1, 0);
    assertSnapshotRefused(7, 1, 0b11);
  }

  private static void assertSnapshotRefused(long index, long term, long voters) {
    Peers.SnapshotMeta.Builder meta =
        Peers.SnapshotMeta.newBuilder()
            .setLastIncludedIndex(index)
            .setLastIncludedTerm(term)
            .setVoters(voters);
    Peers.SnapshotProgress progress =
        Peers.SnapshotProgress.newBuilder().setTerm(4).setSnapshot(meta).build();
    ProtocolException refused =
        assertThrows(ProtocolException.class, () -> MessageCodec.toCore(progress));
    assertTrue(refused.reason().length() > 10, refused.reason());
  }

  private static void assertRefused(PeerFrame.Builder frame) {
    ProtocolException refused = assertThrows(ProtocolException.class, () -> travel(frame.build()));
    assertTrue(refused.reason().length() > 10, refused.reason());
  }

  private static PeerFrame.Builder append(
      long term, long prevTerm, long prevIndex, List<Entry> entries) {
    return PeerFrame.newBuilder()
        .setAppendEntries(
            Peers.AppendEntries.newBuilder()
                .setTerm(term)
                .setPrevTerm(prevTerm)
                .setPrevIndex(prevIndex)
                .setEntries(SharedBytes.of(EntryCodec.encode(entries))));
  }

  private static Message travel(PeerFrame frame) throws ProtocolException {
    return MessageCodec.toCore(SharedBytes.parse(PeerFrame.parser(), frame.toByteArray()));
  }

  private static Entry entry(long term, long index, String text) {
    return new Entry(term, index, command(text));
  }

  private static Payload command(String text) {
    return new Payload.Command(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
