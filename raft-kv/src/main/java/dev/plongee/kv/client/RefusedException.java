package dev.plongee.kv.client;

/// The cluster refused the call, and would refuse it again: too large, the log is full, or another
/// cluster than the one that was meant.
public final class RefusedException extends NotDoneException {
  RefusedException(String message, String hint) {
    super(message, hint);
  }
}
