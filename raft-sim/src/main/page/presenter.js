// The speaker's window: what the room sees, the notes, what comes next, and the time.
import { html } from "lit-html";
import { set, state as shared } from "page/state.js";
import { stage } from "page/stage.js";
import { clock, plannedAt } from "page/track.js";
import { pair, typeset, word } from "page/words.js";

const LETTERS = "ABCDEF";

let ticking = 0;

export function presenter(state, actions) {
  const { language, scene, picture } = state;
  const cue = scene.cues[picture.cue];
  const next = scene.cues[picture.cue + 1];
  return html`<div class="presenter">
    <div><div class=${state.black ? "seen dark" : "seen"}>${stage(state, { width: 1920, height: 1080 }, actions)}</div>
      <section class="upcoming"><h2>${word(language, "nextCue")}</h2>
        ${next ? upcoming(next, language) : html`<p class="dim">${word(language, "nextScene")}</p>`}</section></div>
    <aside>
      ${time(state)}
      <h2>${word(language, "notes")}</h2>
      ${cue?.question ? html`<p>${answers(cue.question, language)}</p>` : ""}
      ${(cue?.notes ?? []).map((note) => html`<p class="note">${typeset(language, note[language])}</p>`)}
      ${cue?.notes?.length ? "" : html`<p class="dim">${word(language, "noNotes")}</p>`}
    </aside></div>`;
}

/** For the speaker, who asks the room before it is shown. */
function answers(question, language) {
  const right = question.answers.flatMap((answer, i) => (answer.right ? [LETTERS[i]] : []));
  return pair(language, word(language, "rightAnswer"), right.join(", "));
}

function upcoming(cue, language) {
  return html`${cue.say.map((text) => html`<p>${typeset(language, text[language])}</p>`)}
    ${cue.question ? html`<p><b>${typeset(language, cue.question.text[language])}</b></p>` : ""}`;
}

function time({ language, track, begun, at, scenes, picture }) {
  if (begun === null) {
    return html`<button class="press-button" @click=${startClock}>${word(language, "startClock")}</button>`;
  }
  tick();
  const elapsed = (Date.now() - begun) / 1000;
  const planned = plannedAt(scenes, track, at, picture.cue);
  const late = planned === null ? 0 : Math.round(elapsed - planned);
  return html`<p class="clock">${clock(elapsed)} <span class="dim">/ ${clock(track * 60)}</span></p>
    <p>${pair(language, word(language, "left"), clock(track * 60 - elapsed))}
    ${planned === null ? "" : html` · <span class=${late > 30 ? "bad" : ""}>${clock(Math.abs(late))}
      ${word(language, late > 0 ? "late" : "early")}</span>`}</p>`;
}

/** Starts it, or starts it again; either window may, and both then know. */
export const startClock = () => set({ begun: Date.now() });

/** Ticks once a second, in the speaker's window and nowhere else. */
function tick() {
  if (ticking === 0) {
    ticking = setInterval(() => (shared.role === "presenter" ? set({}) : clearInterval(ticking)), 1000);
  }
}
