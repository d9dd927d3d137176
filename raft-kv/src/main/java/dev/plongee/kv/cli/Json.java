package dev.plongee.kv.cli;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON objects, one a line.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /// An object whose first field is its type.
  public static ObjectNode object(String type) {
    return MAPPER.createObjectNode().put("type", type);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// The object on one line.
  public static String line(ObjectNode object) {
    return MAPPER.writeValueAsString(object);
  }

  static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  static JsonNode parse(String text) throws JacksonException {
    return MAPPER.readTree(text);
  }

  /// The line that says what went wrong.
  public static ObjectNode error(String message, String hint) {
    return object("error").put("message", message).put("hint", hint);
  }
}
