/// The Raft algorithm, sans I/O: one door in ([Raft#step]), one door out ([Output]).
///
/// In come inputs that a driver made (a message, a tick, a completed write); out go a write for the
/// disk, messages, entries to apply and replies. Never in here: a thread, a clock, a disk, a
/// socket, a logger, randomness, static mutable state. Whatever another server or a client must be
/// able to name is public; the rest is package-private.
@NullMarked
package dev.plongee.core;

import org.jspecify.annotations.NullMarked;
