package dev.plongee.sim.world;

import dev.plongee.core.RaftConfig;
import dev.plongee.core.Timeouts;

/// Election timeouts of one server (§5.2), each a function of the term and the attempt.
record ElectionTimeouts(Dice dice, RaftConfig.Timing timing, int server) implements Timeouts {
  @Override
  public long election(long term, int attempt) {
    int roll = dice.roll(Dice.Draw.ELECTION, server, (int) term, attempt);
    return Dice.between(roll, timing.electionMinUs(), timing.electionMaxUs());
  }
}
