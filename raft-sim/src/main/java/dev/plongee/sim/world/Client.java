package dev.plongee.sim.world;

/// One client; it has one call at a time.
///
/// @param process the process it is in histories
/// @param session that its writes are in, [#NO_SESSION] when it has none
/// @param number of the present call, or of the last one; also the number of a write in its session
/// @param attempt of the present call
/// @param doubtful whether an attempt before this one may be in a log
/// @param server where the present attempt goes or waits; a silent client remembers whom it asked
/// @param at when the attempt reaches the server, or when the client waits for it no longer
/// @param unheard the attempt whose answer is lost on its way, 0 for none
record Client(
    int id,
    int process,
    long session,
    int number,
    int attempt,
    boolean doubtful,
    Phase phase,
    Request request,
    int server,
    long at,
    int unheard) {
  static final long NO_SESSION = 0;

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
    return new Client(
        id, process, NO_SESSION, 0, 0, false, Phase.SILENT, NOTHING, server, EventQueue.NEVER, 0);
  }

  /// The next call, which begins at this time.
  Client calling(Request next, int target, long time) {
    return new Client(
        id, process, session, number + 1, 1, false, Phase.CALLING, next, target, time, 0);
  }

  /// The present call at another server.
  ///
  /// @param unanswered whether nobody knows what became of the attempt before
  Client retrying(int target, long time, boolean unanswered) {
    return new Client(
        id,
        process,
        session,
        number,
        attempt + 1,
        doubtful || unanswered,
        Phase.CALLING,
        request,
        target,
        time,
        unheard);
  }

  Client waiting(long until) {
    return new Client(
        id,
        process,
        session,
        number,
        attempt,
        doubtful,
        Phase.WAITING,
        request,
        server,
        until,
        unheard);
  }

  /// The same client, to which the answer to the present attempt will not come.
  Client unhearing() {
    return new Client(
        id, process, session, number, attempt, doubtful, phase, request, server, at, attempt);
  }

  boolean hears(int its) {
    return unheard != its;
  }

  Client silent(int nextProcess, long nextSession) {
    return new Client(
        id,
        nextProcess,
        nextSession,
        number,
        attempt,
        false,
        Phase.SILENT,
        request,
        server,
        EventQueue.NEVER,
        0);
  }

  boolean waitsFor(int call) {
    return phase == Phase.WAITING && number == call;
  }

  boolean waitsFor(int call, int its) {
    return waitsFor(call) && attempt == its;
  }

  /// Whether its call may be sent again although a server may have taken it.
  boolean isProtected() {
    return session != NO_SESSION && request instanceof Request.Write;
  }

  /// What it sends.
  Request sent() {
    return session != NO_SESSION && request instanceof Request.Write write
        ? new Request.InSession(session, number, write)
        : request;
  }
}
