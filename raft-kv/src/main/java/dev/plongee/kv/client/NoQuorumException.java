package dev.plongee.kv.client;

/// Servers answer, but within the time-out none of them led with a majority behind it.
public final class NoQuorumException extends NotDoneException {
  NoQuorumException(String message) {
    super(
        message,
        "see which servers run (./raft status) and start those that are down"
            + " (./raft up --only S2), or wait for an election to end");
  }
}
