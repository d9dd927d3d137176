package dev.plongee.kv.driver;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// A thread that waits for files so that nobody else has to; one thing after the other.
final class FileThread {
  private final ExecutorService executor;

  FileThread(String name) {
    executor = Executors.newSingleThreadExecutor(work -> new Thread(work, name));
  }

  /// What is asked for after the end is not done.
  void run(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException _) {
      // The server is being stopped, and what is not finished is begun again at the next start.
    }
  }

  /// Finishes what was begun.
  void stop() {
    executor.shutdown();
    executor.close();
  }
}
