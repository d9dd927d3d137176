/// How bytes carry the log: entries, the records of a disk, the flush groups that make several
/// records durable at once, and the scan that finds what survived.
///
/// In come values of the core or bytes from anywhere; out go bytes, values, or an error that says
/// what was wrong and where. Never in here: a file, a socket, a clock, a thread; this package runs
/// in a browser too, so that a simulated disk fails under the very format of the real one.
@NullMarked
package dev.plongee.kv.codec;

import org.jspecify.annotations.NullMarked;
