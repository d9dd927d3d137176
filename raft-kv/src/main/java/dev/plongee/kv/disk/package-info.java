/// The log of one server on a real disk: what the core asked to be durable, made durable with one
/// fsync for all that waits, and found again after a crash.
///
/// In come writes of the core and the files of one directory; out go the recovered state, and
/// errors that say what, where and what to do. Never in here: a decision about the contents of the
/// log, a thread, a retry after an error, a network.
@NullMarked
package dev.plongee.kv.disk;

import org.jspecify.annotations.NullMarked;
