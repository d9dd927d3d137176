package dev.plongee.kv.cli;

/// What a command's exit code says.
public final class ExitCode {
  /// Done.
  public static final int GOOD = 0;

  /// The answer is no: an absent key, a cas that compared unequal, a failed expectation; or a
  /// server that had to stop.
  public static final int NO = 1;

  /// The command line, a file or a directory is not as it must be; nothing was done.
  public static final int USAGE = 2;

  /// Unknown: the write may have happened.
  public static final int UNKNOWN = 3;

  /// No quorum, or no server reached, within the time-out; definitely not done.
  public static final int UNREACHABLE = 4;

  // How the help of a command names them.

  public static final String ABOUT_GOOD = "0:Done.";
  public static final String ABOUT_USAGE = "2:Usage or bad input; nothing was done.";
  public static final String ABOUT_UNKNOWN =
      "3:Unknown: the write may have happened, or may still happen.";
  public static final String ABOUT_UNREACHABLE =
      "4:No quorum, or no server reached, within the time-out; definitely not done.";

  static final String ABOUT_NOT_READ = "4:No quorum, or no server reached, within the time-out.";

  private ExitCode() {}
}
