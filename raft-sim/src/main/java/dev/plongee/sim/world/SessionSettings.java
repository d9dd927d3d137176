package dev.plongee.sim.world;

import dev.plongee.core.Check;
import dev.plongee.kv.store.KvStore;

/// How long servers remember sessions.
///
/// @param most that each store remembers
/// @param lifetimeUs of log time after which an unused one expires, in microseconds; 0 = never, and
///   log time stands still
public record SessionSettings(int most, long lifetimeUs) {
  /// As many as real servers remember, for ever.
  public static final SessionSettings DEFAULT = new SessionSettings(KvStore.MAX_SESSIONS, 0);

  public SessionSettings {
    Check.that(most >= 1 && lifetimeUs >= 0, "room for a session, and a lifetime or none");
  }
}
