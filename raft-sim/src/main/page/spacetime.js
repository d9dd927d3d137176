// The space-time diagram: a lane for each server, its events from left to right, messages as arrows with numbers.
import { svg } from "lit-html";
import { line, SMALL } from "page/text.js";
import { colour } from "page/signs.js";
import { word } from "page/words.js";

const HEADING = 46;
const LABEL = 66;
const PITCH = 58; // from one event to the next
const DOT = 17;

export function spaceTime(picture, state, box) {
  const { language, film } = state;
  const title = line(box.x, box.y + 30, word(language, "time"), { size: 27, weight: 700, tone: "dim" });
  if (!film || film.stops.length < 2) {
    return svg`<g class="time">${title}${line(box.x, box.y + 80, word(language, "noEvents"), { size: 28, tone: "dim" })}</g>`;
  }
  const frame = frameOf(picture, film, box);
  return svg`<g class="time">${title}
    ${picture.servers.map((server, i) => lane(server, i, frame))}
    ${frame.arrows.map((arrow) => flight(arrow, frame))}
    ${frame.shown.map((stop) => event(stop, frame))}
    ${frame.arrows.filter((arrow) => arrow.fate === "arrived" && arrow.endStop <= frame.last).map((arrow) => numberOf(arrow, frame))}
    <line x1=${frame.x(frame.last)} y1=${box.y + HEADING - 8} x2=${frame.x(frame.last)} y2=${box.y + box.h - 4}
      class="stroke-alarm" stroke-width="4" stroke-dasharray="2 9" stroke-linecap="round"/></g>`;
}

/** Which stops are in sight, and where each one is. */
function frameOf(picture, film, box) {
  const room = Math.max(2, Math.floor((box.w - LABEL - 30) / PITCH));
  const last = film.stops.length - 1;
  const first = Math.max(0, last - room + 1);
  const lanes = new Map(picture.servers.map((server, i) => [server.id, i]));
  const pitch = (box.h - HEADING - 30) / picture.servers.length;
  const arrows = film.messages
    .filter((message) => lanes.has(message.from) && lanes.has(message.to) && message.sentStop <= last &&
      (message.fate === "arrived" ? message.endStop >= first : message.sentStop >= first))
    .sort((a, b) => a.sentStop - b.sentStop || a.endStop - b.endStop)
    .map(numbered());
  return {
    box, film, first, last, arrows, pitch,
    shown: film.stops.slice(first).map((stop, i) => ({ ...stop, at: first + i })),
    left: box.x + LABEL,
    x: (stop) => box.x + LABEL + 10 + (stop - first) * PITCH,
    y: (server) => box.y + HEADING + 20 + lanes.get(server) * pitch,
  };
}

/** Those that arrive are numbered in the order in which they were sent. */
function numbered() {
  let number = 0;
  return (message) => ({ ...message, number: message.fate === "arrived" ? ++number : 0 });
}

/** The lane has the colour of the term, and is thick where the server leads. */
function lane(server, i, { film, first, last, x, y, box }) {
  const runs = [];
  for (let stop = first; stop <= last; stop++) {
    const [role, term] = film.stops[stop].servers[i] ?? ["down", 0];
    const run = runs.at(-1);
    if (run && run.role === role && run.term === term) {
      run.to = stop;
    } else {
      runs.push({ role, term, from: stop, to: stop });
    }
  }
  return svg`${line(box.x, y(server.id) + 10, `S${server.id}`, { size: 28, weight: 700 })}
    ${runs.map((run) => svg`<line x1=${x(run.from) - (run.from === first ? 0 : PITCH)} y1=${y(server.id)} x2=${x(run.to)} y2=${y(server.id)}
      stroke=${run.role === "down" ? "var(--rule)" : colour(run.term)} stroke-width=${run.role === "leader" ? 12 : 5}
      stroke-dasharray=${run.role === "down" ? "3 9" : "none"}/>`)}`;
}

function flight({ from, to, sentStop, endStop, fate }, { x, y, first, last, left }) {
  const x1 = sentStop < 0 ? left : x(Math.max(first - 0.5, sentStop));
  const lands = fate === "arrived" && endStop >= 0 && endStop <= last;
  const x2 = lands ? x(endStop) : Math.min(x(last) + 18, x1 + PITCH * 1.4);
  const part = lands ? 1 : 0.55;
  const y2 = y(from) + (y(to) - y(from)) * part;
  const length = Math.hypot(x2 - x1, y2 - y(from)) || 1;
  const short = lands ? DOT + 3 : 0;
  const lost = fate === "lost";
  return svg`<line x1=${x1} y1=${y(from)} x2=${x2 - ((x2 - x1) / length) * short} y2=${y2 - ((y2 - y(from)) / length) * short}
    class=${lost ? "stroke-alarm" : "stroke-ink"} stroke-width="2.5" stroke-dasharray=${lands ? "none" : "7 6"}
    marker-end=${lost ? "url(#lost)" : "url(#tip)"}/>`;
}

function event({ server, at }, { x, y, last }) {
  return server > 0 ? svg`<circle cx=${x(at)} cy=${y(server)} r=${at === last ? 11 : 8} class="inked"/>` : "";
}

function numberOf({ number, to, endStop }, { x, y }) {
  return svg`<circle cx=${x(endStop)} cy=${y(to)} r=${DOT} class="paper stroke-ink" stroke-width="3"/>
    ${line(x(endStop), y(to) + 8, String(number % 100), { size: SMALL, weight: 700, at: "middle" })}`;
}
