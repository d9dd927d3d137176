package dev.plongee.kv.driver;

import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.Changes;
import dev.plongee.kv.net.wire.Clients.ChangesGone;
import dev.plongee.kv.net.wire.Clients.Done;
import dev.plongee.kv.net.wire.Clients.MembersChanged;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.SnapshotTaken;
import dev.plongee.kv.net.wire.Clients.Transferred;
import dev.plongee.kv.net.wire.Clients.Unknown;
import dev.plongee.kv.store.Change;
import dev.plongee.kv.store.RecentChanges;
import dev.plongee.kv.store.Result;
import dev.plongee.kv.store.ResultCodec;

/// What clients are told.
final class Answers {
  private Answers() {}

  static Response done(long id, Result result) {
    return Response.newBuilder()
        .setId(id)
        .setDone(
            Done.newBuilder()
                .setIndex(result.index())
                .setResult(SharedBytes.of(ResultCodec.encode(result))))
        .build();
  }

  static Response refused(long id, Reply.Refusal why, int leader) {
    return switch (why) {
      case NOT_LEADER ->
          refused(
              id,
              Refused.Why.NOT_LEADER,
              leader,
              leader == ServerId.NONE
                  ? "no leader is known here"
                  : ServerId.name(leader) + " leads");
      case BUSY -> busy(id);
      case TRANSFERRING -> refused(id, Refused.Why.BUSY, leader, "leadership is being transferred");
      case CHANGING -> refused(id, Refused.Why.BUSY, leader, "the members are being changed");
      case NO_SUCH_VOTER ->
          invalid(id, "leadership can only be transferred to another voter of this cluster");
      case NO_SPACE ->
          refused(
              id,
              Refused.Why.NO_SPACE,
              leader,
              "the disk of the leader, " + ServerId.name(leader) + ", has no room for more");
      case LOG_FULL ->
          refused(
              id,
              Refused.Why.LOG_FULL,
              leader,
              "the log has reached its limit: nothing can be written until a snapshot makes room");
    };
  }

  static Response transferred(long id, int leader) {
    return Response.newBuilder()
        .setId(id)
        .setTransferred(Transferred.newBuilder().setLeader(leader))
        .build();
  }

  static Response gaveUp(long id, int target, int leader) {
    return refused(
        id,
        Refused.Why.GAVE_UP,
        leader,
        ServerId.name(target)
            + " did not take over within an election timeout; "
            + ServerId.name(leader)
            + " leads on");
  }

  /// The members do not become what they were to become.
  static Response gaveUp(long id, int leader, String words) {
    return refused(id, Refused.Why.GAVE_UP, leader, words);
  }

  static Response membersChanged(long id, RaftView view) {
    return Response.newBuilder()
        .setId(id)
        .setMembersChanged(
            MembersChanged.newBuilder()
                .setIndex(view.configurationIndex())
                .setVoters(view.configuration().voters().bits())
                .setLearners(view.configuration().learners().bits()))
        .build();
  }

  static Response changes(long id, int server, RecentChanges.Part part) {
    Changes.Builder changes = Changes.newBuilder().setNext(part.next()).setServer(server);
    part.changes().forEach(change -> changes.addChanges(toWire(change)));
    return Response.newBuilder().setId(id).setChanges(changes).build();
  }

  private static Clients.Change toWire(Change change) {
    Clients.Change.Builder wire =
        Clients.Change.newBuilder().setIndex(change.index()).setKey(SharedBytes.of(change.key()));
    change.value().ifPresent(value -> wire.setValue(SharedBytes.of(value)));
    return wire.build();
  }

  static Response changesGone(long id, long from, long oldest) {
    return Response.newBuilder()
        .setId(id)
        .setChangesGone(ChangesGone.newBuilder().setFrom(from).setOldest(oldest))
        .build();
  }

  /// The answer to a part of a call as the answer to the call.
  static Response same(long id, Response part) {
    return part.toBuilder().setId(id).build();
  }

  static Response busy(long id) {
    return busy(id, "too many calls are waiting");
  }

  static Response busy(long id, String words) {
    return refused(id, Refused.Why.BUSY, ServerId.NONE, words);
  }

  static Response invalid(long id, String message) {
    return refused(id, Refused.Why.INVALID, ServerId.NONE, message);
  }

  static Response replaced(long id) {
    return refused(
        id,
        Refused.Why.REPLACED,
        ServerId.NONE,
        "a new leader committed another command in its place");
  }

  static Response stopping(long id) {
    return refused(id, Refused.Why.STOPPING, ServerId.NONE, "this server is being stopped");
  }

  static Response unknown(long id, String message) {
    return Response.newBuilder()
        .setId(id)
        .setUnknown(Unknown.newBuilder().setMessage(message))
        .build();
  }

  static Response snapshot(long id, Snapshots.Taken taken) {
    if (!taken.why().isEmpty()) {
      return refused(id, Refused.Why.BUSY, ServerId.NONE, taken.why());
    }
    return Response.newBuilder()
        .setId(id)
        .setSnapshot(
            SnapshotTaken.newBuilder()
                .setIndex(taken.meta().index())
                .setTerm(taken.meta().term())
                .setBytes(taken.bytes()))
        .build();
  }

  private static Response refused(long id, Refused.Why why, int leader, String message) {
    return Response.newBuilder()
        .setId(id)
        .setRefused(Refused.newBuilder().setWhy(why).setLeader(leader).setMessage(message))
        .build();
  }
}
