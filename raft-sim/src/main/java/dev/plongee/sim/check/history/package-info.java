/// Judges what clients saw: is there one order of all operations that explains every answer?
///
/// In come finished histories of operations on a key-value store, whoever recorded them; out goes a
/// verdict. Never in here: a server, a log entry, a clock, a file; and never a guess, for a search
/// that ran out of its budget says so.
@NullMarked
package dev.plongee.sim.check.history;

import org.jspecify.annotations.NullMarked;
