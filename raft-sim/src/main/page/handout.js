// The hand-out: on paper or as a PDF, the whole track, one cue a page, each as it is at its end.
import { html, render } from "lit-html";
import * as engine from "page/engine.js";
import { panelsFor } from "page/cursor.js";
import { state } from "page/state.js";
import { stage } from "page/stage.js";
import { scenesOf } from "page/track.js";

const SIZE = { width: 1920, height: 1080 };

const host = () => document.getElementById("handout");

/** The pages are there while something prints, and only then. */
export function preparePrint() {
  window.addEventListener("beforeprint", () => render(pages(), host()));
  window.addEventListener("afterprint", () => render("", host()));
}

export const printTalk = () => window.print();

export const pages = () => scenesOf(state.scenes, state.track).flatMap(pagesOf);

function pagesOf(at) {
  const { text, scene } = state.scenes[at];
  const { show } = engine.open(text);
  const tape = engine.tape(show);
  const drawn = tape.branches[0].cues.flatMap((stop, cue) => {
    const next = tape.branches[0].cues[cue + 1] ?? tape.branches[0].last + 1;
    engine.go(show, 0, Math.max(stop, next - 1));
    const picture = engine.picture(show, state.language);
    const still = { ...state, at, text, scene, tape, picture, ring: true, panels: panelsFor(text), lamps: true, twin: null, whole: true };
    return scene.cues[cue].say.length ? [html`<div class="sheet-of-paper">${stage(still, SIZE, null)}</div>`] : [];
  });
  engine.close(show);
  return drawn;
}
