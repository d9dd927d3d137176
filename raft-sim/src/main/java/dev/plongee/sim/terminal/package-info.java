/// Scenes on a terminal: columns, colours, line breaks.
///
/// In come the moments of a run and what is known of a world; out go lines of text. Never in here:
/// a sentence about Raft (they are made in `phrase`), a decision, a file.
@NullMarked
package dev.plongee.sim.terminal;

import org.jspecify.annotations.NullMarked;
