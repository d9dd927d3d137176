package dev.plongee.sim.world;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Output;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Result;
import java.util.List;

/// Watches a world. A world keeps no history: whoever wants one writes it down here. An observer
/// only looks; during a call the world is in the middle of an event.
public interface Observer {
  /// Looks away.
  Observer NONE = new Observer() {};

  /// A server starts with what was found on its disk; also at the beginning of the world.
  default void started(World world, int server, DurableState found) {}

  /// An input went into a server and this came out. One event may need several steps: after entries
  /// were applied, the server is told so. Nothing of the output is carried out yet.
  ///
  /// @param cause the event in which it happens
  default void stepped(World world, Event cause, int server, Input input, Output output) {}

  /// A server has put the command of a call into its log, at this place.
  default void appended(World world, int server, Event.Call call, LogPosition at) {}

  /// The state machine of a server has applied an entry.
  default void applied(World world, int server, Entry entry, Result result) {}

  /// The state machine of a server was replaced with what this snapshot holds.
  default void restored(World world, int server, SnapshotMeta snapshot) {}

  /// Everything up to this write is on the disk of the server; it is not told yet.
  default void synced(World world, int server, long write) {}

  /// An fsync of this server failed, and it is about to learn that.
  default void syncFailed(World world, int server) {}

  /// A bit has flipped on the disk of this server, or all are as they were again.
  default void damaged(World world, int server, boolean flipped) {}

  /// A server does not start.
  ///
  /// @param why its log is damaged, or the snapshot that its log names is not there
  /// @param end how its log ends
  default void refusedToStart(World world, int server, Down why, ScanEnd end) {}

  /// A server that is about to start has cut off what lies behind the last whole write of its log.
  ///
  /// @param end what that was
  default void cutOff(World world, int server, ScanEnd end) {}

  /// A server stopped.
  ///
  /// @param kept writes that were not synced and survive nevertheless
  /// @param torn whether the disk holds a part of a flush group
  default void stopped(World world, int server, List<Write> kept, boolean torn) {}

  /// A server found its own structure broken and stopped for ever: only a broken rule can do that.
  default void broke(World world, int server, String why) {}

  /// A message vanished: lost, cut off, dropped, or the receiver is down.
  default void vanished(World world, Event.Delivery message) {}

  /// A client called or learned something.
  default void client(World world, ClientEvent event) {}

  /// The event is over, with everything that followed from it at once.
  default void performed(World world, Event event) {}

  /// Lets several watch, in this order.
  static Observer all(Observer... observers) {
    return new Observers(observers);
  }
}
