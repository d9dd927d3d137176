package dev.plongee.kv.client;

/// The session of this write is gone, so nothing was done: it was not used for as long as the
/// cluster keeps sessions, or others took its place. A write that may have been executed before its
/// session went is an [UnknownOutcomeException] instead.
public final class SessionExpiredException extends NotDoneException {
  SessionExpiredException(String message) {
    super(message, "call again: the next call begins a new session");
  }
}
