// Play mode: one event after the other, as fast as the world would go, slowed so that it can be followed.
import { forward } from "page/cursor.js";
import { set, state } from "page/state.js";

const SLOWNESS = 14; // real time for one unit of simulated time
const SHORTEST = 120; // ms between two events
const LONGEST = 900;

let waiting = 0;

export function play() {
  set({ playing: true });
  tick();
}

/** Stops at the end of a cue and at its question, so that a scene never runs away from its speaker. */
function tick() {
  const before = state.picture;
  if (!state.playing || !forward()) {
    pause();
    return;
  }
  const after = state.picture;
  const asks = after.told.kind === "began" && state.scene.cues[after.cue].question !== null;
  if (after.told.kind === "ended" || asks) {
    pause();
    return;
  }
  const passed = ((after.time - before.time) / 1000) * SLOWNESS;
  const wait = Math.min(LONGEST, Math.max(SHORTEST, passed)) / state.speed;
  waiting = setTimeout(tick, wait);
}

export function pause() {
  clearTimeout(waiting);
  set({ playing: false });
}
