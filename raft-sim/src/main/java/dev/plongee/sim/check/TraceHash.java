package dev.plongee.sim.check;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.Message;
import dev.plongee.core.Output;
import dev.plongee.core.RaftView;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.Hash;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import java.util.List;

/// A hash of everything that happens, in its order: two runs with the same hash were the same run.
/// It is fed with canonical ints, so that a browser and a JVM come to the same one.
public final class TraceHash implements Observer {
  private final Hash hash = new Hash();

  /// The hash of everything so far.
  public long value() {
    return hash.value();
  }

  @Override
  public void started(World world, int server, DurableState found) {
    hash.add(1).add(server).add(found.hardState().term()).add(found.entries().size());
  }

  @Override
  public void stepped(World world, Event cause, int server, Input input, Output output) {
    RaftView view = world.view(server);
    hash.add(2).add(server).add(view.term()).add(view.role().ordinal()).add(view.votedFor());
    hash.add(view.commitIndex()).add(view.last().term()).add(view.last().index());
    Write write = output.write();
    hash.add(write.id()).add(write.truncateFrom()).add(write.entries().size());
    for (Envelope envelope : output.send()) {
      hash.add(envelope.to()).add(kind(envelope)).add(envelope.message().term());
    }
    hash.add(output.apply().size()).add(output.replies().size()).add(output.trace().size());
  }

  private static int kind(Envelope envelope) {
    return switch (envelope.message()) {
      case Message.PreVote _ -> 1;
      case Message.PreVoteReply reply -> reply.granted() ? 2 : 3;
      case Message.RequestVote _ -> 4;
      case Message.RequestVoteReply reply -> reply.granted() ? 5 : 6;
      case Message.AppendEntries entries -> 16 + entries.entries().size();
      case Message.AppendAccepted accepted -> 7 + (int) accepted.match() * 16;
      case Message.AppendRejected rejected -> 8 + (int) rejected.rejected() * 16;
      case Message.OutOfSpace postponed -> 12 + (int) postponed.match() * 16;
      case Message.ReadIndexRequest asked -> 13 + (int) asked.ticket() * 16;
      case Message.ReadIndexReply reply -> 14 + (int) reply.index() * 16;
      case Message.Stale _ -> 9;
      case Message.TimeoutNow _ -> 10;
      case Message.InstallSnapshot install -> 11 + (int) install.snapshot().index() * 16;
    };
  }

  @Override
  public void applied(World world, int server, Entry entry, Result result) {
    hash.add(3).add(server).add(entry.index());
  }

  @Override
  public void restored(World world, int server, SnapshotMeta snapshot) {
    hash.add(10).add(server).add(snapshot.index()).add(snapshot.term());
  }

  @Override
  public void synced(World world, int server, long write) {
    hash.add(4).add(server).add(write);
  }

  @Override
  public void syncFailed(World world, int server) {
    hash.add(11).add(server);
  }

  @Override
  public void damaged(World world, int server, boolean flipped) {
    hash.add(12).add(server).add(flipped ? 1 : 0);
  }

  @Override
  public void refusedToStart(World world, int server, Down why, ScanEnd end) {
    hash.add(13).add(server).add(why.ordinal());
  }

  @Override
  public void cutOff(World world, int server, ScanEnd end) {
    hash.add(14).add(server);
  }

  @Override
  public void stopped(World world, int server, List<Write> kept, boolean torn) {
    hash.add(5).add(server).add(kept.size()).add(torn ? 1 : 0);
  }

  @Override
  public void broke(World world, int server, String why) {
    hash.add(6).add(server);
  }

  @Override
  public void vanished(World world, Event.Delivery message) {
    hash.add(7).add(message.from()).add(message.to()).add(message.number());
  }

  @Override
  public void client(World world, ClientEvent event) {
    hash.add(8).add(event.process()).add(event.number()).add(event.phase().ordinal());
  }

  @Override
  public void performed(World world, Event event) {
    hash.add(9).add(world.now());
    switch (event) {
      case Event.Delivery d -> hash.add(d.from()).add(d.incarnation()).add(d.to()).add(d.number());
      case Event.Synced synced -> hash.add(synced.server()).add(synced.write());
      case Event.Call call -> hash.add(call.client()).add(call.number()).add(call.attempt());
      case Event.Late(Event.Call call, _) ->
          hash.add(call.client()).add(call.number()).add(call.attempt()).add(1);
      case Event.GivenUp givenUp -> hash.add(givenUp.client()).add(givenUp.number());
      case Event.Transferred it -> hash.add(it.server()).add(it.peer()).add(it.number());
      case Event.Backlog backlog -> hash.add(backlog.server()).add(backlog.calls().size());
      case Event.Fired fired -> hash.add(fired.server()).add(fired.timer().ordinal());
      case Event.Acted acted -> hash.add(acted.server());
    }
  }
}
