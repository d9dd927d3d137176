// A cut network: one line between the two sides where there are two, else a bar on each cut link.
import { svg } from "lit-html";
import { line } from "page/text.js";
import { word } from "page/words.js";

export function cuts(picture, at, language) {
  const cut = picture.links.filter((link) => link.cut);
  if (cut.length === 0) {
    return "";
  }
  const order = picture.servers.map((server) => server.id);
  const sides = twoSides(order, cut);
  return sides && order.length > 2 ? fence(order, sides, at, language) : bars(cut, at);
}

/** The ids of one side, if the cut links part the servers into two arcs of the ring and nothing else. */
export function twoSides(order, cut) {
  const isCut = new Set(cut.map((link) => `${link.a}>${link.b}`));
  const parted = (a, b) => isCut.has(`${a}>${b}`) && isCut.has(`${b}>${a}`);
  const first = new Set([order[0]]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const id of order) {
      if (!first.has(id) && [...first].some((other) => !parted(id, other))) {
        first.add(id);
        grown = true;
      }
    }
  }
  const rest = order.filter((id) => !first.has(id));
  const whole = rest.every((a) => rest.every((b) => a === b || !parted(a, b)));
  const inside = [...first].every((a) => [...first].every((b) => a === b || !parted(a, b)));
  const borders = order.filter((id, i) => first.has(id) !== first.has(order[(i + 1) % order.length]));
  return rest.length > 0 && whole && inside && borders.length === 2 ? first : null;
}

function fence(order, side, at, language) {
  const points = [...at.values()];
  const cx = points.reduce((sum, p) => sum + p.x, 0) / points.length;
  const cy = points.reduce((sum, p) => sum + p.y, 0) / points.length;
  const gaps = order.flatMap((id, i) => {
    const other = order[(i + 1) % order.length];
    return side.has(id) === side.has(other) ? [] : [outside(at.get(id), at.get(other), cx, cy)];
  });
  const [a, b] = gaps[0].y <= gaps[1].y ? gaps : [gaps[1], gaps[0]];
  const small = side.size * 2 <= order.length ? [...side] : order.filter((id) => !side.has(id));
  const mx = small.reduce((sum, id) => sum + at.get(id).x, 0) / small.length;
  const my = small.reduce((sum, id) => sum + at.get(id).y, 0) / small.length;
  const kx = cx + (mx - cx) * 0.12;
  const ky = cy + (my - cy) * 0.12;
  const left = a.x < cx;
  return svg`<path d=${`M${a.x} ${a.y}Q${kx} ${ky} ${b.x} ${b.y}`} fill="none" class="stroke-alarm"
      stroke-width="7" stroke-dasharray="3 16" stroke-linecap="round"/>
    ${line(a.x + (left ? -14 : 14), a.y + 10, word(language, "cut"), {
      size: 27, weight: 700, tone: "alarm-text", at: left ? "end" : "start" })}`;
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
