// The safety lamps: the five properties of Figure 3 and the answers that clients got.
import { svg } from "lit-html";
import { line, measure, SMALL } from "page/text.js";
import { check, cross } from "page/signs.js";
import { pair, typeset, word } from "page/words.js";

const SIGN = 38;

export function lamps(picture, language, box) {
  const all = picture.lamps.map((lamp) => ({ ...lamp, text: word(language, lamp.holds ? lamp.name : `${lamp.name}Out`) }));
  const widths = all.map((lamp) => SIGN + measure(lamp.text, SMALL, lamp.holds ? 500 : 800));
  const gap = (box.w - widths.reduce((sum, width) => sum + width, 0)) / Math.max(1, all.length - 1);
  let x = box.x;
  return svg`<g class="lamps">${all.map((lamp, i) => {
    const drawn = lampAt(lamp, x, box.y + box.h / 2);
    x += widths[i] + gap;
    return drawn;
  })}</g>`;
}

/** Round with a check mark while the property holds, square with a cross when it does not. */
function lampAt(lamp, x, y) {
  return svg`<g data-lamp=${lamp.name} data-holds=${lamp.holds}>
    ${lamp.holds
      ? svg`<circle cx=${x + 14} cy=${y} r="14" class="good"/>${check(x + 14, y, 17, "paper")}`
      : svg`<rect x=${x - 1} y=${y - 15} width="30" height="30" rx="4" class="alarmed"/>${cross(x + 14, y, 18, "paper")}`}
    ${line(x + SIGN, y + 9, lamp.text, { size: SMALL, weight: lamp.holds ? 500 : 800,
      tone: lamp.holds ? "ink" : "alarm-text" })}
  </g>`;
}

/** A promise that is broken, in its own words. */
export const breach = ({ sentence }, language) =>
  pair(language, word(language, "breached"), typeset(language, language === "fr" ? `« ${sentence} »` : `“${sentence}”`));

/** For each lamp that is out what broke last, and where it was seen; the latest first. */
export function alarms(picture) {
  return picture.lamps
    .filter((lamp) => !lamp.holds)
    .map(({ violations, sentence }) => violations.at(-1) ?? { sentence, stop: -1 })
    .sort((a, b) => b.stop - a.stop);
}
