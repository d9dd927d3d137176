package dev.plongee.kv.net;

import java.net.InetSocketAddress;

/// Where a server listens, for peers and clients alike.
///
/// @param host a name or a literal address, IPv6 without brackets; at most 253 characters, none of
///   them a blank or a control character
/// @param port from 1 to 65535
public record Address(String host, int port) {
  /// The address of this machine that no other machine can reach.
  public static final String LOOPBACK = "127.0.0.1";

  private static final int MAX_PORT = 65_535;

  /// The longest name that a name server knows. Addresses stand in the log, in every handshake and
  /// on screens, and some come from whoever can reach the port.
  private static final int MAX_HOST = 253;

  /// With brackets, colon and port.
  private static final int MAX_TEXT = MAX_HOST + 8;

  public Address {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is missing");
    }
    if (host.length() > MAX_HOST) {
      throw new IllegalArgumentException(
          "the name of a host has at most " + MAX_HOST + " characters, not " + host.length());
    }
    if (host.chars().anyMatch(it -> it <= ' ' || Character.isISOControl(it))) {
      throw new IllegalArgumentException("the name of a host holds no blanks");
    }
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("a port lies between 1 and 65535, " + port + " does not");
    }
  }

  /// Reads `host:port` or `[ipv6]:port`.
  ///
  /// @throws IllegalArgumentException with a sentence for people when the text is anything else
  public static Address parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "an address has at most " + MAX_TEXT + " characters, not " + text.length());
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' is no address: host:port is expected");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new Address(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      String why = e instanceof NumberFormatException ? "the port is no number" : e.getMessage();
      throw new IllegalArgumentException("'" + text + "' is no address: " + why, e);
    }
  }

  /// Resolves the name now, so that a changed name is noticed at the next connection.
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
