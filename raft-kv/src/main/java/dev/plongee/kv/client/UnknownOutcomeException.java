package dev.plongee.kv.client;

/// A write that may have happened, may still happen, or may never happen: it was sent, and no
/// answer tells which. The client never repeats such a write; whoever does may do it twice.
public final class UnknownOutcomeException extends CallException {
  /// Public, so that what stands in for a client may throw it too.
  public UnknownOutcomeException(String message) {
    super(message, "read the key to see whether it was written before you write it again");
  }
}
