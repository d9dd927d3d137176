package dev.plongee.kv.net;

import dev.plongee.core.Message;
import dev.plongee.kv.net.wire.Clients.Request;

/// Who gets what the network receives: the driver. Called on the event loop only.
public interface Inbound {
  /// A message of a peer; its form is checked, its sense is the core's business.
  void message(int from, Message message);

  /// A part of a snapshot from a peer; its bytes are what left there.
  void piece(int from, SnapshotPiece piece);

  /// A peer says how much of a snapshot it has.
  void progress(int from, SnapshotProgress progress);

  /// A peer says that this server is no member of the cluster.
  ///
  /// @param settledTo the entry up to which the peer knows who is
  void notAMember(int peer, long settledTo);

  /// A request of a client, to be answered once by [Client#answer].
  void request(Client from, Request request);
}
