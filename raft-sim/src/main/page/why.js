// Why: each decision behind the present stop in one sentence, with its place in the paper and in the code.
import { svg } from "lit-html";
import { fit, line, lines, SMALL, wrap } from "page/text.js";
import { check, cross } from "page/signs.js";
import { pair, typeset, word } from "page/words.js";

const SIZE = 28;
const INDENT = 44;

export function why(picture, state, box) {
  const { language } = state;
  const told = picture.because ?? picture.told;
  const title = told.who ? pair(language, told.who, told.what) : told.what;
  let y = box.y + 30;
  const drawn = [line(box.x, y, word(language, "why"), { size: 27, weight: 700, tone: "dim" })];
  const put = (text, options, indent = 0) => {
    const broken = wrap(typeset(language, text), box.w - indent, options.size, options.weight);
    y += options.gap ?? 0;
    drawn.push(lines(box.x + indent, y, broken, options));
    y += broken.length * options.size * 1.25;
  };
  y += 42;
  if (title) {
    put(title, { size: 30, weight: 700 });
  }
  for (const change of told.changes) {
    put(change, { size: SIZE, weight: 500, tone: "ink" });
  }
  y += 10;
  for (const reason of reasons(told)) {
    const height = wrap(typeset(language, reason.sentence), box.w - INDENT, SIZE, 500).length * SIZE * 1.25 + 26;
    if (y + height > box.y + box.h) {
      break;
    }
    drawn.push(reason.refusal ? cross(box.x + 16, y - 9, 24) : check(box.x + 16, y - 9, 24, "good"));
    put(reason.sentence, { size: SIZE, weight: 500 }, INDENT);
    drawn.push(line(box.x + INDENT, y - 2, fit(source(reason), box.w - INDENT, SMALL), { size: SMALL, tone: "dim" }));
    y += 48;
  }
  if (reasons(told).length === 0 && told.changes.length === 0) {
    put(word(language, "noWhy"), { size: SIZE, weight: 400, tone: "dim" });
  }
  return svg`<g class="why">${drawn}</g>`;
}

const source = (reason) => [reason.paper, reason.rule, reason.file].filter(Boolean).join(" · ");

/** Those that explain the event first, then all others; what is said twice is shown once. */
function reasons({ why: main, all }) {
  const seen = new Set();
  return [...main, ...all].filter(({ sentence }) => !seen.has(sentence) && seen.add(sentence));
}
