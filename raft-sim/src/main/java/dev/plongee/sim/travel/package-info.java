/// Going back and forth in a scene: where a viewer stands, and what somebody typed instead of the
/// script.
///
/// In come a scene and what a viewer wants; out goes where he stands: a moment and the world after
/// it. Never in here: a screen, a key, a sentence. A world cannot run backwards: an earlier place
/// is made again from a copy that was kept before it, and equals the first time bit for bit.
@NullMarked
package dev.plongee.sim.travel;

import org.jspecify.annotations.NullMarked;
