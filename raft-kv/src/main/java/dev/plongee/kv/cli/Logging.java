package dev.plongee.kv.cli;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

/// How much is logged, and that it goes to stderr; read by `logback.xml` before the first line.
final class Logging {
  private static final String LEVEL = "plongee.log.level";

  private Logging() {}

  /// A client has nothing to log, and need not load what it would log with.
  static void ofClient() {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    System.setProperty("io.netty.jfr.enabled", "false");
  }

  /// A node tells its life; other commands speak for themselves and log warnings only.
  static void ofNode() {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "INFO");
    }
  }
}
