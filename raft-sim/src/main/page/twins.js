// Two worlds on one schedule: the rule obeyed on the left, broken on the right, and where they part.
// The logs tell most; where they are hidden, the ring is seen.
import { svg } from "lit-html";
import { fit, line, lines, SMALL, wrap } from "page/text.js";
import { ring } from "page/ring.js";
import { logs } from "page/logs.js";
import { lamps } from "page/lamps.js";
import { pair, word } from "page/words.js";

const SIZE = 28;
const SIGNS = 78;

export function twins(state, box, actions) {
  const { twin, picture, language } = state;
  const w = (box.w - 60) / 2;
  const split = twin.splits >= 0 && picture.stop >= twin.splits;
  const middle = box.x + box.w / 2;
  const title = wrap(pair(language, word(language, "broken"), twin.title), w, SIZE, 700);
  const heading = title.length * SIZE * 1.25 + 10;
  return svg`<g class="twins">
    ${world(picture, state, { ...box, w }, [word(language, "obeyed")], heading, "good", actions)}
    ${twin.picture ? world(twin.picture, state, { ...box, x: box.x + w + 60, w }, title, heading, "alarm-text", null) : ""}
    <line x1=${middle} y1=${box.y} x2=${middle} y2=${box.y + box.h} class=${split ? "stroke-alarm" : "stroke-rule"}
      stroke-width=${split ? 6 : 3}/>
    ${picture.stop === twin.splits ? banner(middle, box.y + box.h - 24, word(language, "splitsHere")) : ""}
  </g>`;
}

function world(picture, state, box, title, heading, tone, actions) {
  const showsRing = !state.panels.includes("logs");
  const inner = { ...box, y: box.y + heading, h: box.h - heading - SIGNS };
  return svg`
    ${lines(box.x, box.y + 28, title, { size: SIZE, weight: 700, tone })}
    ${showsRing ? ring(picture, state, inner, actions) : logs(picture, state, inner)}
    ${broken(picture, state.language, { ...box, y: box.y + box.h - SIGNS, h: SIGNS })}`;
}

/** Only what went out is named, and how: there is no room for all lamps twice. */
function broken(picture, language, box) {
  const out = picture.lamps.filter((lamp) => !lamp.holds);
  const named = out.length > 0 ? out.slice(0, 3) : picture.lamps.slice(0, 3);
  const sentence = out[0]?.violations.at(-1)?.sentence ?? "";
  return svg`${lamps({ lamps: named }, language, { ...box, h: 40 })}
    ${line(box.x, box.y + 66, fit(sentence, box.w, SMALL, 600), { size: SMALL, weight: 600, tone: "alarm-text" })}`;
}

function banner(x, y, text) {
  return svg`<g class="haloed">${line(x, y, text, { size: SMALL + 4, weight: 800, at: "middle", tone: "alarm-text" })}</g>`;
}
