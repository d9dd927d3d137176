package dev.plongee.sim.world;

/// One client; it has one call at a time.
///
/// @param process the process it is in histories
/// @param number of the present call, or of the last one
/// @param attempt of the present call
/// @param server where the present attempt goes or waits; a silent client remembers whom it asked
/// @param at when the attempt reaches the server, or when the client gives up
record Client(
    int id,
    int process,
    int number,
    int attempt,
    Phase phase,
    Request request,
    int server,
    long at) {
  enum Phase {
    /// Has no call.
    SILENT,
    /// The next attempt is on its way to a server.
    CALLING,
    /// A server has the call.
    WAITING
  }

  private static final Request NOTHING = new Request.Get("");

  /// A client that never called.
  static Client silent(int id, int process, int server) {
    return new Client(id, process, 0, 0, Phase.SILENT, NOTHING, server, EventQueue.NEVER);
  }

  /// The next call, which begins at this time.
  Client calling(Request next, int target, long time) {
    return new Client(id, process, number + 1, 1, Phase.CALLING, next, target, time);
  }

  /// The present call at another server.
  Client retrying(int target, long time) {
    return new Client(id, process, number, attempt + 1, Phase.CALLING, request, target, time);
  }

  Client waiting(long until) {
    return new Client(id, process, number, attempt, Phase.WAITING, request, server, until);
  }

  Client silent(int nextProcess) {
    return new Client(
        id, nextProcess, number, attempt, Phase.SILENT, request, server, EventQueue.NEVER);
  }

  boolean waitsFor(int call) {
    return phase == Phase.WAITING && number == call;
  }
}
