// The clients: who asked for what, when, and what came back; whether a single machine could have answered so; and the faults.
import { svg } from "lit-html";
import { fit, line, measure, SMALL } from "page/text.js";
import { pair, word } from "page/words.js";

const HEADING = 50;
const LABEL = 72;
const ROW = 47;
const LEGIBLE = 150; // less room leaves two or three letters
const FAULTS = 58; // a lane of faults, and what its newest one is
const MOST_LANES = 3;
const FAULT_STEP = 70; // from one lane of faults to the next: nearer to its own words than to those above

export function history(picture, state, box) {
  const { language } = state;
  const { faults, verdict } = picture.history;
  const operations = withWaiting(picture);
  const lanes = [...new Set(operations.map((operation) => operation.client))].sort((a, b) => a - b);
  const end = Math.max(picture.time, 1);
  const begin = operations.length ? Math.min(...operations.map((operation) => operation.from)) : 0;
  const left = box.x + LABEL;
  const scale = (box.w - LABEL) / Math.max(1, end - begin);
  const x = (time) => left + Math.max(0, time - begin) * scale;
  const rows = Math.max(1, Math.floor((box.h - HEADING - (faults.length > 0 ? FAULTS : 0) + 8) / ROW));
  const shown = lanes.slice(-rows);
  const top = box.y + HEADING;
  return svg`<g class="history">
    ${line(box.x, box.y + 30, word(language, "history"), { size: 27, weight: 700, tone: "dim" })}
    ${seal(verdict, box.x + box.w, box.y + 30, language)}
    ${operations.length === 0 ? line(box.x, top + 34, word(language, "noCalls"), { size: 28, tone: "dim" }) : ""}
    ${shown.map((client, i) => lane(client, operations, top + i * ROW, { x, left, box, language }))}
    ${faultLanes(faults, top + Math.max(1, shown.length) * ROW + 10, { x, begin, left, box, language })}
  </g>`;
}

/** What is asked for right now belongs to it as well. */
function withWaiting({ history: { operations }, clients }) {
  const known = new Set(operations.filter((one) => one.to === null).map((one) => one.client));
  return [...operations, ...clients.filter((one) => one.waitsFor > 0 && one.text && !known.has(one.client))];
}

function seal(verdict, right, y, language) {
  const name = verdict === "open" || verdict === "unknown" ? `verdict-${verdict}` : verdict;
  const bad = verdict === "not-linearizable";
  return line(right, y, word(language, name), { size: 27, weight: 700, at: "end", tone: bad ? "alarm-text" : "ink" });
}

function lane(client, operations, y, frame) {
  const mine = operations.filter((operation) => operation.client === client);
  return svg`${line(frame.box.x, y + 30, `c${client}`, { size: 28, weight: 700 })}
    ${mine.map((operation, i) => bar(operation, mine[i - 1], mine[i + 1], y, frame))}`;
}

/** Solid: answered. Dashed: no answer, so nobody knows. */
function bar(operation, before, next, y, { x, box, language }) {
  const from = x(operation.from);
  const to = operation.to === null ? box.x + box.w - 2 : x(operation.to);
  const width = Math.max(12, to - from);
  const answered = operation.outcome === "ok";
  const text = answered && operation.answer && operation.answer !== "OK" ? `${operation.text} → ${operation.answer}` : operation.text;
  const label = answered ? text : `${text} · ${word(language, operation.outcome)}`;
  const tone = answered ? "ink" : "alarm-text";
  const needed = measure(label, SMALL, 600) + 24;
  const until = next ? x(next.from) - 8 : box.x + box.w;
  const at = needed <= width ? from : from + width - 4;
  return svg`<rect x=${from} y=${y} width=${width} height="40" rx="8" class=${`banded stroke-${answered ? "good" : "alarm"}`}
      stroke-width="3" stroke-dasharray=${answered ? "none" : "9 7"}/>
    ${at + needed <= until + 8 ? line(at + 12, y + 29, label, { size: SMALL, weight: 600, tone })
      : next ? "" : lastLabel(label, needed, from, before ? x(before.to ?? before.from) : box.x + LABEL, y, box, tone)}`;
}

/** The newest one stands at the edge: its words are before it, or else inside and shortened, or only at its client. */
function lastLabel(label, needed, from, free, y, box, tone) {
  const style = { size: SMALL, weight: 600, tone };
  if (from - needed >= free) {
    return line(from - 8, y + 29, label, { ...style, at: "end" });
  }
  const room = box.x + box.w - from - 20;
  return room < LEGIBLE ? "" : line(from + 12, y + 29, fit(label, room, SMALL, 600), style);
}

/** What was done to the cluster: a lane each for the newest faults; those before share the first one. */
function faultLanes(faults, y, frame) {
  const { begin, box } = frame;
  const newest = faults.filter((fault) => fault.to === null || fault.to >= begin).slice(-MOST_LANES);
  const room = Math.max(1, 1 + Math.floor((box.y + box.h - y + 10 - FAULTS) / FAULT_STEP));
  const shared = Math.max(1, newest.length - room + 1);
  const lanes = newest.length === 0 ? [] : [newest.slice(0, shared), ...newest.slice(shared).map((fault) => [fault])];
  return lanes.map((lane, i) => faultLane(lane, y + i * FAULT_STEP, frame));
}

/** A bar while a fault lasts, a mark where it is a moment. */
function faultLane(faults, y, { x, left, box, language }) {
  const { who, text } = faults.at(-1);
  return svg`${faults.map((fault) => {
      const from = x(fault.from);
      const to = fault.to === null ? box.x + box.w : x(fault.to);
      return to - from < 6
        ? svg`<path d=${`M${from - 9} ${y - 2}l18 18m0-18l-18 18`} class="stroke-alarm" stroke-width="5" stroke-linecap="round"/>`
        : svg`<rect x=${from} y=${y} width=${to - from} height="14" rx="7" class="alarmed"/>`;
    })}
    ${line(left, y + 46, fit(pair(language, who, text), box.w - LABEL, SMALL, 500), { size: SMALL, weight: 500, tone: "alarm-text" })}`;
}
