// Messages on their way: a square asks, a circle answers; the letter is the kind, the line comes from the sender.
import { svg } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { line, measure } from "page/text.js";
import { check, cross } from "page/signs.js";
import { fits, rectangle } from "page/room.js";
import { pair } from "page/words.js";

const EDGE = 110; // a message starts and ends this far from the middle of a server
const HALF = 25;
const LANE = 28; // those that come and those that go keep apart
const PITCH = 2 * HALF + 8;

/** @param room {at, taken, box}: where servers stand, what they fill, and the whole ring */
export function flights(picture, { at, taken, box }, state, actions) {
  const leads = new Set(picture.servers.filter((one) => one.up && one.role === "leader").map((one) => one.id));
  const placed = picture.messages
    .filter((message) => at.has(message.from) && at.has(message.to) && message.from !== message.to)
    .map((message) => place(message, at, leads));
  const shown = settle(spread(placed), taken);
  return svg`${repeat(shown, ({ message }) => message.id, (flight) => draw(flight, actions))}
    ${state.twin ? "" : calls(picture, at, box, state)}`;
}

function place(message, at, leads) {
  const from = at.get(message.from);
  const to = at.get(message.to);
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  const first = clearance(ux, uy, leads.has(message.from));
  const last = Math.max(first + 1, length - clearance(-ux, -uy, leads.has(message.to)));
  const along = first + (last - first) * Math.min(1, Math.max(0, message.along));
  return { message, ux, uy, side: LANE, aside: 0, from, first, last, along, count: 1 };
}

/** How far from a server a message has to stay to leave its role and its crown readable. */
function clearance(ux, uy, leads) {
  if (uy > 0.3 && (Math.abs(ux) / uy) * 105 < 95) {
    return 152 / uy;
  }
  if (leads && uy < -0.3 && (Math.abs(ux) / -uy) * 98 < 55) {
    return 140 / -uy;
  }
  return EDGE;
}

/** On one link and in one direction, equal messages that would lie on each other become one with a count; others queue. */
function spread(placed) {
  const links = new Map();
  for (const flight of placed) {
    const key = `${flight.message.from}>${flight.message.to}`;
    links.set(key, [...(links.get(key) ?? []), flight]);
  }
  return [...links.values()].flatMap((flown) => {
    flown.sort((a, b) => b.along - a.along);
    const kept = [];
    for (const flight of flown) {
      const ahead = kept.at(-1);
      if (ahead && ahead.along - flight.along < PITCH && looksLike(ahead.message, flight.message)) {
        ahead.count++;
      } else {
        kept.push(flight);
      }
    }
    return queue(kept);
  });
}

const looksLike = (a, b) => a.letter === b.letter && a.answer === b.answer && a.lost === b.lost;

function queue(flown) {
  const { first, last } = flown[0];
  const pitch = Math.min(PITCH, (last - first) / Math.max(1, flown.length - 1));
  for (let i = 1; i < flown.length; i++) {
    flown[i].along = Math.min(flown[i].along, flown[i - 1].along - pitch);
  }
  for (let i = flown.length - 1, low = first; i >= 0; i--, low += pitch) {
    flown[i].along = Math.max(flown[i].along, low);
  }
  return flown;
}

const NUDGES = [0, 14, -14, 28, -28, 42, -42, 56, -56, 72, -72, 90, -90, 110, -110];
const ASIDE = [0, 18, -18, 40, -40, 70, -70];

/** Moves each message as little as possible, along its line or else aside, to where it covers neither words nor others. */
function settle(flown, taken) {
  const filled = [...taken];
  for (const flight of flown) {
    const spot = ASIDE.flatMap((aside) => NUDGES.map((nudge) => ({ along: flight.along + nudge, aside }))).find(
      ({ along, aside }) => along >= flight.first - 24 && along <= flight.last + 24 && fits(square(flight, along, aside), filled),
    );
    Object.assign(flight, spot);
    filled.push(square(flight, flight.along, flight.aside));
  }
  return flown;
}

const middle = ({ from, ux, uy, side }, along, aside) => ({
  x: from.x + ux * along - uy * (side + aside),
  y: from.y + uy * along + ux * (side + aside),
});

function square(flight, along, aside) {
  const { x, y } = middle(flight, along, aside);
  return rectangle(x - HALF - 2, y - HALF - 2, x + HALF + 2, y + HALF + 2);
}

