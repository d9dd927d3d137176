package dev.plongee.sim.world;

/// What a client asks of the store.
public sealed interface Request {
  record Put(String key, String value) implements Request {}

  record Delete(String key) implements Request {}

  record Get(String key) implements Request {}

  /// All pairs whose key begins with `prefix`.
  record List(String prefix) implements Request {}

  /// Whether this request goes through the log.
  default boolean isWrite() {
    return switch (this) {
      case Put _, Delete _ -> true;
      case Get _, List _ -> false;
    };
  }
}
