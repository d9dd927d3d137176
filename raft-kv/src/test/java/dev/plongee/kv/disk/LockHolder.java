package dev.plongee.kv.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Another process that opens a log and holds it until its standard input ends.
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    DiskOptions options = new DiskOptions(4_096, ForceObserver.NONE);
    try {
      DiskLog.open(Path.of(arguments[0]), 0xc1a5, 2, options);
      System.out.println("open");
    } catch (RefusedException refused) {
      System.out.println(refused.getMessage());
    }
    while (System.in.read() >= 0) {}
  }

  /// A process that has the directory open.
  static Process hold(Path directory) throws IOException {
    Process process = start(directory);
    assertEquals("open", firstLine(process));
    return process;
  }

  /// What another process is told that tries to open the directory.
  static String tryElsewhere(Path directory) throws IOException, InterruptedException {
    Process process = start(directory);
    String line = firstLine(process);
    process.getOutputStream().close();
    process.waitFor();
    return line;
  }

  private static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }
}
