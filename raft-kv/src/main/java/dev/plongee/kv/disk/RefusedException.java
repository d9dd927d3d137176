package dev.plongee.kv.disk;

import java.io.IOException;

/// A directory that this server must not use, or not like this. Its log is as it was. The message
/// is for people: what, where, what to do.
public final class RefusedException extends IOException {
  RefusedException(String message) {
    super(message);
  }

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
