package dev.plongee.kv.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A clean end at Ctrl-C or SIGTERM. For a server it is the end that was meant, with exit code 0; a
/// command with an end of its own was interrupted, and its exit code says so.
public final class Ending {
  /// How long a clean end may take; a disk that hangs would let it take for ever.
  private static final int PATIENCE_MILLIS = 5_000;

  private static volatile boolean ending;

  /// Whether signals end the commands of a shell, and not the process.
  private static volatile boolean inShell;

  /// How to end the command that the shell runs, when it has an end of its own.
  private static volatile @Nullable Runnable ofCommand;

  private Ending() {}

  /// Runs this when a signal ends the process, which then has the exit code 0, and not when it ends
  /// by itself. In a shell it ends the command, and the process goes on.
  static void onSignal(Runnable stop) {
    if (inShell) {
      ofCommand = stop;
      return;
    }
    hook(() -> {
      Thread.ofPlatform().daemon().start(Ending::haltLater);
      stop.run();
      Runtime.getRuntime().halt(ExitCode.GOOD);
    });
  }

  /// Runs this when a signal interrupts a command, and not when it ends by itself. The exit code
  /// stays that of the signal: 130 for Ctrl-C.
  public static void onInterrupt(Runnable tidy) {
    hook(tidy);
  }

  /// Runs this when Ctrl-C is to end a command in a shell. Elsewhere it ends the process.
  static void onInterruptInShell(Runnable stop) {
    if (inShell) {
      ofCommand = stop;
    }
  }

  /// From now on [#onSignal] is about one command of a shell after the other.
  static void shellBegins() {
    inShell = true;
  }

  /// Ends the command of the shell that runs, if it has an end of its own.
  ///
  /// @return whether it has
  static boolean interruptCommand() {
    Runnable stop = ofCommand;
    if (stop != null) {
      stop.run();
    }
    return stop != null;
  }

  /// The command of the shell has ended.
  static void commandEnded() {
    ofCommand = null;
  }

  /// Waits for something that the end waits for, without hurry.
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      // then at once
    }
  }

  /// The same, and no longer than this.
  static void await(CountDownLatch latch, Duration patience) {
    try {
      boolean _ = latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // then at once
    }
  }

  private static void hook(Runnable last) {
    Runnable unlessEnded =
        () -> {
          if (!ending) {
            last.run();
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(unlessEnded, "stop"));
  }

  private static void haltLater() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException _) {
      // then at once
    }
    Runtime.getRuntime().halt(ExitCode.NO);
  }

  /// Ends the process, as a signal would, when the other end of stdin is closed; the kernel closes
  /// it when whoever holds it dies.
  static void whenStdinCloses() {
    Thread.ofPlatform()
        .daemon()
        .name("stdin")
        .start(() -> {
          try {
            System.in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException _) {
            // as good as closed
          }
          System.exit(ExitCode.GOOD);
        });
  }

  /// The command has ended: what comes now is its own exit code.
  static void byItself() {
    ending = true;
  }
}
