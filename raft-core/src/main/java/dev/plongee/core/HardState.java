package dev.plongee.core;

/// What must be on disk before a server answers, beside its log (Figure 2, persistent state).
///
/// @param term currentTerm: the latest term this server has seen, 0 at first boot
/// @param votedFor the server this one voted for in that term, or [ServerId#NONE]
public record HardState(long term, int votedFor) {
  public static final HardState INITIAL = new HardState(0, ServerId.NONE);
}
