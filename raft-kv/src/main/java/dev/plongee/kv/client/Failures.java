package dev.plongee.kv.client;

/// What a call that fails says, and what it advises.
final class Failures {
  private Failures() {}

  static CallException unknown(String why) {
    return new UnknownOutcomeException("the outcome of the write is unknown: " + why);
  }

  /// @param inDoubt whether the write may have been executed before
  static CallException sessionExpired(boolean inDoubt) {
    String why =
        "the session of this call has expired: it was not used for too long, or made room for"
            + " those of others";
    return inDoubt ? unknown(why) : new SessionExpiredException(why);
  }

  static CallException tooMany() {
    return new RefusedException(
        "too many calls are under way", "wait for some of them to end, or use another client");
  }

  static CallException watchClosed() {
    return new RefusedException("this watch is closed", "begin another one");
  }

  static CallException closed() {
    return new RefusedException("this client is closed", "use another client");
  }
}
