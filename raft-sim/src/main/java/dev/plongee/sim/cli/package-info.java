/// The simulator's commands. In come arguments and files; out go lines for people or one JSON
/// object a line, and exit codes. Never in here: anything a world, a check or a campaign should
/// know.
@NullMarked
package dev.plongee.sim.cli;

import org.jspecify.annotations.NullMarked;
