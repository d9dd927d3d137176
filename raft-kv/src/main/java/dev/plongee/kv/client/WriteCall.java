package dev.plongee.kv.client;

import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.Result;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A command for the log.
final class WriteCall<T> extends Call<T> {
  /// What protects it from being executed twice.
  enum Guard {
    /// Nothing: it is not sent again once a server may have taken it.
    NONE,
    /// Its number in a session, which it gets before it is sent.
    SESSION,
    /// It does no harm when it is executed twice, and nobody asks whether it was.
    HARMLESS
  }

  private final Command command;
  private final Guard guard;
  private final Function<Result, T> reading;

  private @Nullable ClientSession session;
  private long number;
  private boolean wasUnanswered;

  private WriteCall(Command command, Guard guard, long timeoutNanos, Function<Result, T> reading) {
    super(CommandCodec.lengthOf(command), timeoutNanos);
    this.command = command;
    this.guard = guard;
    this.reading = reading;
  }

  /// A write of the user.
  ///
  /// @param reading makes the user's result of the state machine's
  static <T> WriteCall<T> of(
      Command.Write write, boolean inSession, long timeoutNanos, Function<Result, T> reading) {
    return new WriteCall<>(write, inSession ? Guard.SESSION : Guard.NONE, timeoutNanos, reading);
  }

  /// Begins a session, and gives its id.
  static WriteCall<Long> registration(long timeoutNanos) {
    return new WriteCall<>(
        new Command.RegisterSession(), Guard.HARMLESS, timeoutNanos, Result::index);
  }

  /// Ends a session.
  static WriteCall<Long> closing(ClientSession session, long timeoutNanos) {
    Command close = new Command.CloseSession(session.id());
    return new WriteCall<>(close, Guard.HARMLESS, timeoutNanos, Result::index);
  }

  boolean needsSession() {
    return guard == Guard.SESSION && session == null;
  }

  /// From now on it is the next write of this session.
  void use(ClientSession its) {
    session = its;
    number = its.nextNumber();
  }

  /// The session that it used, for others to use.
  @Nullable ClientSession leaveSession() {
    ClientSession left = session;
    session = null;
    return left;
  }

  @Override
  Request makeRequest() {
    Command sent =
        session != null && command instanceof Command.Write write
            ? new Command.InSession(session.id(), number, write)
            : command;
    return Request.newBuilder()
        .setId(id)
        .setWrite(SharedBytes.of(CommandCodec.encode(sent)))
        .build();
  }

  @Override
  boolean mayRepeat() {
    return guard != Guard.NONE;
  }

  @Override
  void remainedUnanswered() {
    wasUnanswered = true;
  }

  @Override
  boolean isInDoubt() {
    return guard != Guard.HARMLESS && (wasUnanswered || sentTo != null);
  }

  void complete(Result result) {
    complete(() -> reading.apply(result));
  }
}
