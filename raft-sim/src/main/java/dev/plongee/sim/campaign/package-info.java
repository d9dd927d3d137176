/// Many random runs, in parallel: the machinery behind `check`.
///
/// In come a range of seeds, the rules to obey, and limits; out go counts, violations, and for each
/// violation what replays it. Never in here: a check of its own (those are invariants), a random
/// choice that the seed does not decide.
@NullMarked
package dev.plongee.sim.campaign;

import org.jspecify.annotations.NullMarked;
