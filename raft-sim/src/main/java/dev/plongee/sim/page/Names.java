package dev.plongee.sim.page;

import dev.plongee.core.Message;
import dev.plongee.core.Payload;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.Timer;
import dev.plongee.sim.scene.MessageKind;

/// The words by which the page tells kinds apart; it never shows them.
final class Names {
  private Names() {}

  static String role(RoleName role) {
    return switch (role) {
      case FOLLOWER -> "follower";
      case PRE_CANDIDATE -> "preCandidate";
      case CANDIDATE -> "candidate";
      case LEADER -> "leader";
    };
  }

  static String timer(Timer timer) {
    return switch (timer) {
      case ELECTION -> "election";
      case HEARTBEAT -> "heartbeat";
      case QUORUM_CHECK -> "quorumCheck";
      case TRANSFER -> "transfer";
    };
  }

  static String progress(RaftView.ProgressState state) {
    return switch (state) {
      case PROBE -> "probe";
      case REPLICATE -> "replicate";
      case SNAPSHOT -> "snapshot";
    };
  }

  static String payload(Payload payload) {
    return switch (payload) {
      case Payload.Noop _ -> "noop";
      case Payload.Membership _ -> "configuration";
      case Payload.Command _ -> "command";
    };
  }

  /// One letter for the picture of a message; an answer has the letter of its question.
  static String letter(MessageKind kind) {
    return switch (kind) {
      case PRE_VOTE, PRE_VOTE_REPLY -> "P";
      case REQUEST_VOTE, REQUEST_VOTE_REPLY -> "V";
      case APPEND_ENTRIES, APPEND_ACCEPTED, APPEND_REJECTED, OUT_OF_SPACE -> "A";
      case HEARTBEAT -> "H";
      case TIMEOUT_NOW -> "T";
      case INSTALL_SNAPSHOT -> "I";
      case READ_INDEX_REQUEST, READ_INDEX_REPLY -> "R";
      case STALE -> "S";
    };
  }

  /// What an answer says: `yes`, `no`; of a question `none`.
  static String answer(Message message) {
    return switch (message) {
      case Message.PreVoteReply(_, boolean granted) -> granted ? "yes" : "no";
      case Message.RequestVoteReply(_, boolean granted) -> granted ? "yes" : "no";
      case Message.AppendAccepted _, Message.ReadIndexReply _ -> "yes";
      case Message.AppendRejected _, Message.OutOfSpace _, Message.Stale _ -> "no";
      case Message.PreVote _,
          Message.RequestVote _,
          Message.AppendEntries _,
          Message.ReadIndexRequest _,
          Message.TimeoutNow _,
          Message.InstallSnapshot _ ->
          "none";
    };
  }
}
