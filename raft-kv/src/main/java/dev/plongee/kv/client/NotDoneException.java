package dev.plongee.kv.client;

/// A call that definitely did not happen.
public abstract sealed class NotDoneException extends CallException
    permits RefusedException,
        SessionExpiredException,
        ChangesGoneException,
        NoQuorumException,
        UnreachableException {
  NotDoneException(String message, String hint) {
    super(message, hint);
  }
}
