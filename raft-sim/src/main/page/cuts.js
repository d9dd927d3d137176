// A cut network: a dotted line between sides that are arcs of the ring, else a bar on each cut link.
import { svg } from "lit-html";
import { fits, isClear, rectangle } from "page/room.js";
import { line as write, measure } from "page/text.js";
import { word } from "page/words.js";

const SIZE = 27;

/**
 * @param taken what fills the ring already
 * @returns {{draw: () => unknown, filled: object[]}} and what the word "cut" fills besides
 */
export function cuts(picture, at, { taken, box }, language) {
  const cut = picture.links.filter((link) => link.cut);
  const order = picture.servers.map((server) => server.id);
  const borders = cut.length > 0 && order.length > 2 ? bordersOf(order, cut) : null;
  if (borders) {
    return fence(order, borders, at, { taken, box }, language);
  }
  return { draw: () => (cut.length > 0 ? bars(cut, at) : ""), filled: [] };
}

/**
 * The places in the order of the ring after which another side begins, if the cut links part the
 * servers into arcs of the ring and nothing else.
 */
export function bordersOf(order, cut) {
  const isCut = new Set(cut.map((link) => `${link.a}>${link.b}`));
  const parted = (a, b) => isCut.has(`${a}>${b}`) && isCut.has(`${b}>${a}`);
  const n = order.length;
  const borders = order.flatMap((id, i) => (parted(id, order[(i + 1) % n]) ? [i] : []));
  const side = new Map();
  let number = 0;
  for (let i = 0; i < n; i++) {
    const place = (i + 1 + (borders[0] ?? 0)) % n;
    side.set(order[place], number);
    number += borders.includes(place) ? 1 : 0;
  }
  const arcs = cut.every(({ a, b }) => parted(a, b)) &&
    order.every((a) => order.every((b) => a === b || parted(a, b) === (side.get(a) !== side.get(b))));
  return arcs && borders.length > 1 ? borders : null;
}

/** Dotted lines from the middle out through each border; two of them make one curve. */
function fence(order, borders, at, { taken, box }, language) {
  const points = [...at.values()];
  const centre = {
    x: points.reduce((sum, p) => sum + p.x, 0) / points.length,
    y: points.reduce((sum, p) => sum + p.y, 0) / points.length,
  };
  const exits = borders.map((i) => outside(at.get(order[i]), at.get(order[(i + 1) % order.length]), centre));
  const curves = exits.length === 2
    ? [clearest(exits, centre, taken)]
    : exits.map(([end]) => ({ a: centre, middle: centre, b: end }));
  const ends = exits.length === 2 ? [curves[0].a, curves[0].b] : curves.map(({ b }) => b);
  const text = word(language, "cut");
  const line = curves.flatMap(dots);
  const spot = label(ends, line, centre.x, { taken: [...taken, ...line], box }, measure(text, SIZE, 700));
  return {
    draw: () => svg`${curves.map(({ a, middle, b }) => svg`<path d=${`M${a.x} ${a.y}Q${middle.x} ${middle.y} ${b.x} ${b.y}`}
        fill="none" class="stroke-alarm" stroke-width="7" stroke-dasharray="3 16" stroke-linecap="round"/>`)}
      ${spot ? write(spot.x, spot.y, text, { size: SIZE, weight: 700, tone: "alarm-text" }) : ""}`,
    filled: spot ? [spot.filled] : [],
  };
}

const wordAt = (x, y, width) => ({ x, y, filled: rectangle(x - 6, y - 24, x + width + 6, y + 6) });

const REACHES = [92, 62, 32, 2];

/** Points between two neighbours, the one farthest outside the ring first. */
function outside(p, q, centre) {
  const x = (p.x + q.x) / 2 - centre.x;
  const y = (p.y + q.y) / 2 - centre.y;
  const length = Math.hypot(x, y) || 1;
  return REACHES.map((reach) => ({ x: centre.x + x * (1 + reach / length), y: centre.y + y * (1 + reach / length) }));
}

