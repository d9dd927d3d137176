/// Scenes on a terminal: columns, colours, line breaks.
///
/// In come the moments of a run, what is known of a world, and keys; out go lines of text. Never in
/// here: a sentence about Raft (they are made in `phrase`), a decision, a file.
@NullMarked
package dev.plongee.sim.terminal;

import org.jspecify.annotations.NullMarked;
