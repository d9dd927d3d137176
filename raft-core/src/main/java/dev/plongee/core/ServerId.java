package dev.plongee.core;

/// Server ids are plain ints from 1 to [#MAX], shown as S1, S2, ...
public final class ServerId {
  /// No server: an empty vote, an unknown leader.
  public static final int NONE = 0;

  /// The largest id. A [NodeSet] is one 64-bit word, so membership tests and majorities cost no
  /// allocation; ids of servers that were removed may be used again with a fresh directory.
  public static final int MAX = 63;

  private ServerId() {}

  /// `S3` for 3, `none` for [#NONE].
  public static String name(int id) {
    return id == NONE ? "none" : "S" + id;
  }

  /// Whether `id` may name a server.
  public static boolean isValid(int id) {
    return id > NONE && id <= MAX;
  }
}
