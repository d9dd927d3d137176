package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.Changes;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Value;
import dev.plongee.kv.net.wire.Clients.Watch;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.RecentChanges;
import dev.plongee.kv.store.Result;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// The real state machine behind [FakeServers]: what a cluster would hold that commits at once.
/// Belongs to the thread of the servers.
final class FakeStore {
  private final KvStore store;
  private final RecentChanges recent = new RecentChanges(100_000, Long.MAX_VALUE);

  /// Who reads it may come before the end of what a client leaves behind.
  private final List<Command> log = new CopyOnWriteArrayList<>();

  FakeStore() {
    this(KvStore.MAX_SESSIONS);
  }

  FakeStore(int maxSessions) {
    store = new KvStore(maxSessions);
    store.keepChanges(recent);
  }

  static Command command(Request request) {
    try {
      return CommandCodec.admit(SharedBytes.of(request.getWrite()));
    } catch (CodecException e) {
      throw new IllegalStateException("the client sent what no server admits", e);
    }
  }

  /// Whether this request is a write of a user, and not the beginning or the end of a session.
  static boolean isUsers(Request request) {
    return request.hasWrite()
        && command(request) instanceof Command asked
        && (asked instanceof Command.InSession || asked instanceof Command.Write);
  }

  /// Commits and applies a write.
  Result execute(Request request) {
    Command command = command(request);
    log.add(command);
    Bytes bytes = SharedBytes.of(request.getWrite());
    return store.apply(new Entry(1, store.appliedIndex() + 1, new Payload.Command(bytes)));
  }

  /// Everything that was executed so far.
  List<Command> log() {
    return log;
  }

  /// Sessions that are remembered.
  int sessions() {
    return store.sessions();
  }

  /// Answers as the leader of a healthy cluster, S1.
  void serve(Client from, Request request) {
    serve(1, from, request);
  }

  /// The same of another server.
  FakeServers.Script servedBy(int server) {
    return (from, request) -> serve(server, from, request);
  }

  private void serve(int server, Client from, Request request) {
    Response.Builder response = Response.newBuilder().setId(request.getId());
    if (request.hasWrite()) {
      response.setDone(FakeServers.done(execute(request)));
    } else if (request.hasWatch()) {
      response.setChanges(changes(server, request.getWatch()));
    } else {
      Value.Builder value = Value.newBuilder().setIndex(store.appliedIndex());
      store
          .get(SharedBytes.of(request.getGet().getKey()))
          .ifPresent(found -> value.setValue(SharedBytes.of(found)));
      response.setValue(value);
    }
    from.answer(response.build());
  }

  /// A few at a time; whoever has seen all of them waits for a moment only.
  private Changes changes(int server, Watch watch) {
    long from = watch.hasFrom() ? watch.getFrom() : store.appliedIndex() + 1;
    RecentChanges.Part part = recent.read(SharedBytes.of(watch.getPrefix()), from, 3, 100);
    if (part.changes().isEmpty()) {
      LockSupport.parkNanos(1_000_000);
    }
    Changes.Builder changes = Changes.newBuilder().setNext(part.next()).setServer(server);
    part.changes()
        .forEach(change -> {
          Clients.Change.Builder wire =
              Clients.Change.newBuilder()
                  .setIndex(change.index())
                  .setKey(SharedBytes.of(change.key()));
          change.value().ifPresent(value -> wire.setValue(SharedBytes.of(value)));
          changes.addChanges(wire);
        });
    return changes.build();
  }
}
