package dev.plongee.kv.net;

import dev.plongee.kv.net.wire.Clients.Response;

/// Whoever sent a request, as the driver sees it.
public interface Client {
  /// Asks by itself and wants no answer.
  Client NOBODY =
      new Client() {
        @Override
        public void answer(Response response) {}

        @Override
        public boolean isWritable() {
          return true;
        }
      };

  /// Answers one request; the answer leaves at the next [Network#flush]. Without effect when the
  /// client is gone.
  void answer(Response response);

  /// Whether the client reads its answers, so that few of them wait for its socket.
  boolean isWritable();
}
