package dev.plongee.kv.driver;

import dev.plongee.core.ServerId;

/// This server does not belong to its cluster any more: there is nothing left for it to do.
public final class RemovedException extends Exception {
  private static final long serialVersionUID = 1L;

  RemovedException(int server, long knownTo) {
    super(
        ServerId.name(server)
            + " was removed from its cluster, and nobody needs what it holds (it has the members"
            + " up to entry "
            + knownTo
            + ")");
  }
}
