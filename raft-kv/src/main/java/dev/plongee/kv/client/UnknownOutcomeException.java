package dev.plongee.kv.client;

/// A write that may have happened, may still happen, or may never happen: it was sent, and no
/// answer tells which. In a session it will not happen any more once a later write of that session
/// has. Whoever calls again may do it twice.
public final class UnknownOutcomeException extends CallException {
  /// Public, so that what stands in for a client may throw it too.
  public UnknownOutcomeException(String message) {
    super(message, "read the key to see whether it was written before you write it again");
  }
}
