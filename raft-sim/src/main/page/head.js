// The head: which scene, which cue of how many, where in the talk.
import { svg } from "lit-html";
import { balance, fit, line, measure } from "page/text.js";
import { typeset } from "page/words.js";
import { begun, clock, plannedAt, spoken } from "page/track.js";

const PITCH = 44;

export function head(picture, state, box, actions) {
  const { scene, language, track } = state;
  const planned = plannedAt(state.scenes, track, state.at, picture.cue);
  const time = planned === null ? "" : `${clock(planned)} / ${clock(track * 60)}`;
  const right = box.x + box.w;
  const timeWidth = measure(time, 40, 600);
  const cues = spoken(scene);
  const count = countOf(scene, picture.cue);
  const countAt = right - (time ? timeWidth + 56 : 0);
  const dotsAt = countAt - measure("8/8", 34, 600) - 34 - (cues.length - 1) * PITCH;
  const number = scene.number ? String(scene.number) : "";
  const numberWidth = number ? measure(number, 56, 800) + 22 : 0;
  const room = dotsAt - box.x - numberWidth - 60;
  const title = typeset(language, scene.title[language] ?? scene.name);
  const size = Math.max(34, Math.min(56, (56 * room) / measure(title, 56, 800)));
  return svg`<g class="head">
    ${line(box.x, 70, number, { size: 56, weight: 800, tone: "dim" })}
    ${line(box.x + numberWidth, 70, fit(title, room, size, 800), { size, weight: 800 })}
    ${cues.map((cue, i) => dot(dotsAt + i * PITCH, 52, cue, picture.cue, actions))}
    ${line(countAt, 64, count, { size: 34, weight: 600, tone: "dim", at: "end" })}
    ${line(right, 66, time, { size: 40, weight: 600, at: "end" })}
    <line x1=${box.x} y1=${box.h} x2=${right} y2=${box.h} class="stroke-rule" stroke-width="2"/>
  </g>`;
}

function dot(x, y, cue, present, actions) {
  return svg`<g class="press" @click=${actions ? () => actions.toCue(cue) : null}>
    <rect x=${x - PITCH / 2} y=${y - 32} width=${PITCH} height="64" fill="transparent"/>
    <circle cx=${x} cy=${y} r="13" class=${cue <= present ? "inked stroke-ink" : "hollow stroke-ink"} stroke-width="3"/>
    ${cue === present ? svg`<circle cx=${x} cy=${y} r="20" fill="none" class="stroke-ink" stroke-width="3"/>` : ""}
  </g>`;
}

const countOf = (scene, cue) => `${begun(scene, cue)}/${spoken(scene).length}`;

/** On a phone the title takes two lines, and a count stands for the dots. */
export function phoneHead(picture, state, box) {
  const { scene, language } = state;
  const title = typeset(language, `${scene.number ? `${scene.number} ` : ""}${scene.title[language]}`);
  const broken = balance(title, box.w - 110, 42, 800).slice(0, 2);
  return svg`<g class="head">
    ${broken.map((text, i) => line(box.x, 62 + i * 50, text, { size: 42, weight: 800 }))}
    ${line(box.x + box.w, 62, countOf(scene, picture.cue), { size: 34, weight: 600, tone: "dim", at: "end" })}
  </g>`;
}
