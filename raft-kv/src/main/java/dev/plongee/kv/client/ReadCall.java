package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A question, or an order that does no harm when it is given twice: repeated at will.
final class ReadCall<T> extends Call<T> {
  /// What any question costs, roughly; its key is short.
  private static final int SIZE = 128;

  private final Request.Builder question;
  private final @Nullable Address only;
  private final Function<Response, T> reading;

  /// @param only the one server that is asked, or nothing for the leader
  /// @param reading makes the result of the answer
  ReadCall(
      Request.Builder question,
      @Nullable Address only,
      long timeoutNanos,
      Function<Response, T> reading) {
    super(SIZE, timeoutNanos);
    this.question = question;
    this.only = only;
    this.reading = reading;
  }

  @Override
  Request makeRequest() {
    return question.setId(id).build();
  }

  @Override
  @Nullable Address only() {
    return only;
  }

  @Override
  boolean mayRepeat() {
    return only == null;
  }

  @Override
  boolean isInDoubt() {
    return false;
  }

  void complete(Response response) {
    complete(() -> reading.apply(response));
  }
}
