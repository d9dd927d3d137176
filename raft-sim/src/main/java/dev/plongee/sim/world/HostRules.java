package dev.plongee.sim.world;

import dev.plongee.core.Entry;
import dev.plongee.core.Rules;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.ScanEnd;

/// The rules of the core together with those that are kept around it, by the driver and the state
/// machine. A world asks the rules it is given for them if they are of this kind, and keeps them as
/// they are written here if not; so these too can be broken on purpose.
public interface HostRules extends Rules {
  HostRules PROPER = new HostRules() {};

  /// What the state machine is given of a committed entry: all of it. It executes a write of a
  /// session once, however often it was sent (§8, dissertation §6.3), and for that it must see
  /// session and number; and it forgets sessions by the time that is in the log, whatever the own
  /// clock shows.
  ///
  /// @param logTime of the state machine, in microseconds
  /// @param ownClock of the server, in microseconds
  default Entry executes(Entry committed, long logTime, long ownClock) {
    return committed;
  }

  /// Whether the file of a snapshot may go: once the log on the disk names a later one. That a
  /// later one is there is not enough: a crash must leave the old or the new.
  default boolean mayDelete(SnapshotMeta file, SnapshotMeta newest, SnapshotMeta named) {
    return file.index() < named.index();
  }

  /// Whether a server goes on after its disk has ended an fsync: never after an error, for nobody
  /// knows what is on the disk then, and a second fsync may say yes to what is lost.
  default boolean goesOn(boolean durable) {
    return durable;
  }

  /// Whether a server may start with a log that ends like this: not with damage in front of what is
  /// whole. It was durable once, and cutting it off would break promises.
  default boolean mayStart(ScanEnd end) {
    return !(end instanceof ScanEnd.Damage);
  }

  /// Whether who asked for a read is told that it will not be answered here: always, or it would be
  /// waited for as long as this server runs.
  ///
  /// @param waited whether the server had taken it, and stopped leading since
  default boolean tellsRefusal(boolean waited) {
    return true;
  }

  /// Whether a call to which no answer came may have happened, now or later: unless every server
  /// that was asked has refused it (dissertation §6.3).
  default boolean mayHaveHappened(boolean refused) {
    return !refused;
  }

  /// What is compared with the checksum that a flush group states: that of its bytes.
  default int checksum(int ofBytes) {
    return ofBytes;
  }

  /// These rules as far as they concern what is around the core.
  static HostRules of(Rules rules) {
    return rules instanceof HostRules its ? its : PROPER;
  }
}
