package dev.plongee.sim.phrase;

import java.util.ArrayList;
import java.util.List;

/// Named values for a [Template], in the order in which they were added; the later of two with the
/// same name counts.
public final class Values {
  private final List<String> names = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  public static Values none() {
    return new Values();
  }

  public Values with(String name, Object value) {
    names.add(name);
    values.add(value);
    return this;
  }

  /// Adds a server: its id alone would be a mere number.
  public Values server(String name, int id) {
    return with(name, new Words.Server(id));
  }

  /// @throws IllegalStateException when a template asks for a value nobody gave
  Object get(String name) {
    int at = names.lastIndexOf(name);
    if (at < 0) {
      throw new IllegalStateException("no value is called '" + name + "' here, only " + names);
    }
    return values.get(at);
  }
}
