package dev.plongee.sim.check.history;

/// One call of one client. Operations that definitely failed do not belong into a history, nor do
/// reads without an answer: neither says anything.
///
/// @param process the client; it has one call at a time
/// @param invoked the place of the call in the history's real-time order, unique
/// @param completed the place of the answer, or [#OPEN] when the outcome is unknown: the operation
///   may take effect at any later time, or never
/// @param proposed its place in an order that somebody believes to explain the history, such as
///   that of a log, below 2³¹; [#NOWHERE] when it has none. It is tried first and never believed
public record Operation(
    int process, String key, Action action, long invoked, long completed, long proposed) {
  /// No answer, for ever.
  public static final long OPEN = Long.MAX_VALUE;

  /// No place in the proposed order.
  public static final long NOWHERE = -1;

  /// An operation of a history for which nobody proposes an order.
  public Operation(int process, String key, Action action, long invoked, long completed) {
    this(process, key, action, invoked, completed, NOWHERE);
  }

  public Operation {
    if (completed <= invoked) {
      throw new IllegalArgumentException(
          "an operation of process " + process + " completes before it is invoked");
    }
    if (proposed < NOWHERE || proposed > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a place in the proposed order that is no int: " + proposed);
    }
    if (completed == OPEN && action instanceof Action.Get) {
      throw new IllegalArgumentException("a read without an answer says nothing: leave it out");
    }
  }

  /// This operation as it looks before its answer.
  Operation withoutAnswer() {
    Action asked =
        action instanceof Action.Cas(Value from, String to, _)
            ? new Action.Cas(from, to, Action.CasOutcome.UNKNOWN)
            : action;
    return new Operation(process, key, asked, invoked, OPEN, proposed);
  }

  public boolean isOpen() {
    return completed == OPEN;
  }
}
