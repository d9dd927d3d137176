package dev.plongee.sim.page;

import org.jspecify.annotations.Nullable;

/// Members by name, in the order in which they were put.
final class JsonObject extends Json {
  JsonObject() {
    super("{", "}");
  }

  private void name(String name) {
    separate();
    quote(name);
    write(":");
  }

  /// @param value null becomes `null`
  JsonObject put(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      write("null");
    } else {
      quote(value);
    }
    return this;
  }

  JsonObject put(String name, long value) {
    name(name);
    write(Long.toString(value));
    return this;
  }

  JsonObject put(String name, boolean value) {
    name(name);
    write(value ? "true" : "false");
    return this;
  }

  /// @param value as it is now: what is added to it later is not seen; null becomes `null`
  JsonObject put(String name, @Nullable Json value) {
    name(name);
    write(value);
    return this;
  }

  /// How much `part` is of `whole`, between 0 and 1.
  JsonObject putShare(String name, long part, long whole) {
    name(name);
    share(part, whole);
    return this;
  }

  /// @param value null becomes `null`
  JsonObject putOrNull(String name, @Nullable Long value) {
    name(name);
    write(value == null ? "null" : Long.toString(value));
    return this;
  }
}
