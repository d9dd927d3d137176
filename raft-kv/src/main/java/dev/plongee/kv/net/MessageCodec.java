package dev.plongee.kv.net;

import com.google.protobuf.ByteString;
import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.ConflictHint;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.ReadIndexReply;
import dev.plongee.core.Message.ReadIndexRequest;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Message.TimeoutNow;
import dev.plongee.core.NodeSet;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.codec.EntryCodec;
import dev.plongee.kv.net.wire.Peers;
import dev.plongee.kv.net.wire.Peers.PeerFrame;
import java.util.List;
import java.util.zip.CRC32C;

/// Translates the core's messages to frames and back. On the way in every number is checked, so
/// that what reaches the core is a message that a correct server could have sent.
final class MessageCodec {
  private static final LogPosition NOTHING = LogPosition.ZERO;

  private LogPosition firstEncoded = NOTHING;
  private LogPosition lastEncoded = NOTHING;
  private ByteString encoded = ByteString.EMPTY;

  /// The message as a frame. A leader sends the same entries to several peers; they are encoded for
  /// the first one, and the others share the bytes. The positions say it all: an entry is known by
  /// its term and index, and two runs of entries with equal ends are equal (Log Matching, §5.3).
  PeerFrame toWire(Message message) {
    PeerFrame.Builder frame = PeerFrame.newBuilder();
    switch (message) {
      case PreVote(long term, LogPosition last) ->
          frame
              .getPreVoteBuilder()
              .setTerm(term)
              .setLastTerm(last.term())
              .setLastIndex(last.index());
      case PreVoteReply(long term, boolean granted) ->
          frame.getPreVoteReplyBuilder().setTerm(term).setGranted(granted);
      case RequestVote(long term, LogPosition last, boolean transfer) ->
          frame
              .getRequestVoteBuilder()
              .setTerm(term)
              .setLastTerm(last.term())
              .setLastIndex(last.index())
              .setTransfer(transfer);
      case RequestVoteReply(long term, boolean granted) ->
          frame.getRequestVoteReplyBuilder().setTerm(term).setGranted(granted);
      case AppendEntries append -> frame.setAppendEntries(toWire(append));
      case AppendAccepted(long term, long match, long round) ->
          frame.getAppendAcceptedBuilder().setTerm(term).setMatch(match).setRound(round);
      case AppendRejected(long term, long rejected, ConflictHint hint, long round) ->
          frame
              .getAppendRejectedBuilder()
              .setTerm(term)
              .setRejected(rejected)
              .setHintTerm(hint.term())
              .setHintIndex(hint.index())
              .setRound(round);
      case OutOfSpace(long term, long match, long round) ->
          frame.getOutOfSpaceBuilder().setTerm(term).setMatch(match).setRound(round);
      case ReadIndexRequest(long term, long ticket) ->
          frame.getReadIndexRequestBuilder().setTerm(term).setTicket(ticket);
      case ReadIndexReply(long term, long ticket, long index) ->
          frame.getReadIndexReplyBuilder().setTerm(term).setTicket(ticket).setIndex(index);
      case TimeoutNow(long term) -> frame.getTimeoutNowBuilder().setTerm(term);
      case InstallSnapshot _ ->
          throw new IllegalStateException("a snapshot travels in pieces, and not as this message");
      case Stale(long term) -> frame.getStaleBuilder().setTerm(term);
    }
    return frame.build();
  }

  private Peers.AppendEntries toWire(AppendEntries append) {
    return Peers.AppendEntries.newBuilder()
        .setTerm(append.term())
        .setPrevTerm(append.prev().term())
        .setPrevIndex(append.prev().index())
        .setLeaderCommit(append.leaderCommit())
        .setRound(append.round())
        .setEntries(encode(append.entries()))
        .build();
  }