const SHIFTS = Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * 20);

/** How much a line hides, words count most; no more is looked for than what is too much already. */
function harm(curve, taken, enough) {
  let sum = 0;
  for (let i = 0; i <= PARTS && sum < enough; i++) {
    const dot = dotOf(curve, i / PARTS);
    for (const shape of taken) {
      if (!isClear(dot, shape)) {
        sum += shape.words ? 20 : 1;
      }
    }
  }
  return sum;
}

/** The curve that hides the least; of equal ones the longest, then the straightest. */
function clearest([starts, ends], centre, taken) {
  let best = { hits: Infinity, curve: null };
  for (const a of starts) {
    for (const b of ends) {
      const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      for (const shift of SHIFTS) {
        const middle = { x: centre.x - ((b.y - a.y) / length) * shift, y: centre.y + ((b.x - a.x) / length) * shift };
        const curve = { a, middle, b };
        const hits = harm(curve, taken, best.hits);
        if (hits === 0) {
          return curve;
        }
        best = hits < best.hits ? { hits, curve } : best;
      }
    }
  }
  return best.curve;
}

const PARTS = 32;
const HALF = 8; // of a dot, with some air

/** A dot of the line, `t` of the way along it. */
function dotOf({ a, middle, b }, t) {
  const [first, second, third] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
  const x = first * a.x + second * middle.x + third * b.x;
  const y = first * a.y + second * middle.y + third * b.y;
  return rectangle(x - HALF, y - HALF, x + HALF, y + HALF);
}

/** What the line fills. */
const dots = (curve) => Array.from({ length: PARTS + 1 }, (_, i) => dotOf(curve, i / PARTS));

/** The word stands at the first end where it covers nothing, else beside the line. */
function label(ends, line, cx, { taken, box }, width) {
  const spots = [...ends].sort((a, b) => a.y - b.y).flatMap((end) => {
    const out = end.x < cx ? -1 : 1;
    return [out, -out].flatMap((way) => [10, -18, 38].map((down) => {
      return wordAt(end.x + way * 18 - (way < 0 ? width : 0), end.y + down, width);
    }));
  });
  spots.push(...line.flatMap((dot) => [-14, 36].map((down) => wordAt(dot.left + HALF - width / 2, dot.top + HALF + down, width))));
  return spots.find(({ filled }) => filled.left >= box.x && filled.right <= box.x + box.w && fits(filled, taken)) ?? null;
}

function bars(cut, at) {
  const pairs = new Map();
  for (const link of cut) {
    const key = [link.a, link.b].sort((a, b) => a - b).join("-");
    pairs.set(key, [...(pairs.get(key) ?? []), link]);
  }
  return [...pairs.values()].map((links) => {
    const p = at.get(links[0].a);
    const q = at.get(links[0].b);
    if (!p || !q) {
      return "";
    }
    const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    const ux = (q.x - p.x) / length;
    const uy = (q.y - p.y) / length;
    const mx = (p.x + q.x) / 2;
    const my = (p.y + q.y) / 2;
    const oneWay = links.length === 1;
    return svg`<line x1=${p.x + ux * 84} y1=${p.y + uy * 84} x2=${q.x - ux * 84} y2=${q.y - uy * 84}
        class="stroke-alarm" stroke-width="4" stroke-dasharray="2 14" stroke-linecap="round"/>
      <line x1=${mx - uy * 26} y1=${my + ux * 26} x2=${mx + uy * 26} y2=${my - ux * 26}
        class="stroke-alarm" stroke-width="8" stroke-linecap="round"/>
      ${oneWay ? svg`<path d=${`M${mx - ux * 26 - uy * 12} ${my - uy * 26 + ux * 12}L${mx - ux * 10} ${my - uy * 10}L${mx - ux * 26 + uy * 12} ${my - uy * 26 - ux * 12}`}
        class="stroke-alarm" fill="none" stroke-width="6"/>` : ""}`;
  });
}
