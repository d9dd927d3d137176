package dev.plongee.sim.phrase;

import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Event;
import java.util.List;

/// One event of a world with everything that followed from it at once: all there is to tell.
///
/// @param number of the event, as the world counts
/// @param time microseconds of the world
/// @param steps the steps that servers made, in order
/// @param written what has become durable, in order
/// @param applied what state machines applied, in order
/// @param vanished messages that were lost, in order
/// @param mishaps what disks did not keep, in order
/// @param clients what clients asked and learned, in order
public record Happening(
    long number,
    long time,
    Event event,
    List<Stepped> steps,
    List<Written> written,
    List<Applied> applied,
    List<Vanished> vanished,
    List<Mishap> mishaps,
    List<ClientEvent> clients) {
  /// A message that reaches nobody.
  public record Vanished(Event.Delivery message, Reason reason) {
    /// Why it does not.
    public enum Reason {
      DOWN,
      CUT,
      LOST
    }
  }

  /// Something is not on the disk of a server as it should be.
  public sealed interface Mishap {
    int server();
  }

  /// An fsync failed.
  ///
  /// @param stops whether the server stops, as it should
  public record SyncFailed(int server, boolean stops) implements Mishap {}

  /// A crash left a part of a write.
  public record Torn(int server) implements Mishap {}

  /// A server that starts cuts off what lies behind the last whole write.
  ///
  /// @param end what that was
  public record CutOff(int server, ScanEnd end) implements Mishap {}

  /// A server does not start.
  ///
  /// @param end how its log ends
  public record Refused(int server, Down why, ScanEnd end) implements Mishap {}

  /// A write is on the disk of a server.
  ///
  /// @param before term and vote on that disk before it
  public record Written(int server, Write write, HardState before) {}

  /// The state machine of a server has applied an entry.
  public record Applied(int server, Entry entry) {}
}
