package dev.plongee.kv.history;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One line of a history: a call begins or ends.
///
/// ```json
/// {"process":3,"type":"ok","f":"cas","key":"k","value":null,"from":"a","to":"b","ok":true,"time":123}
/// ```
///
/// @param process who called; it has one call at a time, and makes none any more after an unknown
///   outcome
/// @param value what is put or appended, or what a get that is ok has read; nothing when the key
///   was absent, and for all other lines
/// @param from what a cas expects, nothing when the key must be absent
/// @param to what a cas sets
/// @param ok whether a cas that is ok has swapped; true in all other lines
/// @param timeNanos since the beginning of the history
public record HistoryEvent(
    int process,
    Type type,
    Function function,
    String key,
    Optional<String> value,
    Optional<String> from,
    Optional<String> to,
    boolean ok,
    long timeNanos) {
  /// What a line says of its call.
  public enum Type {
    /// It begins.
    INVOKE,
    /// It happened, and was answered.
    OK,
    /// It definitely did not happen.
    FAIL,
    /// Nobody knows: it may have happened, may still happen, or may never happen.
    INFO
  }

  /// What is called.
  public enum Function {
    GET,
    PUT,
    DELETE,
    CAS,
    APPEND
  }

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// How a call begins.
  static HistoryEvent invoke(
      Function function,
      String key,
      Optional<String> value,
      Optional<String> from,
      Optional<String> to) {
    return new HistoryEvent(0, Type.INVOKE, function, key, value, from, to, true, 0);
  }

  public static HistoryEvent get(String key) {
    return invoke(Function.GET, key, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static HistoryEvent put(String key, String value) {
    return invoke(Function.PUT, key, Optional.of(value), Optional.empty(), Optional.empty());
  }

  public static HistoryEvent delete(String key) {
    return invoke(Function.DELETE, key, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static HistoryEvent cas(String key, Optional<String> from, String to) {
    return invoke(Function.CAS, key, Optional.empty(), from, Optional.of(to));
  }

  public static HistoryEvent append(String key, String suffix) {
    return invoke(Function.APPEND, key, Optional.of(suffix), Optional.empty(), Optional.empty());
  }

  /// The end of this call, as far as its answer says nothing more.
  public HistoryEvent ended(Type how) {
    return new HistoryEvent(process, how, function, key, value, from, to, ok, timeNanos);
  }

  /// The end of this get.
  public HistoryEvent read(Optional<String> found) {
    return new HistoryEvent(process, Type.OK, function, key, found, from, to, ok, timeNanos);
  }

  /// The end of this cas.
  public HistoryEvent compared(boolean swapped) {
    return new HistoryEvent(process, Type.OK, function, key, value, from, to, swapped, timeNanos);
  }

  HistoryEvent by(int who, long nanos) {
    return new HistoryEvent(who, type, function, key, value, from, to, ok, nanos);
  }

  // --- as text

  /// This event as one line, without its end.
  public String toJson() {
    ObjectNode line =
        MAPPER
            .createObjectNode()
            .put("process", process)
            .put("type", name(type))
            .put("f", name(function))
            .put("key", key)
            .put("value", value.orElse(null))
            .put("from", from.orElse(null))
            .put("to", to.orElse(null))
            .put("ok", ok)
            .put("time", timeNanos);
    return MAPPER.writeValueAsString(line);
  }

  /// The event in a line. Fields that say nothing may be missing, and there may be others.
  ///
  /// @throws IllegalArgumentException when it is none; the message is for people
  public static HistoryEvent parse(String line) {
    JsonNode event;
    try {
      event = MAPPER.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage());
    }
    Function function = constant(Function.values(), text(event, "f"));
    HistoryEvent parsed =
        new HistoryEvent(
            number(event, "process").intValue(),
            constant(Type.values(), text(event, "type")),
            function,
            text(event, "key"),
            optionalText(event, "value"),
            optionalText(event, "from"),
            optionalText(event, "to"),
            !event.path("ok").isBoolean() || event.path("ok").asBoolean(),
            number(event, "time").longValue());
    boolean needsValue = function == Function.PUT || function == Function.APPEND;
    if (needsValue && parsed.value.isEmpty() || function == Function.CAS && parsed.to.isEmpty()) {
      throw new IllegalArgumentException("a " + name(function) + " without what it writes");
    }
    return parsed;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <T extends Enum<T>> T constant(T[] all, String name) {
    for (T constant : all) {
      if (name(constant).equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("unknown: \"" + name + "\"");
  }

  private static String text(JsonNode event, String field) {
    return optionalText(event, field)
        .orElseThrow(() -> new IllegalArgumentException("without a \"" + field + "\""));
  }

  private static Optional<String> optionalText(JsonNode event, String field) {
    JsonNode value = event.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new IllegalArgumentException("\"" + field + "\" is no text: " + value);
    }
    return Optional.of(value.asString());
  }

  private static Number number(JsonNode event, String field) {
    JsonNode value = event.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("\"" + field + "\" is no whole number: " + value);
    }
    return value.asLong();
  }
}
