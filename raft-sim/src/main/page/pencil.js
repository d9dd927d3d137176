// The pencil: a line drawn through the ring cuts the network where it passes.
import { svg } from "lit-html";
import { places } from "page/ring.js";
import { perform } from "page/palette.js";
import { set, state } from "page/state.js";
import { word } from "page/words.js";

const SHORTEST = 80; // units; less is a click

/** The paper behind the servers; what is drawn on it is seen until it is let go. */
export function pencil({ line, picture }, box) {
  const at = (event) => {
    const matrix = event.currentTarget.ownerSVGElement.getScreenCTM().inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return { x, y };
  };
  return svg`<rect class="pad" x=${box.x} y=${box.y} width=${box.w} height=${box.h}
      @pointerdown=${(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        set({ line: [at(event)], menu: null });
      }}
      @pointermove=${(event) => state.line && set({ line: [...state.line, at(event)] })}
      @pointerup=${() => cut(places(picture.servers, box))}
      @pointercancel=${() => set({ line: null })}/>
    ${line && line.length > 1 ? svg`<polyline points=${line.map(({ x, y }) => `${x},${y}`).join(" ")} fill="none"
      class="stroke-alarm" stroke-width="7" stroke-linecap="round" pointer-events="none"/>` : ""}`;
}

function cut(at) {
  const points = state.line ?? [];
  set({ line: null });
  if (length(points) < SHORTEST) {
    return;
  }
  const inside = sideOf(points);
  const side = [...at].filter(([, place]) => inside(place)).map(([id]) => `S${id}`);
  if (side.length === 0 || side.length === at.size) {
    set({ notice: word(state.language, "nothingCut") });
    return;
  }
  perform(`cut ${side.join(",")} | rest`, (answer) => set({ notice: answer }));
}

const length = (points) =>
  points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - points[i].x, p.y - points[i].y), 0);

/** A line that comes back to its beginning goes round some servers; any other parts left from right. */
function sideOf(points) {
  const first = points[0];
  const last = points.at(-1);
  const gap = Math.hypot(last.x - first.x, last.y - first.y);
  return gap < length(points) * 0.3
    ? (place) => isWithin(place, points)
    : (place) => (last.x - first.x) * (place.y - first.y) - (last.y - first.y) * (place.x - first.x) > 0;
}

function isWithin({ x, y }, points) {
  let within = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const p = points[i];
    const q = points[j];
    if (p.y > y !== q.y > y && x < ((q.x - p.x) * (y - p.y)) / (q.y - p.y) + p.x) {
      within = !within;
    }
  }
  return within;
}
