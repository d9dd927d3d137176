package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Reply;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls a server has taken and not answered yet. They live in its memory: a crash loses them.
final class OpenCalls {
  /// A command that is in the log of this server, or was.
  private record Appended(LogPosition at, Event.Call call) {}

  /// A read this server has taken.
  private record OpenRead(long id, Event.Call call) {}

  /// By index.
  private ArrayDeque<Appended> writes = new ArrayDeque<>();

  /// By id; there are few.
  private List<OpenRead> reads = new ArrayList<>();

  private long lastRead;

  /// The first read of the round that is being asked for.
  private long asking = Long.MAX_VALUE;

  /// The calls of the proposal that is being answered.
  private List<Event.Call> proposing = List.of();

  /// Commands before them that nobody waits for.
  private int ahead;

  OpenCalls copy() {
    OpenCalls copy = new OpenCalls();
    copy.writes = new ArrayDeque<>(writes);
    copy.reads = new ArrayList<>(reads);
    copy.lastRead = lastRead;
    return copy;
  }

  int size() {
    return writes.size() + reads.size();
  }

  // --- what comes in

  /// Takes the writes among these calls, until [#proposed].
  ///
  /// @param first what nobody waits for, if anything
  /// @return what is to be proposed
  List<Bytes> propose(List<Event.Call> calls, Optional<Command.PassTime> first) {
    List<Event.Call> taken = new ArrayList<>();
    List<Bytes> commands = new ArrayList<>();
    first.ifPresent(passTime -> commands.add(CommandCodec.encode(passTime)));
    ahead = commands.size();
    for (Event.Call call : calls) {
      if (call.request().isLogged()) {
        taken.add(call);
        commands.add(Store.command(call.request()));
      }
    }
    proposing = taken;
    return commands;
  }

  void proposed() {
    proposing = List.of();
  }

  /// Takes the reads among these calls, until [#asked].
  ///
  /// @return their ids
  List<Long> read(List<Event.Call> calls) {
    List<Long> ids = new ArrayList<>();
    asking = lastRead + 1;
    for (Event.Call call : calls) {
      if (!call.request().isLogged()) {
        lastRead++;
        reads.add(new OpenRead(lastRead, call));
        ids.add(lastRead);
      }
    }
    return ids;
  }

  /// The reads were handed to the core: what it says of them from now on comes later.
  void asked() {
    asking = Long.MAX_VALUE;
  }

  // --- what goes out

  /// What the core says to clients.
  ///
  /// @param server whose calls these are
  void reply(World world, int server, KvStore store, Reply reply) {
    switch (reply) {
      case Reply.Accepted(LogPosition first, int count) -> accepted(world, server, first, count);
      case Reply.Refused(int count, _, int leader) -> {
        int size = proposing.size();
        for (Event.Call call : proposing.subList(Math.max(0, size - count), size)) {
          world.clients().refused(world, call, leader);
        }
      }
      case Reply.ReadReady(List<Long> ids, _) -> {
        for (long id : ids) {
          Event.Call read = take(id);
          if (read != null) {
            world.clients().answered(world, read, Store.answer(store, read.request()));
          }
        }
      }
      case Reply.TransferRefused _,
          Reply.MembersRefused _ -> {} // Who asked sees that nothing begins.
      case Reply.ReadRefused(List<Long> ids, _, int leader) -> {
        HostRules rules = HostRules.of(world.rules());
        for (long id : ids) {
          Event.Call read = rules.tellsRefusal(id < asking) ? take(id) : null;
          if (read != null) {
            world.clients().refused(world, read, leader);
          }
        }
      }
    }
  }

  /// The open read of this id, which is open no longer; null when there is none.
  private Event.@Nullable Call take(long read) {
    for (int i = 0; i < reads.size(); i++) {
      if (reads.get(i).id() == read) {
        return reads.remove(i).call();
      }
    }
    return null;
  }

  private void accepted(World world, int server, LogPosition first, int count) {
    // What an earlier leadership left at these places is in no log of ours any more, and its place
    // here is needed: whether it will be committed can no longer be told.
    while (!writes.isEmpty() && writes.getLast().at().index() >= first.index()) {
      world.clients().lost(world, writes.removeLast().call());
    }
    for (int i = ahead; i < count; i++) {
      Event.Call call = proposing.get(i - ahead);
      LogPosition at = new LogPosition(first.term(), first.index() + i);
      writes.addLast(new Appended(at, call));
      world.observer().appended(world, server, call, at);
    }
  }

  /// The state machine has applied an entry, which may be one that a client waits for.
  void applied(World world, Entry entry, Result result) {
    Appended write = writes.peekFirst();
    if (write != null && write.at().index() == entry.index()) {
      writes.removeFirst();
      boolean ours = write.at().term() == entry.term();
      LogPosition at = entry.position();
      Answer answer = ours ? new Answer.Done(at, result) : new Answer.Replaced(at);
      world.clients().answered(world, write.call(), answer);
    }
  }

  /// A snapshot took the place of the log up to this index. What became of commands there is not
  /// told any more.
  void replaced(World world, long index) {
    while (!writes.isEmpty() && writes.getFirst().at().index() <= index) {
      world.clients().lost(world, writes.removeFirst().call());
    }
  }

  /// The connections of all clients break: what they asked may have happened or not.
  void lose(World world) {
    ArrayDeque<Appended> lostWrites = writes;
    List<OpenRead> lostReads = reads;
    writes = new ArrayDeque<>();
    reads = new ArrayList<>();
    lostWrites.forEach(write -> world.clients().lost(world, write.call()));
    lostReads.forEach(read -> world.clients().lost(world, read.call()));
  }
}
