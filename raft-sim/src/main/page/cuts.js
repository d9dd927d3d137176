// A cut network: a dotted line between sides that are arcs of the ring, else a bar on each cut link.
import { svg } from "lit-html";
import { fits, rectangle } from "page/room.js";
import { line, measure } from "page/text.js";
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
function fence(order, borders, at, room, language) {
  const points = [...at.values()];
  const cx = points.reduce((sum, p) => sum + p.x, 0) / points.length;
  const cy = points.reduce((sum, p) => sum + p.y, 0) / points.length;
  const ends = borders.map((i) => outside(at.get(order[i]), at.get(order[(i + 1) % order.length]), cx, cy));
  const paths = ends.length === 2
    ? [`M${ends[0].x} ${ends[0].y}Q${cx} ${cy} ${ends[1].x} ${ends[1].y}`]
    : ends.map((end) => `M${cx} ${cy}L${end.x} ${end.y}`);
  const text = word(language, "cut");
  const spot = label(ends, cx, room, measure(text, SIZE, 700));
  return {
    draw: () => svg`${paths.map((d) => svg`<path d=${d} fill="none" class="stroke-alarm" stroke-width="7"
        stroke-dasharray="3 16" stroke-linecap="round"/>`)}
      ${spot ? line(spot.x, spot.y, text, { size: SIZE, weight: 700, tone: "alarm-text" }) : ""}`,
    filled: spot ? [spot.filled] : [],
  };
}

/** The word stands at the first end where it covers nothing. */
function label(ends, cx, { taken, box }, width) {
  const spots = [...ends].sort((a, b) => a.y - b.y).flatMap((end) => {
    const out = end.x < cx ? -1 : 1;
    return [out, -out].flatMap((way) => [10, -18, 38].map((down) => {
      const x = end.x + way * 14 - (way < 0 ? width : 0);
      return { x, y: end.y + down, filled: rectangle(x - 6, end.y + down - 24, x + width + 6, end.y + down + 6) };
    }));
  });
  return spots.find(({ filled }) => filled.left >= box.x && filled.right <= box.x + box.w && fits(filled, taken)) ?? null;
}

/** A point outside the ring, between two neighbours. */
function outside(p, q, cx, cy) {
  const mx = (p.x + q.x) / 2 - cx;
  const my = (p.y + q.y) / 2 - cy;
  const length = Math.hypot(mx, my) || 1;
  const reach = length + 92;
  return { x: cx + (mx / length) * reach, y: cy + (my / length) * reach };
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
