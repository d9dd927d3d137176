/// What must always be true of a cluster, checked after every event: the invariants, one file a
/// chapter, each with a number that never changes.
///
/// In comes what an observer of a world sees. The checks believe no server: they read what was
/// written to disks, what was sent, what was answered, and ledgers of their own. Never in here: a
/// schedule, a fault, a file; a check that changes what it looks at.
@NullMarked
package dev.plongee.sim.check;

import org.jspecify.annotations.NullMarked;
