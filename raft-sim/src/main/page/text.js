// Text in a picture: how wide it is, where its lines break, and how it is set.
import { svg } from "lit-html";

export const FONT =
  "Inter,'Segoe UI','Noto Sans','Liberation Sans','DejaVu Sans',sans-serif";

const WEIGHTS = [400, 600, 800]; // those that are embedded

/** The embedded font has to be there before anything is measured. */
export const fontsReady = () =>
  Promise.all(WEIGHTS.map((weight) => document.fonts.load(`${weight} 24px Inter`, "é→")));

/** The smallest type on a stage, in its units: 24 px at 1920x1080, 12 px on a phone. */
export const SMALL = 24;
export const BODY = 30;
export const SAY = 38;

const brush = document.createElement("canvas").getContext("2d");
const widths = new Map();

export function measure(text, size = BODY, weight = 400) {
  const key = `${weight} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    brush.font = `${weight} 100px ${FONT}`;
    width = brush.measureText(text).width;
    if (widths.size > 20000) {
      widths.clear();
    }
    widths.set(key, width);
  }
  return (width * size) / 100;
}

/** Breaks at plain spaces only: the other ones hold French signs to their words. */
export function wrap(text, width, size = BODY, weight = 400) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && measure(longer, size, weight) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** As many lines as `wrap` gives, about equally long: no single word is left for the last one. */
export function balance(text, width, size = BODY, weight = 400) {
  const most = wrap(text, width, size, weight).length;
  let [low, high] = [width / most, width];
  while (high - low > size) {
    const middle = (low + high) / 2;
    if (wrap(text, middle, size, weight).length > most) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return wrap(text, high, size, weight);
}

/** The text, or as much of it as fits and an ellipsis. */
export function fit(text, width, size = BODY, weight = 400) {
  if (measure(text, size, weight) <= width) {
    return text;
  }
  let kept = text;
  while (kept.length > 1 && measure(`${kept}…`, size, weight) > width) {
    kept = kept.slice(0, -1);
  }
  return `${kept.trimEnd()}…`;
}

/** One line of text; `at` is start, middle or end. */
export function line(x, y, text, { size = BODY, weight = 400, tone = "ink", at = "start" } = {}) {
  return svg`<text x=${x} y=${y} font-size=${size} font-weight=${weight} text-anchor=${at}
    class=${tone}>${text}</text>`;
}

/** Lines below each other, the first one's baseline at `y`. */
export function lines(x, y, texts, { leading = 1.25, size = BODY, ...rest } = {}) {
  return texts.map((text, i) => line(x, y + i * size * leading, text, { size, ...rest }));
}
