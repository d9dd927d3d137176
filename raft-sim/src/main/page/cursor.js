// Where the viewer stands, and every way to go somewhere else. The engine makes each picture anew.
import * as engine from "page/engine.js";
import { set, state } from "page/state.js";

/** Opens a text as the scene to play; false, and its errors in the state, when it is none. */
export function openText(text, at = state.at) {
  const opened = engine.open(text);
  if (opened.errors) {
    set({ errors: opened.errors });
    return false;
  }
  closeTwin();
  if (state.show) {
    engine.close(state.show);
  }
  const scene = engine.scene(opened.show);
  set({ show: opened.show, scene, text, at, panels: text === state.text ? state.panels : panelsFor(text), errors: [], tape: null, film: null, picture: null, ...now(opened.show) });
  return true;
}

const WRITES = /^\s*(put|append|cas|create|delete|given .* log)\b/m;
const READS = /^\s*(get|register)\b/m;
const SYNCS = /^\s*sync\b/m;

/** The views that a scene begins with, from what happens in it: a beginner's scene shows the ring alone. */
export function panelsFor(text) {
  if (WRITES.test(text)) {
    return READS.test(text) ? ["logs", "history"] : ["logs"];
  }
  return SYNCS.test(text) ? ["shelves"] : [];
}

/** Opens a scene of the list by its place. */
export function openScene(at) {
  return openText(state.scenes[at].text, at) && (toOpening(), true);
}

/** Where a scene begins to speak; what comes before only sets it up. */
export const opening = (scene, tape) => {
  const cue = scene.cues.findIndex((one) => one.say.length > 0);
  return tape.branches[0].cues[Math.max(0, cue)] ?? 0;
};

export const toOpening = () => go(0, opening(state.scene, state.tape));

function closeTwin() {
  if (state.twin) {
    engine.close(state.twin.show);
    set({ twin: null });
  }
}

/** What the engine says of the present moment. */
function now(show) {
  const picture = engine.picture(show, state.language);
  const tape = engine.tape(show);
  const film = state.panels.includes("time")
    ? engine.film(show, FILM, 0, state.language)
    : null;
  return { picture, tape, film };
}

const FILM = 18; // stops that a space-time diagram looks back

/** Asks the engine again, for another language or another view. */
export function refresh() {
  set(now(state.show));
  followTwin();
}

/** @param way one of the engine's functions that go somewhere; says whether it moved */
function move(way, ...given) {
  const moved = way(state.show, ...given);
  if (moved) {
    refresh();
  }
  return moved;
}

export const forward = () => move(engine.forward);
export const back = () => move(engine.back);
export const nextHalt = () => move(engine.nextHalt);
export const previousHalt = () => move(engine.previousHalt);
export const toCue = (cue) => move(engine.toCue, cue);
export const backToScript = () => move(engine.backToScript);
export const go = (branch, stop) => move(engine.go, branch, stop);

/** Does what is typed. The answer is the engine's; what was played is seen at once. */
export function type(command) {
  const answer = engine.type(state.show, command, state.language);
  if (answer.kind === "played") {
    refresh();
  }
  return answer;
}

/** The other world stands as far in the same cue, and at its end when this one does. */
function followTwin() {
  const { twin, tape, picture } = state;
  if (!twin || picture.branch !== 0) {
    return;
  }
  const [from, end] = cueOf(tape.branches[0], picture.cue);
  const [otherFrom, otherEnd] = cueOf(engine.tape(twin.show).branches[0], picture.cue);
  const stop = picture.stop === end ? otherEnd : Math.min(otherEnd, otherFrom + picture.stop - from);
  engine.go(twin.show, 0, stop);
  set({ twin: { ...twin, picture: engine.picture(twin.show, state.language) } });
}

/** The first and the last stop of a cue. */
function cueOf({ cues, last }, cue) {
  return [cues[cue] ?? last, (cues[cue + 1] ?? last + 1) - 1];
}

/** Opens the same scene once more, with a rule broken, and goes to where the two part. */
export function breakRule({ id, title }) {
  closeTwin();
  const opened = engine.open(state.text, "", id);
  if (opened.errors) {
    set({ notice: opened.errors[0].message[state.language] });
    return;
  }
  const splits = engine.diverge(state.show, opened.show);
  set({ twin: { show: opened.show, id, title, splits, picture: null } });
  go(0, Math.max(0, splits));
  refresh();
}

export function mendRule() {
  closeTwin();
}