  private static Peers.SnapshotMeta toWire(SnapshotMeta snapshot) {
    return Peers.SnapshotMeta.newBuilder()
        .setLastIncludedIndex(snapshot.index())
        .setLastIncludedTerm(snapshot.term())
        .setVoters(snapshot.configuration().voters().bits())
        .setOutgoing(snapshot.configuration().outgoing().bits())
        .setLearners(snapshot.configuration().learners().bits())
        .build();
  }

  private ByteString encode(List<Entry> entries) {
    if (entries.isEmpty()) {
      return ByteString.EMPTY;
    }
    LogPosition first = entries.getFirst().position();
    LogPosition last = entries.getLast().position();
    if (!first.equals(firstEncoded) || !last.equals(lastEncoded)) {
      encoded = SharedBytes.of(EntryCodec.encode(entries));
      firstEncoded = first;
      lastEncoded = last;
    }
    return encoded;
  }

  /// The message in a frame that is neither a ping nor a pong.
  ///
  /// @throws ProtocolException when no correct server could have sent it
  static Message toCore(PeerFrame frame) throws ProtocolException {
    Message message =
        switch (frame.getFrameCase()) {
          case PRE_VOTE -> {
            Peers.PreVote it = frame.getPreVote();
            yield new PreVote(it.getTerm(), position(it.getLastTerm(), it.getLastIndex()));
          }
          case PRE_VOTE_REPLY ->
              new PreVoteReply(
                  frame.getPreVoteReply().getTerm(), frame.getPreVoteReply().getGranted());
          case REQUEST_VOTE -> {
            Peers.RequestVote it = frame.getRequestVote();
            LogPosition last = position(it.getLastTerm(), it.getLastIndex());
            yield new RequestVote(it.getTerm(), last, it.getTransfer());
          }
          case REQUEST_VOTE_REPLY ->
              new RequestVoteReply(
                  frame.getRequestVoteReply().getTerm(), frame.getRequestVoteReply().getGranted());
          case APPEND_ENTRIES -> toCore(frame.getAppendEntries());
          case APPEND_ACCEPTED -> toCore(frame.getAppendAccepted());
          case APPEND_REJECTED -> toCore(frame.getAppendRejected());
          case OUT_OF_SPACE -> toCore(frame.getOutOfSpace());
          case READ_INDEX_REQUEST ->
              new ReadIndexRequest(
                  frame.getReadIndexRequest().getTerm(), frame.getReadIndexRequest().getTicket());
          case READ_INDEX_REPLY -> toCore(frame.getReadIndexReply());
          case TIMEOUT_NOW -> new TimeoutNow(frame.getTimeoutNow().getTerm());
          case STALE -> new Stale(frame.getStale().getTerm());
          case SNAPSHOT_PIECE, SNAPSHOT_PROGRESS, PING, PONG, FRAME_NOT_SET ->
              throw new ProtocolException("a frame without a message");
        };
    natural(message.term());
    return message;
  }

  private static Message toCore(Peers.AppendEntries it) throws ProtocolException {
    LogPosition prev = position(it.getPrevTerm(), it.getPrevIndex());
    List<Entry> entries = decode(it.getEntries());
    long index = prev.index();
    long term = prev.term();
    for (Entry entry : entries) {
      index++;
      if (entry.index() != index || entry.term() < term || entry.term() > it.getTerm()) {
        throw new ProtocolException("entries that do not follow each other");
      }
      term = entry.term();
    }
    return new AppendEntries(
        it.getTerm(), prev, entries, natural(it.getLeaderCommit()), natural(it.getRound()));
  }

  private static List<Entry> decode(ByteString entries) throws ProtocolException {
    try {
      return entries.isEmpty() ? List.of() : EntryCodec.decode(SharedBytes.of(entries));
    } catch (CodecException e) {
      throw new ProtocolException("entries that cannot be read: " + e.getMessage());
    }
  }

  private static Message toCore(Peers.AppendAccepted it) throws ProtocolException {
    return new AppendAccepted(it.getTerm(), natural(it.getMatch()), natural(it.getRound()));
  }

