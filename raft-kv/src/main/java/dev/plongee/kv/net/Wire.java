package dev.plongee.kv.net;

/// The numbers of the protocol; both sides of a connection must agree on them.
public final class Wire {
  /// The version of frames, handshake and all messages.
  public static final int PROTOCOL = 1;

  /// What a caller sends first, "PLG1": tells our callers from browsers and scanners at the first
  /// bytes, before anything is allocated for them.
  static final int MAGIC = 0x504C4731;

  /// Bytes of the length in front of each frame.
  static final int HEADER = 4;

  /// The longest frame in bytes, without its header. The largest value (1 MiB) and the largest
  /// AppendEntries (1 MiB of entries plus their overhead) fit several times.
  public static final int MAX_FRAME = 4 << 20;

  /// The longest frame before the handshake is done, in bytes: a Hello with the longest name of a
  /// host needs 300, and a stranger gets no more memory than this.
  static final int MAX_HELLO = 1 << 10;

  private Wire() {}
}
