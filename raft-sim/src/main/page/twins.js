// Two worlds on one schedule: the rule obeyed on the left, broken on the right, and where they part.
// The logs tell most; where they are hidden, the ring is seen.
import { svg } from "lit-html";
import { balance, line, lines, SMALL } from "page/text.js";
import { ring } from "page/ring.js";
import { logs } from "page/logs.js";
import { alarms, breach, lamps } from "page/lamps.js";
import { pair, typeset, word } from "page/words.js";

const SIZE = 28;
const SIGNS = 40; // the lamps
const LEADING = 30; // of what they say

export function twins(state, box, actions) {
  const { twin, picture, language } = state;
  const w = (box.w - 60) / 2;
  const split = twin.splits >= 0 && picture.stop >= twin.splits;
  const middle = box.x + box.w / 2;
  const title = balance(typeset(language, pair(language, word(language, "broken"), twin.title)), w, SIZE, 700);
  const here = picture.stop === twin.splits ? [word(language, "splitsHere")] : [];
  const heading = Math.max(2, title.length) * SIZE * 1.25 + 10;
  const said = [picture, twin.picture].map((world) => (world ? broken(world, language, w) : []));
  const signs = SIGNS + Math.max(1, ...said.map((texts) => texts.length)) * LEADING + 8;
  const frame = { ...box, w, heading, signs };
  return svg`<g class="twins">
    ${world(picture, state, frame, { title: [word(language, "obeyed")], tone: "good", said: said[0] }, actions)}
    ${lines(box.x, box.y + 28 + SIZE * 1.25, here, { size: SIZE, weight: 800, tone: "alarm-text" })}
    ${twin.picture ? world(twin.picture, state, { ...frame, x: box.x + w + 60 }, { title, tone: "alarm-text", said: said[1] }, null) : ""}
    <line x1=${middle} y1=${box.y} x2=${middle} y2=${box.y + box.h} class=${split ? "stroke-alarm" : "stroke-rule"}
      stroke-width=${split ? 6 : 3}/>
  </g>`;
}

function world(picture, state, box, { title, tone, said }, actions) {
  const showsRing = !state.panels.includes("logs");
  const inner = { ...box, y: box.y + box.heading, h: box.h - box.heading - box.signs };
  return svg`
    ${lines(box.x, box.y + 28, title, { size: SIZE, weight: 700, tone })}
    ${showsRing ? ring(picture, state, inner, actions) : logs(picture, state, inner)}
    ${signals(picture, state.language, said, { ...box, y: box.y + box.h - box.signs, h: SIGNS })}`;
}

/** What broke last, in lines of this width. */
const broken = (picture, language, width) =>
  alarms(picture).slice(0, 1).flatMap((alarm) => balance(breach(alarm, language), width, SMALL, 600));

/** Only what went out is named, and how: there is no room for all lamps twice. */
function signals(picture, language, said, box) {
  const out = picture.lamps.filter((lamp) => !lamp.holds);
  const named = out.length > 0 ? out.slice(0, 3) : picture.lamps.slice(0, 3);
  return svg`${lamps({ lamps: named }, language, box)}
    ${said.map((text, i) => line(box.x, box.y + box.h + 24 + i * LEADING, text, { size: SMALL, weight: 600, tone: "alarm-text" }))}`;
}
