package dev.plongee.core;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.RequestVote;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages of a server on their way out. What [Rules#waitsFor] ties to the disk is held here
/// until its write is durable, so that no driver can send too early.
final class Outbox {
  private record Queued(Wait until, Envelope envelope) {}

  private final List<Queued> queued = new ArrayList<>();

  /// Oldest first. A list and no deque: what leaves first need not be what came first, and the
  /// deque of the browser's class library forgets itself when something is removed from its middle.
  private final List<RaftView.Held> held = new ArrayList<>();

  void send(Envelope envelope, Wait wait) {
    queued.add(new Queued(wait, envelope));
  }

  /// The end of a step, after its write was submitted: what may leave now, in order. What was held
  /// earlier leaves first.
  List<Envelope> release(Writes writes) {
    if (queued.isEmpty() && held.isEmpty()) {
      return List.of();
    }
    List<Envelope> out = new ArrayList<>(queued.size());
    releaseHeld(writes, out);
    for (Queued message : queued) {
      long awaited = writes.writeToAwait(message.until());
      if (writes.isDurable(awaited)) {
        out.add(message.envelope());
      } else {
        held.add(new RaftView.Held(awaited, message.envelope()));
      }
    }
    queued.clear();
    return out;
  }

  private void releaseHeld(Writes writes, List<Envelope> out) {
    Iterator<RaftView.Held> each = held.iterator();
    while (each.hasNext()) {
      RaftView.Held message = each.next();
      if (writes.isDurable(message.writeId())) {
        out.add(asFarAsDurable(message.envelope(), writes.durableIndex()));
        each.remove();
      }
    }
  }

  /// A snapshot may have taken the place of the log while the answer waited for its term: then it
  /// says less. (Other acknowledgements are joined, which asks the same.)
  private static Envelope asFarAsDurable(Envelope held, long durableIndex) {
    return held.message() instanceof OutOfSpace(long term, long match, long round)
            && match > durableIndex
        ? new Envelope(held.to(), new OutOfSpace(term, durableIndex, round))
        : held;
  }

  /// Forgets held promises of older terms, and vote requests of a candidacy that is over: nobody
  /// waits for them any more, and a lost message is always legal.
  void dropOutdated(long currentTerm, boolean campaigning) {
    if (!held.isEmpty()) {
      held.removeIf(message -> {
        Message m = message.envelope().message();
        return m.term() < currentTerm || m instanceof RequestVote && !campaigning;
      });
    }
  }

  /// One acknowledgement that says all that the held ones say. They go to the leader of one term,
  /// which looks for the furthest match and the latest round. Those whose writes are done are
  /// forgotten here: this one takes their place.
  @Nullable Envelope joinedAcknowledgement(Writes writes) {
    Envelope joined = null;
    long furthest = 0;
    long latest = 0;
    Iterator<RaftView.Held> each = held.iterator();
    while (each.hasNext()) {
      RaftView.Held message = each.next();
      int to = message.envelope().to();
      if (message.envelope().message()
          instanceof AppendAccepted(long term, long match, long round)) {
        furthest = Math.max(furthest, match);
        latest = Math.max(latest, round);
        joined = new Envelope(to, new AppendAccepted(term, furthest, latest));
        if (writes.isDurable(message.writeId())) {
          each.remove();
        }
      }
    }
    return joined;
  }

  List<RaftView.Held> held() {
    return List.copyOf(held);
  }

  Outbox copy() {
    Check.that(queued.isEmpty(), "a copy between two steps");
    Outbox copy = new Outbox();
    copy.held.addAll(held);
    return copy;
  }
}
