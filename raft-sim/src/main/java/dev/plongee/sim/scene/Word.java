package dev.plongee.sim.scene;

import java.util.function.Function;

/// A row of the table of the language: what is written, what it means, an example, and what it
/// becomes.
///
/// @param example one line that uses it, right in the scene that the reference builds around it
record Word<T>(Usage usage, String meaning, String example, Function<Arguments, T> becomes) {
  static <T> Word<T> of(
      String usage, String meaning, String example, Function<Arguments, T> becomes) {
    return new Word<>(new Usage(usage), meaning, example, becomes);
  }

  T read(Reader in) {
    return becomes.apply(usage.read(in));
  }
}
