package dev.plongee.kv.store;

import dev.plongee.core.Check;
import java.util.Optional;

/// How a leader measures the time that it lets pass for the log (diss. §6.3): one for each server,
/// because any of them may come to lead. It is no part of the state: what it measures reaches the
/// state machines, of all servers alike, as an entry.
///
/// ```
///   log time        t0 ----------------> t1 ---------> t2
///   in the log    PassTime(..t0) ... PassTime(t0..t1) ... PassTime(t1..t2)
///   own clock      applied at a     proposed at a + (t1 - t0)
/// ```
///
/// Log time goes on from what is in the log, by what has passed on the own clock since that was
/// applied here. So it never runs faster than the clocks of the leaders, and no session expires
/// early because of it; while nobody leads or nothing is written it stands still or is made up for,
/// and sessions live longer.
public final class LogClock {
  /// An hour: far beyond the pauses of a client that works, and short enough for those that are
  /// gone without a word.
  public static final long DEFAULT_LIFETIME_US = 3_600_000_000L;

  /// Log time is as exact as this part of a lifetime; more would only be more entries.
  private static final int STEPS_IN_A_LIFETIME = 60;

  private final long lifetimeUs;
  private long seenTime;
  private long seenAt;
  private long appliedIndex;
  private long proposedAt;
  private long proposedTerm;
  private long proposedIndex;

  /// @param lifetimeUs after which an unused session expires, in microseconds; 0 when none ever
  ///   does
  /// @param logTime of the store at the start
  /// @param now on the own clock
  public LogClock(long lifetimeUs, long logTime, long now) {
    Check.that(lifetimeUs >= 0, "a lifetime, or none");
    this.lifetimeUs = lifetimeUs;
    seenTime = logTime;
    seenAt = now;
    proposedAt = now;
  }

  /// Looks at the store after it has applied something.
  public void look(KvStore store, long now) {
    appliedIndex = store.appliedIndex();
    if (store.time() != seenTime) {
      seenTime = store.time();
      seenAt = now;
    }
  }

  /// What a leader proposes before the commands of clients, now and then and first in each term, so
  /// that what they use is used now. While one is under way there is no next one: it would begin at
  /// the same time, and change nothing. Where disks are slow such entries would be most of the log.
  ///
  /// @param term that this server leads
  /// @param lastIndex of its log: what is proposed now is the entry behind it, or is refused
  public Optional<Command.PassTime> due(long term, long now, long lastIndex) {
    boolean first = term != proposedTerm;
    boolean underWay = !first && appliedIndex < proposedIndex;
    long sinceUs = now - Math.max(seenAt, proposedAt);
    boolean early = !first && sinceUs < lifetimeUs / STEPS_IN_A_LIFETIME;
    if (lifetimeUs == 0 || now <= seenAt || underWay || early) {
      return Optional.empty();
    }
    proposedTerm = term;
    proposedIndex = lastIndex + 1;
    proposedAt = now;
    return Optional.of(new Command.PassTime(seenTime, seenTime + (now - seenAt), lifetimeUs));
  }

  /// An independent one in the same state.
  public LogClock copy() {
    LogClock copy = new LogClock(lifetimeUs, seenTime, seenAt);
    copy.proposedAt = proposedAt;
    copy.proposedTerm = proposedTerm;
    copy.proposedIndex = proposedIndex;
    copy.appliedIndex = appliedIndex;
    return copy;
  }
}
