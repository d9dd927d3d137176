/// The language of scenes: stories about a cluster that are told to people and checked by tests.
///
/// In comes text (whoever calls has read the file); out come scenes as data, errors that say where
/// and what to do, and the run of a scene on a world, one moment at a time. Never in here: a file,
/// a screen, a sentence about a step, a decision about Raft.
@NullMarked
package dev.plongee.sim.scene;

import org.jspecify.annotations.NullMarked;
