package dev.plongee.kv.net;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log what strangers do to us, at most once a second: else whoever throws garbage at
/// the port fills the disk.
final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final long PAUSE_NANOS = 1_000_000_000;

  private long lastNanos;
  private long withheld;

  /// A connection was closed because of what came over it.
  void closed(Object who, String why) {
    say("closed a connection from " + who + ": " + why);
  }

  /// A connection could not even be accepted.
  void acceptFailed(Object listening, Throwable why) {
    say("cannot accept a connection at " + listening + " now: " + why.getMessage());
  }

  private void say(String what) {
    long now = System.nanoTime();
    if (lastNanos != 0 && now - lastNanos < PAUSE_NANOS) {
      withheld++;
      return;
    }
    lastNanos = now;
    String more = withheld == 0 ? "" : " (and " + withheld + " more like this)";
    withheld = 0;
    LOG.warn("{}{}", what, more);
  }
}
