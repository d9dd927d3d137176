package dev.plongee.sim.check;

import dev.plongee.core.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the calls of clients stand in logs, to find out a call that was said to have failed and is
/// committed after all.
final class FailureLedger {
  /// The places of one client's latest call.
  private record Places(int number, List<LogPosition> at) {}

  private final TreeMap<Integer, Places> latest = new TreeMap<>();

  /// Calls that failed, as client and number.
  private final TreeSet<Long> failed = new TreeSet<>();

  /// Where failed calls stand that may still be committed.
  private final List<LogPosition> forbidden = new ArrayList<>();

  FailureLedger copy() {
    FailureLedger copy = new FailureLedger();
    latest.forEach((client, places) ->
        copy.latest.put(client, new Places(places.number(), new ArrayList<>(places.at()))));
    copy.failed.addAll(failed);
    copy.forbidden.addAll(forbidden);
    return copy;
  }

  /// A call is in a log.
  void appended(int client, int number, LogPosition at) {
    if (failed.contains(call(client, number))) {
      forbidden.add(at);
    }
    Places places = latest.get(client);
    if (places == null || places.number() < number) {
      places = new Places(number, new ArrayList<>());
      latest.put(client, places);
    }
    if (places.number() == number) {
      places.at().add(at);
    }
  }

  /// A client was told that its call did not happen, and never will.
  void failed(int client, int number) {
    failed.add(call(client, number));
    Places places = latest.get(client);
    if (places != null && places.number() == number) {
      forbidden.addAll(places.at());
    }
  }

  /// A failed call that the first entries of the committed ones contain; places that can never be
  /// committed any more are forgotten.
  ///
  /// @return its place, [LogPosition#ZERO] when all is well
  LogPosition happened(CommitLedger committed) {
    for (int i = forbidden.size() - 1; i >= 0; i--) {
      LogPosition at = forbidden.get(i);
      if (at.index() <= committed.last()) {
        forbidden.remove(i);
        if (committed.term(at.index()) == at.term()) {
          return at;
        }
      }
    }
    return LogPosition.ZERO;
  }

  private static long call(int client, int number) {
    return (long) client << 32 | number;
  }
}
