package dev.plongee.kv.client;

/// No server could be reached within the time-out.
public final class UnreachableException extends NotDoneException {
  UnreachableException(String message) {
    super(message, "start the cluster (./raft up), or name its servers (--connect host:port,...)");
  }
}