function draw(flight, actions) {
  const { message, ux, uy, from, count } = flight;
  const isCut = message.lost;
  const { x, y } = middle(flight, flight.along, flight.aside);
  const sx = from.x + ux * 80 - uy * LANE * 0.8;
  const sy = from.y + uy * 80 + ux * LANE * 0.8;
  const tx = x + ux * (HALF + 15);
  const ty = y + uy * (HALF + 15);
  const answers = message.answer !== "none";
  const tone = isCut ? "alarm" : "ink";
  return svg`<g class="message" data-message=${message.id} role="button" aria-label=${`${message.name}, ${message.text}`}
    @click=${actions ? (event) => actions.messageMenu(event, message) : null}>
    <line x1=${sx} y1=${sy} x2=${x} y2=${y} class=${`stroke-${tone}`} stroke-width="3.5"/>
    <polygon class=${isCut ? "alarmed" : "inked"} points=${arrow(tx, ty, ux, uy)}/>
    ${answers
      ? svg`<circle cx=${x} cy=${y} r=${HALF} class=${`paper stroke-${tone}`} stroke-width="4"/>`
      : svg`<rect x=${x - HALF} y=${y - HALF} width=${2 * HALF} height=${2 * HALF} rx="10"
          class=${`paper stroke-${tone}`} stroke-width="4"/>`}
    ${line(x, y + 11, message.letter, { size: 31, weight: 800, at: "middle", tone })}
    ${answers ? verdict(message.answer === "yes", x + 24, y - 24) : ""}
    ${count > 1 ? tally(count, x - 26, y - 26) : ""}
    ${isCut ? svg`<line x1=${x - 32} y1=${y + 32} x2=${x + 32} y2=${y - 32} class="stroke-alarm"
      stroke-width="5" stroke-linecap="round"/>` : ""}
  </g>`;
}

function verdict(granted, x, y) {
  return svg`<circle cx=${x} cy=${y} r="13" class=${granted ? "good" : "alarmed"}/>
    ${granted ? check(x, y, 15, "paper") : cross(x, y, 14, "paper")}`;
}

function tally(count, x, y) {
  return svg`<circle cx=${x} cy=${y} r="17" class="inked"/>
    ${line(x, y + 8, String(count), { size: 24, weight: 700, at: "middle", tone: "paper-text" })}`;
}

function arrow(x, y, ux, uy) {
  const back = 15;
  const half = 11;
  const bx = x - ux * back;
  const by = y - uy * back;
  return `${x},${y} ${bx - uy * half},${by + ux * half} ${bx + uy * half},${by - ux * half}`;
}

const CLIENTS = 6;

/** Clients stand in the upper corners, the newest that wait first; a call on its way is a dotted line. */
function calls(picture, at, box, state) {
  const seen = picture.clients.filter((client) => client.waitsFor > 0 || client.text);
  const kept = [...seen].sort((a, b) => Number(b.waitsFor > 0) - Number(a.waitsFor > 0) || b.from - a.from).slice(0, CLIENTS);
  return seen.filter((client) => kept.includes(client)).map((client, i) => {
    const text = client.text ? pair(state.language, `c${client.id}`, client.text) : `c${client.id}`;
    const width = measure(text, 25, 600) + 32;
    const x = i % 2 === 0 ? box.x + 2 : box.x + box.w - width - 2;
    const y = box.y + 26 + Math.floor(i / 2) * 56;
    const waits = client.waitsFor > 0;
    const door = i % 2 === 0 ? x + width : x;
    return svg`<g class="client">
      ${picture.requests.filter((request) => request.client === client.id).map((request) => call(request, door, y, at))}
      <rect x=${x} y=${y - 23} width=${width} height="46" rx="23" class=${waits ? "paper stroke-ink" : "paper stroke-rule"}
        stroke-width="3" stroke-dasharray=${waits ? "8 6" : "none"}/>
      ${line(x + 16, y + 9, text, { size: 25, weight: 600, tone: waits ? "ink" : "dim" })}
    </g>`;
  });
}

function call(request, x, y, at) {
  const server = at.get(request.server);
  if (!server) {
    return "";
  }
  const length = Math.hypot(server.x - x, server.y - y) || 1;
  const ex = server.x - ((server.x - x) / length) * 124;
  const ey = server.y - ((server.y - y) / length) * 124;
  return svg`<line x1=${request.toServer ? x : ex} y1=${request.toServer ? y : ey}
    x2=${request.toServer ? ex : x} y2=${request.toServer ? ey : y} class="stroke-ink"
    stroke-width="3" stroke-dasharray="3 9" stroke-linecap="round" marker-end="url(#tip)"/>`;
}
