package dev.plongee.kv.cli;

/// A command that cannot go on; what the user reads is the message, the hint, and never a trace.
public final class CommandException extends RuntimeException {
  private final int exitCode;
  private final String hint;

  /// @param exitCode one of [ExitCode]
  /// @param message what happened, and where
  /// @param hint what to do about it, possibly empty
  public CommandException(int exitCode, String message, String hint) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  static CommandException usage(String message, String hint) {
    return new CommandException(ExitCode.USAGE, message, hint);
  }

  public int exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }

  /// The message, never null.
  public String text() {
    return String.valueOf(getMessage());
  }
}
