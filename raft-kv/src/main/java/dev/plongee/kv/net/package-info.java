/// The network of one server and of its clients: frames, handshake, connections, and the
/// translation between the core's messages and protobuf. In come core messages and client answers
/// to send, and bytes from sockets; out go core messages and client requests, checked so far that
/// no stranger's bytes can break the core. Never in here: a decision of Raft, the state machine,
/// the disk, or a thread besides the event loop that is handed in.
@NullMarked
package dev.plongee.kv.net;

import org.jspecify.annotations.NullMarked;
