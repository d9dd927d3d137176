package dev.plongee.sim.world;

/// One line of the history of all clients, in the order in which it happened.
///
/// @param process who called: one after another, and never used again once an outcome is unknown
/// @param client the client of that process
/// @param number the call of that client
/// @param time microseconds of the world
public record ClientEvent(
    int process, int client, int number, Phase phase, Request request, Answer answer, long time) {
  /// What a line says.
  public enum Phase {
    /// The call begins.
    INVOKE,
    /// It happened, and this is the answer.
    OK,
    /// It definitely did not happen.
    FAIL,
    /// Nobody knows, for ever: it may happen later, or never.
    INFO
  }
}
