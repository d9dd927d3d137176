package dev.plongee.sim.scene;

import dev.plongee.core.RoleName;
import dev.plongee.core.Rule;
import dev.plongee.core.Timer;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.world.Down;
import java.util.List;

/// What stood in the slots of a usage, in their order. Whoever asks knows the usage, and so what
/// each slot holds.
record Arguments(List<Object> values) {
  /// Stands for a slot that was left out.
  enum Nothing {
    ABSENT
  }

  boolean has(int slot) {
    return values.get(slot) != Nothing.ABSENT;
  }

  /// The server, [Target#UNSAID] when it was left out.
  Target server(int slot) {
    return has(slot) ? (Target) values.get(slot) : Target.UNSAID;
  }

  String text(int slot) {
    return (String) values.get(slot);
  }

  long number(int slot) {
    return (Long) values.get(slot);
  }

  /// A number, or another one when it was left out.
  long number(int slot, long otherwise) {
    return has(slot) ? number(slot) : otherwise;
  }

  int id(int slot) {
    return (Integer) values.get(slot);
  }

  int count(int slot) {
    return (int) number(slot);
  }

  int count(int slot, int otherwise) {
    return (int) number(slot, otherwise);
  }

  boolean isOn(int slot) {
    return (Boolean) values.get(slot);
  }

  Range range(int slot) {
    return (Range) values.get(slot);
  }

  Language language(int slot) {
    return (Language) values.get(slot);
  }

  Condition condition(int slot) {
    return (Condition) values.get(slot);
  }

  MessageRef message(int slot) {
    return (MessageRef) values.get(slot);
  }

  RoleName role(int slot) {
    return (RoleName) values.get(slot);
  }

  Rule rule(int slot) {
    return (Rule) values.get(slot);
  }

  Invariant invariant(int slot) {
    return (Invariant) values.get(slot);
  }

  Timer timer(int slot, Timer otherwise) {
    return has(slot) ? (Timer) values.get(slot) : otherwise;
  }

  Down cause(int slot) {
    return (Down) values.get(slot);
  }

  List<Long> numbers(int slot) {
    return ((List<?>) values.get(slot)).stream().map(Long.class::cast).toList();
  }

  List<Target> servers(int slot) {
    return ((List<?>) values.get(slot)).stream().map(Target.class::cast).toList();
  }
}
