// A moment as a value: the scene, what was improvised, and the stop. Links and windows pass it on.
import * as engine from "page/engine.js";
import { openText, refresh } from "page/cursor.js";
import { set, state } from "page/state.js";

/** Every branch as where it left and what was typed, in the order in which they grew. */
export const twigs = (tape) =>
  tape.branches.slice(1).map(({ parent, from, typed }) => ({ parent, from, typed }));

export function moment({ text, at, tape, picture }) {
  return { text, at, twigs: twigs(tape), branch: picture.branch, stop: picture.stop };
}

/** Brings the page to a moment that another window or a link tells of. */
export function restore({ text, at, twigs: wanted, branch, stop }) {
  const grown = state.tape ? JSON.stringify(twigs(state.tape)) : "";
  if (text !== state.text || grown !== JSON.stringify(wanted)) {
    if (!openText(text, at)) {
      return false;
    }
    grow(wanted);
  }
  const branches = engine.tape(state.show).branches;
  const to = branches[branch] ? branch : 0;
  engine.go(state.show, to, Math.min(stop, branches[to].last));
  refresh();
  return true;
}

/** The same, with what was shared: how it is shown, down to the views, which a scene would choose anew. */
export function resume(shared, wanted) {
  set(shared);
  const isThere = restore(wanted);
  if (isThere && state.panels.join() !== shared.panels.join()) {
    set({ panels: shared.panels });
    refresh();
  }
  return isThere;
}

function grow(wanted) {
  for (const { parent, from, typed } of wanted) {
    engine.go(state.show, parent, from);
    for (const command of typed) {
      engine.type(state.show, command, state.language);
    }
  }
}
