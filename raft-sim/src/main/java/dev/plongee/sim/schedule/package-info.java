/// Who picks the next event of a world.
///
/// *Timed* lets happen what is due first, with faults in between that are a list of data and can be
/// stored, replayed and shrunk; *Manual* repeats named events and acts. In come worlds, seeds and
/// faults; out go worlds that went on. Never in here: a check, a thread, real time, randomness that
/// is not a function of a seed.
@NullMarked
package dev.plongee.sim.schedule;

import org.jspecify.annotations.NullMarked;
