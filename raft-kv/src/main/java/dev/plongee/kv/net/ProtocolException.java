package dev.plongee.kv.net;

/// The other side of a connection sent what the protocol does not allow. The connection is beyond
/// help and is closed; the server goes on.
public final class ProtocolException extends Exception {
  /// The first bytes were not those of our protocol at all: a browser, a scanner, a wrong port.
  private final boolean stranger;

  private final String reason;

  ProtocolException(String message) {
    this(message, false);
  }

  private ProtocolException(String message, boolean stranger) {
    super(message, null, false, false);
    this.stranger = stranger;
    this.reason = message;
  }

  static ProtocolException stranger(String message) {
    return new ProtocolException(message, true);
  }

  /// What was wrong, for people.
  public String reason() {
    return reason;
  }

  boolean isStranger() {
    return stranger;
  }
}
