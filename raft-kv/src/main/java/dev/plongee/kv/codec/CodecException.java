package dev.plongee.kv.codec;

/// Bytes that are not what they should be. Whoever gets one knows nothing about the rest of those
/// bytes either.
public final class CodecException extends Exception {
  private final int position;

  /// @param position where, counted from the first of the decoded bytes
  /// @param what what was found there, and what was expected instead
  public CodecException(int position, String what) {
    super(what + " (at byte " + position + ")");
    this.position = position;
  }

  /// Where the error was found, counted from the first of the decoded bytes.
  public int position() {
    return position;
  }
}
