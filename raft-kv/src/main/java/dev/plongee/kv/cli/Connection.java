package dev.plongee.kv.cli;

import dev.plongee.kv.client.PlongeeClient;

/// What one command talks to its cluster through. Closing it ends it, unless somebody keeps it for
/// the commands to come.
record Connection(PlongeeClient client, boolean isKept) implements AutoCloseable {
  @Override
  public void close() {
    if (!isKept) {
      client.close();
    }
  }
}
