// Signs that mean the same in every view: the hue and pattern of a term, crown, check mark, cross.
import { svg } from "lit-html";

const HUES = 6;
const PATTERNS = 5;

/** Term 0, before any election, has a hue of its own and no pattern. */
export const hue = (term) => (term === 0 ? "t0" : `t${((term - 1) % HUES) + 1}`);
export const fill = (term) =>
  term === 0 ? "var(--t0)" : `url(#${hue(term)}p${(term - 1) % PATTERNS})`;
export const colour = (term) => `var(--${hue(term)})`;

const MARKS = [
  () => "",
  () => svg`<rect width="4" height="14" fill="#fff" opacity=".25"/>`,
  () => svg`<circle cx="7" cy="7" r="2.6" fill="#fff" opacity=".36"/>`,
  () => svg`<rect width="14" height="3.5" fill="#fff" opacity=".25"/>`,
  () => svg`<path d="M0 7h14M7 0v14" stroke="#fff" stroke-width="1.6" opacity=".3"/>`,
];
const TURN = [0, 45, 0, 0, 45];

/** The patterns of all terms; thirty terms differ in hue or pattern, and the number always does. */
export function definitions() {
  const all = [];
  for (let term = 1; term <= HUES * PATTERNS; term++) {
    const pattern = (term - 1) % PATTERNS;
    all.push(svg`<pattern id=${`${hue(term)}p${pattern}`} width="14" height="14"
      patternUnits="userSpaceOnUse" patternTransform=${`rotate(${TURN[pattern]})`}>
      <rect width="14" height="14" fill=${colour(term)}/>${MARKS[pattern]()}</pattern>`);
  }
  return svg`<defs>${all}
    <marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5" markerHeight="5"
      orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" class="inked"/></marker>
    <marker id="lost" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="6" markerHeight="6"
      orient="auto"><path d="M1 1L9 9M9 1L1 9" class="alarmed" stroke-width="2.4"/></marker></defs>`;
}

/** A crown that stands on (x, y), as wide as `width`. */
export function crown(x, y, width = 52) {
  const u = width / 52;
  return svg`<path class="inked" transform=${`translate(${x} ${y}) scale(${u})`}
    d="M-26 0l7-26l19 15l19-15l7 26z"/>`;
}

export function check(x, y, size, tone = "ink") {
  const u = size / 20;
  return svg`<path class=${`stroke-${tone}`} fill="none" stroke-width="3.4" stroke-linecap="round"
    stroke-linejoin="round" transform=${`translate(${x} ${y}) scale(${u})`} d="M-7 0l5 6l9-12"/>`;
}

export function cross(x, y, size, tone = "alarm") {
  const u = size / 20;
  return svg`<path class=${`stroke-${tone}`} fill="none" stroke-width="3.4" stroke-linecap="round"
    transform=${`translate(${x} ${y}) scale(${u})`} d="M-6-6l12 12M6-6l-12 12"/>`;
}

/** A disk with what is the matter with it: full to its brim, failing, damaged, or standing still. */
export function drum(x, y, { full, failing, damaged, hangs }) {
  const inside = full ? "inked stroke-ink" : "hollow stroke-ink";
  return svg`<g class="drum" transform=${`translate(${x} ${y})`} stroke-width="4" stroke-linejoin="round">
    <circle r="31" class="paper"/>
    <path class=${inside} d="M-21-13v26a21 9 0 0 0 42 0v-26a21 9 0 0 0-42 0z"/>
    <ellipse class="hollow stroke-ink" cx="0" cy="-13" rx="21" ry="9"/>
    ${damaged ? svg`<path class="stroke-alarm" fill="none" stroke-width="5" d="M4-5l-9 10h9l-6 11"/>` : ""}
    ${hangs ? svg`<path class=${full ? "stroke-paper" : "stroke-ink"} stroke-width="5" d="M-6 3v12M6 3v12"/>` : ""}
    ${failing ? cross(0, 5, 34) : ""}</g>`;
}

/** A clock that is wrong; its hand has gone too far, or not far enough. */
export function dial(x, y, clock) {
  const hand = clock.startsWith("+") ? "M0 0L15 8" : "M0 0L-15 8";
  return svg`<g class="dial" transform=${`translate(${x} ${y})`} stroke-width="4" stroke-linecap="round">
    <circle r="31" class="paper"/>
    <circle r="21" class="hollow stroke-ink"/>
    <path class="stroke-ink" fill="none" d="M0 0V-13"/>
    <path class="stroke-alarm" fill="none" stroke-width="5" d=${hand}/></g>`;
}

/** A regular shape with so many corners, one of them on top. */
export function corners(x, y, radius, count) {
  const points = [];
  for (let i = 0; i < count; i++) {
    const angle = (2 * Math.PI * i) / count - Math.PI / 2;
    points.push(`${(x + radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`);
  }
  return points.join(" ");
}
