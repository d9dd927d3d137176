// The tape: the terms of the script one after the other, its cues, the present moment, and what was improvised.
import { svg } from "lit-html";
import { line, measure, SMALL } from "page/text.js";
import { colour, fill } from "page/signs.js";
import { spoken } from "page/track.js";
import { word } from "page/words.js";

const HEIGHT = 34;

export function tape(picture, state, box, actions) {
  const { branches } = state.tape;
  const script = branches[0];
  const last = Math.max(1, script.last);
  const x = (stop) => box.x + (Math.min(stop, last) / last) * box.w;
  const { language } = state;
  const here = position(picture, branches, x);
  const parts = script.terms.map(([from, term], i) => ({ from: x(from), to: x(script.terms[i + 1]?.[0] ?? last), term }));
  const marks = spoken(state.scene).filter((cue) => cue < script.cues.length).map((cue) => ({ at: x(script.cues[cue]), cue }));
  return svg`<g class="tape">
    <g class="press" @click=${actions ? (event) => actions.toStop(fraction(event, box) * last) : null}>
      ${parts.map((part) => segment(part, box.y))}
      <rect x=${box.x} y=${box.y - 6} width=${box.w} height=${HEIGHT + 12} fill="transparent"/>
    </g>
    ${marks.map(({ at, cue }) => mark(at, box.y + HEIGHT + 12, cue <= picture.cue, cue, actions))}
    ${branches.slice(1).map((branch) => twig(branch, branches, x, box, marks, picture, language))}
    <line x1=${here.x} y1=${here.y ?? box.y - 10} x2=${here.x} y2=${box.y + HEIGHT + 10} class="stroke-alarm" stroke-width="6"
      stroke-linecap="round"/>
    ${parts.map((part) => name(part, box.y, language))}
    ${actions ? svg`${buttons(box, actions)}${keysLine(box, language)}` : ""}
  </g>`;
}

function segment({ from, to, term }, y) {
  return svg`<rect x=${from} y=${y} width=${Math.max(0, to - from)} height=${HEIGHT} fill=${fill(term)} stroke=${colour(term)}/>
    <line x1=${from} y1=${y - 5} x2=${from} y2=${y + HEIGHT + 5} class="stroke-ink" stroke-width="4"/>`;
}

/** Above the line of the present moment, which would cross it out. */
function name({ from, to, term }, y, language) {
  const long = `${word(language, "term")} ${term}`;
  const text = [long, String(term)].find((label) => measure(label, SMALL, 700) + 24 < to - from);
  return text ? svg`<g pointer-events="none">${line(from + 14, y + 26, text, { size: SMALL, weight: 700, tone: "onterm" })}</g>` : "";
}

function mark(x, y, passed, cue, actions) {
  return svg`<g class="press" @click=${actions ? () => actions.toCue(cue) : null}>
    <rect x=${x - 22} y=${y - 8} width="44" height="40" fill="transparent"/>
    <polygon points=${`${x - 13},${y + 20} ${x + 13},${y + 20} ${x},${y}`}
      class=${passed ? "inked stroke-ink" : "hollow stroke-ink"} stroke-width="3" stroke-linejoin="round"/></g>`;
}

/** A branch hangs under the moment it left, as long as it took. */
function twig(branch, branches, x, box, marks, picture, language) {
  const [from, to] = span(branch, branches, x, box);
  const y = box.y + HEIGHT + 34;
  const present = branch.number === picture.branch;
  return svg`<path d=${`M${from} ${box.y + HEIGHT}C${from} ${y} ${from} ${y} ${from + 24} ${y}L${to} ${y}`} fill="none"
      class=${present ? "stroke-ink" : "stroke-dim"} stroke-width=${present ? 6 : 4} stroke-dasharray="2 10" stroke-linecap="round"/>
    ${present ? svg`<circle cx=${from + ((to - from) * picture.stop) / Math.max(1, branch.last)} cy=${y} r="9" class="alarmed"/>` : ""}
    ${present ? label(to + 18, y + 9, marks, word(language, "improvised")) : ""}`;
}

const MARK = 18; // half a cue mark, and some air

/** At the end of the twig, but behind the cue marks that are in its way. */
function label(from, y, marks, text) {
  const width = measure(text, SMALL, 700);
  const x = marks.reduce((at, mark) => (mark.at > at - MARK && mark.at < at + width + MARK ? mark.at + MARK : at), from);
  return line(x, y, text, { size: SMALL, weight: 700 });
}

function span(branch, branches, x, box) {
  const parent = branches[branch.parent];
  const from = branch.parent === 0 ? x(branch.from) : span(parent, branches, x, box)[0] + 40;
  const pitch = Math.max(1, x(1) - x(0));
  return [from, Math.min(box.x + box.w - 190, from + Math.max(60, branch.last * pitch))];
}

function position(picture, branches, x) {
  if (picture.branch === 0) {
    return { x: x(picture.stop) };
  }
  let branch = branches[picture.branch];
  while (branch.parent !== 0) {
    branch = branches[branch.parent];
  }
  return { x: x(branch.from) };
}

const fraction = (event, box) => {
  const matrix = event.currentTarget.ownerSVGElement.getScreenCTM().inverse();
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  return Math.min(1, Math.max(0, (point.x - box.x) / box.w));
};

/** Four buttons that never move. */
function buttons(box, actions) {
  const y = box.y + box.h - 38;
  const press = (name, at, d) => svg`<g class="press button" role="button" aria-label=${name}
    @click=${actions ? () => actions[name]() : null}>
    <rect x=${box.x + at} y=${y - 12} width="60" height="44" rx="10" class="hollow stroke-rule" stroke-width="2.5"/>
    <path d=${d} transform=${`translate(${box.x + at + 30} ${y + 10})`} fill="none" class="stroke-ink" stroke-width="4.5"
      stroke-linecap="round" stroke-linejoin="round"/></g>`;
  return svg`${press("previous", 0, "M6-10L-6 0L6 10")}${press("next", 70, "M-6-10L6 0L-6 10")}
    ${press("eventBack", 140, "M-10 6L0-6L10 6")}${press("eventForward", 210, "M-10-6L0 6L10-6")}`;
}

function keysLine(box, language) {
  return line(box.x + box.w, box.y + box.h - 20, word(language, "keysLine"), { size: SMALL, tone: "dim", at: "end" });
}