  private static Message toCore(Peers.OutOfSpace it) throws ProtocolException {
    return new OutOfSpace(it.getTerm(), natural(it.getMatch()), natural(it.getRound()));
  }

  private static Message toCore(Peers.ReadIndexReply it) throws ProtocolException {
    return new ReadIndexReply(it.getTerm(), it.getTicket(), natural(it.getIndex()));
  }

  private static Message toCore(Peers.AppendRejected it) throws ProtocolException {
    ConflictHint hint = new ConflictHint(natural(it.getHintTerm()), natural(it.getHintIndex()));
    return new AppendRejected(
        it.getTerm(), natural(it.getRejected()), hint, natural(it.getRound()));
  }

  static PeerFrame toWire(SnapshotPiece piece) {
    return PeerFrame.newBuilder()
        .setSnapshotPiece(
            Peers.SnapshotPiece.newBuilder()
                .setTerm(piece.term())
                .setSnapshot(toWire(piece.snapshot()))
                .setSize(piece.size())
                .setOffset(piece.offset())
                .setChecksum(checksum(piece.bytes()))
                .setBytes(SharedBytes.of(piece.bytes())))
        .build();
  }

  static SnapshotPiece toCore(Peers.SnapshotPiece it) throws ProtocolException {
    Bytes bytes = SharedBytes.of(it.getBytes());
    if (checksum(bytes) != it.getChecksum()) {
      throw new ProtocolException("a piece of a snapshot whose checksum differs");
    }
    if (natural(it.getOffset()) > natural(it.getSize()) - bytes.length()) {
      throw new ProtocolException("a piece from behind the end of a snapshot");
    }
    return new SnapshotPiece(
        natural(it.getTerm()), toCore(it.getSnapshot()), it.getSize(), it.getOffset(), bytes);
  }

  private static int checksum(Bytes bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.array(), bytes.offset(), bytes.length());
    return (int) checksum.getValue();
  }

  static PeerFrame toWire(SnapshotProgress progress) {
    return PeerFrame.newBuilder()
        .setSnapshotProgress(
            Peers.SnapshotProgress.newBuilder()
                .setTerm(progress.term())
                .setSnapshot(toWire(progress.snapshot()))
                .setReceived(progress.received())
                .setComplete(progress.complete()))
        .build();
  }

  static SnapshotProgress toCore(Peers.SnapshotProgress it) throws ProtocolException {
    return new SnapshotProgress(
        natural(it.getTerm()),
        toCore(it.getSnapshot()),
        natural(it.getReceived()),
        it.getComplete());
  }

  private static SnapshotMeta toCore(Peers.SnapshotMeta it) throws ProtocolException {
    if (it.getLastIncludedIndex() < 1 || it.getLastIncludedTerm() < 1) {
      throw new ProtocolException("a snapshot of nothing");
    }
    NodeSet voters = servers(it.getVoters());
    NodeSet learners = servers(it.getLearners());
    if (voters.isEmpty() || learners.common(voters) > 0) {
      throw new ProtocolException("a snapshot of a cluster that cannot be");
    }
    return new SnapshotMeta(
        it.getLastIncludedIndex(),
        it.getLastIncludedTerm(),
        new Configuration(voters, servers(it.getOutgoing()), learners));
  }

  private static NodeSet servers(long bits) throws ProtocolException {
    if ((bits & 1) != 0) {
      throw new ProtocolException("a server with the id 0");
    }
    return new NodeSet(bits);
  }

  private static LogPosition position(long term, long index) throws ProtocolException {
    return new LogPosition(natural(term), natural(index));
  }

  /// Unsigned on the wire, signed here; nothing correct is ever that large.
  private static long natural(long number) throws ProtocolException {
    if (number < 0) {
      throw new ProtocolException("a number out of range");
    }
    return number;
  }
}
