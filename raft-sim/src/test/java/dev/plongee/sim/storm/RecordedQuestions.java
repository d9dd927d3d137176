package dev.plongee.sim.storm;

import com.google.protobuf.ByteString;
import dev.plongee.kv.history.HistoryEvent;
import dev.plongee.kv.history.HistoryWriter;
import dev.plongee.kv.net.wire.Clients.Get;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.io.EOFException;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Reads from one server, whoever leads, each of which is a process of a history. A client of ours
/// would long have gone to another server.
final class RecordedQuestions {
  private final Stranger stranger;
  private final HistoryWriter history;
  private final NavigableMap<Integer, HistoryEvent> open = new TreeMap<>();

  RecordedQuestions(Stranger stranger, HistoryWriter history) {
    this.stranger = stranger;
    this.history = history;
  }

  /// Asks for the value of a key, and does not wait for the answer.
  void ask(String key) throws IOException {
    int process = history.newProcess();
    HistoryEvent get = HistoryEvent.get(key);
    history.write(process, get);
    open.put(process, get);
    stranger.ask(
        Request.newBuilder()
            .setId(process)
            .setGet(Get.newBuilder().setKey(ByteString.copyFromUtf8(key)))
            .build());
  }

  /// Waits for all answers, or for the end of the connection.
  ///
  /// @return how many were answered with a value; the others were refused
  int hear() throws IOException {
    int answered = 0;
    try {
      while (!open.isEmpty()) {
        answered += heard(stranger.hear()) ? 1 : 0;
      }
    } catch (EOFException _) {
      open.forEach((process, get) -> history.write(process, get.ended(HistoryEvent.Type.FAIL)));
    }
    return answered;
  }

  private boolean heard(Response response) {
    int process = (int) response.getId();
    HistoryEvent get = open.remove(process);
    if (get == null) {
      throw new IllegalStateException("an answer to no question: " + response);
    }
    boolean answered = response.hasValue();
    history.write(
        process, answered ? get.read(value(response)) : get.ended(HistoryEvent.Type.FAIL));
    return answered;
  }

  private static Optional<String> value(Response response) {
    return response.getValue().hasValue()
        ? Optional.of(response.getValue().getValue().toStringUtf8())
        : Optional.empty();
  }
}
