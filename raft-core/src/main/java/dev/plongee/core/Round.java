package dev.plongee.core;

/// One round of leader contact, for reads (§8): a number has a meaning only within its term.
public record Round(long term, long number) {
  /// Before the first round.
  public static final Round NONE = new Round(0, 0);
}
