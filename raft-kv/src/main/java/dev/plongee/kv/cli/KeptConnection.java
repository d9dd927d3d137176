package dev.plongee.kv.cli;

import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import org.jspecify.annotations.Nullable;

/// A connection for many commands. When another cluster is found at the same place, one that was
/// started anew for example, it is made anew too.
final class KeptConnection implements AutoCloseable {
  private final ClusterOptions where;
  private final int sessions;
  private @Nullable ClientOptions options;
  private @Nullable PlongeeClient client;

  /// @param sessions as [ClientOptions#sessions()]
  KeptConnection(ClusterOptions where, int sessions) {
    this.where = where;
    this.sessions = sessions;
  }

  ClusterOptions where() {
    return where;
  }

  /// The client, connected when the first call needs it.
  ///
  /// @throws CommandException when there is no cluster
  synchronized PlongeeClient client() {
    ClientOptions found = where.find().withSessions(sessions);
    if (client == null || !found.equals(options)) {
      close();
      client = new PlongeeClient(found);
      options = found;
    }
    return client;
  }

  /// Ends it, and with it every call under way; for any thread. The next command makes a new one.
  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
