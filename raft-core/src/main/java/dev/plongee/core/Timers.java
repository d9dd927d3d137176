package dev.plongee.core;

import java.util.Arrays;

/// The clock of a server and the deadlines of its timers.
final class Timers {
  private static final long NEVER = Long.MAX_VALUE;

  private final Timeouts timeouts;
  private final RaftConfig.Timing timing;
  private final long[] deadlines = new long[Timer.values().length];
  private long now;

  Timers(RaftConfig.Timing timing, Timeouts timeouts, long now) {
    this.timing = timing;
    this.timeouts = timeouts;
    this.now = now;
    Arrays.fill(deadlines, NEVER);
  }

  long now() {
    return now;
  }

  void advanceTo(long time) {
    Check.that(time >= now, "time that does not run backwards");
    now = time;
  }

  long deadline(Timer timer) {
    return deadlines[timer.ordinal()];
  }

  boolean isArmed(Timer timer) {
    return deadline(timer) != NEVER;
  }

  boolean isDue(Timer timer) {
    return deadline(timer) <= now;
  }

  /// The earliest deadline, [Long#MAX_VALUE] when no timer is armed.
  long earliest() {
    long earliest = NEVER;
    for (long deadline : deadlines) {
      earliest = Math.min(earliest, deadline);
    }
    return earliest;
  }

  void disarm(Timer timer) {
    deadlines[timer.ordinal()] = NEVER;
  }

  /// Arms the election timer with the timeout drawn for this term and attempt (§5.2).
  void armElection(long term, int attempt) {
    long timeout = timeouts.election(term, attempt);
    Check.that(
        timeout >= timing.electionMinUs() && timeout <= timing.electionMaxUs(),
        "an election timeout inside its range");
    arm(Timer.ELECTION, timeout);
  }

  void armHeartbeat() {
    arm(Timer.HEARTBEAT, timing.heartbeatUs());
  }

  void armQuorumCheck() {
    arm(Timer.QUORUM_CHECK, timing.electionMinUs());
  }

  void armTransfer() {
    arm(Timer.TRANSFER, timing.electionMinUs());
  }

  private void arm(Timer timer, long afterUs) {
    deadlines[timer.ordinal()] = now + afterUs;
  }

  Timers copy() {
    Timers copy = new Timers(timing, timeouts, now);
    System.arraycopy(deadlines, 0, copy.deadlines, 0, deadlines.length);
    return copy;
  }
}
