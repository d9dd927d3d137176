// The list of scenes: those of the track first, with their numbers; the others are for questions.
import { html } from "lit-html";
import { openScene } from "page/cursor.js";
import { set } from "page/state.js";
import { scenesOf } from "page/track.js";
import { typeset, word } from "page/words.js";

export function scenesView(state) {
  const { language, track, scenes } = state;
  const inTrack = scenesOf(scenes, track);
  const others = scenes.map((_, i) => i).filter((i) => !inTrack.includes(i));
  return html`<section class="sheet scenes">
    <h1>${word(language, "track")} ${track} ${word(language, "minutes")}</h1>
    ${inTrack.map((i) => choice(state, i))}
    ${others.length ? html`<h2>${word(language, "questions")}</h2>` : ""}
    ${others.map((i) => choice(state, i))}
  </section>`;
}

function choice({ scenes, at, language }, i) {
  const { scene } = scenes[i];
  return html`<button class=${i === at ? "choice chosen" : "choice"} data-scene=${scene.name} @click=${() => {
    set({ overlay: null });
    openScene(i);
  }}><kbd>${scene.number}</kbd><span>${typeset(language, scene.title[language])}</span>
    <small>${scene.paper}</small></button>`;
}
