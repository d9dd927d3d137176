package dev.plongee.sim.scene;

import dev.plongee.core.Message;

/// What a scene calls a message: the names of Figure 2, and `heartbeat` for an AppendEntries
/// without entries.
public enum MessageKind {
  PRE_VOTE("PreVote"),
  PRE_VOTE_REPLY("PreVoteReply"),
  REQUEST_VOTE("RequestVote"),
  REQUEST_VOTE_REPLY("RequestVoteReply"),
  APPEND_ENTRIES("AppendEntries"),
  HEARTBEAT("heartbeat"),
  APPEND_ACCEPTED("AppendAccepted"),
  APPEND_REJECTED("AppendRejected"),
  OUT_OF_SPACE("OutOfSpace"),
  READ_INDEX_REQUEST("ReadIndexRequest"),
  READ_INDEX_REPLY("ReadIndexReply"),
  TIMEOUT_NOW("TimeoutNow"),
  INSTALL_SNAPSHOT("InstallSnapshot"),
  STALE("Stale");

  private final String word;

  MessageKind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /// The kind of a message.
  public static MessageKind of(Message message) {
    return switch (message) {
      case Message.PreVote _ -> PRE_VOTE;
      case Message.PreVoteReply _ -> PRE_VOTE_REPLY;
      case Message.RequestVote _ -> REQUEST_VOTE;
      case Message.RequestVoteReply _ -> REQUEST_VOTE_REPLY;
      case Message.AppendEntries append -> append.entries().isEmpty() ? HEARTBEAT : APPEND_ENTRIES;
      case Message.AppendAccepted _ -> APPEND_ACCEPTED;
      case Message.AppendRejected _ -> APPEND_REJECTED;
      case Message.OutOfSpace _ -> OUT_OF_SPACE;
      case Message.ReadIndexRequest _ -> READ_INDEX_REQUEST;
      case Message.ReadIndexReply _ -> READ_INDEX_REPLY;
      case Message.TimeoutNow _ -> TIMEOUT_NOW;
      case Message.InstallSnapshot _ -> INSTALL_SNAPSHOT;
      case Message.Stale _ -> STALE;
    };
  }
}
