/// Everything that can be broken on purpose, and what must catch it: one list for whoever breaks a
/// rule, in a scene, in a campaign, or to test the checks.
///
/// Each entry overrides one function of the rules, of the core or around it. In comes an id; out
/// goes the entry. Never in here: a fault of the network or of a disk (those are faults), a change
/// of the core.
@NullMarked
package dev.plongee.sim.zoo;

import org.jspecify.annotations.NullMarked;
