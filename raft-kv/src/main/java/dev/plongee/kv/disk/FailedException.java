package dev.plongee.kv.disk;

import java.io.IOException;

/// The disk did not do what it was asked, and what it holds now is unknown until the next start. It
/// is not asked again: a force that is repeated after an error can succeed although the bytes are
/// lost.
public final class FailedException extends IOException {
  FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
