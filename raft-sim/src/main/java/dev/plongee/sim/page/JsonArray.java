package dev.plongee.sim.page;

import dev.plongee.core.NodeSet;
import java.util.List;

/// Elements in their order.
final class JsonArray extends Json {
  JsonArray() {
    super("[", "]");
  }

  /// An array of texts.
  static JsonArray of(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /// An array of numbers.
  static JsonArray ofNumbers(List<Integer> numbers) {
    JsonArray array = new JsonArray();
    for (int number : numbers) {
      array.add(number);
    }
    return array;
  }

  /// The ids of servers.
  static JsonArray of(NodeSet servers) {
    JsonArray array = new JsonArray();
    for (int id : servers.toArray()) {
      array.add(id);
    }
    return array;
  }

  JsonArray add(String value) {
    separate();
    quote(value);
    return this;
  }

  JsonArray add(long value) {
    separate();
    write(Long.toString(value));
    return this;
  }

  /// @param value as it is now: what is added to it later is not seen
  JsonArray add(Json value) {
    separate();
    write(value);
    return this;
  }
}
