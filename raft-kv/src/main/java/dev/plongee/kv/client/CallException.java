package dev.plongee.kv.client;

/// A call without a result. Which kind it is says what is known about it; the message says what
/// happened, [#hint()] what to do.
public abstract sealed class CallException extends RuntimeException
    permits UnknownOutcomeException, NotDoneException {
  private final String hint;

  CallException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /// What to do about it, in one sentence.
  public String hint() {
    return hint;
  }
}
