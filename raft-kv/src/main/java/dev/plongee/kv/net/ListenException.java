package dev.plongee.kv.net;

import java.io.IOException;

/// A server cannot listen where it should.
public final class ListenException extends IOException {
  private final String reason;

  ListenException(Address address, Throwable cause) {
    this("cannot listen on " + address + ": " + cause.getMessage(), cause);
  }

  private ListenException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /// What is wrong, for people.
  public String reason() {
    return reason;
  }
}
