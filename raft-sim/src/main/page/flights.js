// Messages on their way: a square asks, a circle answers; the letter is the kind, the line comes from the sender.
import { svg } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { line } from "page/text.js";
import { check, cross } from "page/signs.js";
import { fits, rectangle } from "page/room.js";

const EDGE = 110; // a message starts and ends this far from the middle of a server
const HALF = 25;
const LANE = 28; // those that come and those that go keep apart
const PITCH = 2 * HALF + 8;

/** @param room {at, taken}: where servers stand, and what is filled already */
export function flights(picture, { at, taken }, actions) {
  const leads = new Set(picture.servers.filter((one) => one.up && one.role === "leader").map((one) => one.id));
  const placed = picture.messages
    .filter((message) => at.has(message.from) && at.has(message.to) && message.from !== message.to)
    .map((message) => place(message, at, leads));
  const shown = settle(spread(placed), taken);
  return svg`${shown.map(path)}${repeat(shown, ({ message }) => message.id, (flight) => draw(flight, actions))}`;
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

const STEP = 14;
const SLACK = 70; // how far beyond its part of the line a message may be moved

/** Ways to move a message along its line and aside from it, the smallest first. */
const SHIFTS = [];
for (let on = -16; on <= 16; on++) {
  for (let aside = -12; aside <= 12; aside++) {
    SHIFTS.push({ on: on * STEP, aside: aside * STEP, cost: Math.abs(on) + 1.6 * Math.abs(aside) });
  }
}
SHIFTS.sort((a, b) => a.cost - b.cost);

/** Moves each message as little as possible to where it covers neither words nor others. */
function settle(flown, taken) {
  const filled = [...taken];
  for (const flight of flown) {
    const { along, first, last } = flight;
    const shift = SHIFTS.find(({ on, aside }) =>
      along + on >= first - SLACK && along + on <= last + SLACK && fits(square(flight, along + on, aside), filled));
    if (shift) {
      flight.along += shift.on;
      flight.aside = shift.aside;
    }
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
  const tallied = flight.count > 1 ? 19 : 2;
  const judged = flight.message.answer === "none" ? 2 : 13;
  return rectangle(x - HALF - tallied, y - HALF - Math.max(tallied, judged), x + HALF + judged, y + HALF + 2);
}

/** Where it comes from; drawn before every message, so that it crosses none. */
function path(flight) {
  const { message, ux, uy, from } = flight;
  const { x, y } = middle(flight, flight.along, flight.aside);
  const sx = from.x + ux * 80 - uy * LANE * 0.8;
  const sy = from.y + uy * 80 + ux * LANE * 0.8;
  return svg`<line x1=${sx} y1=${sy} x2=${x} y2=${y} class=${`stroke-${message.lost ? "alarm" : "ink"}`} stroke-width="3.5"/>`;
}

function draw(flight, actions) {
  const { message, ux, uy, count } = flight;
  const isCut = message.lost;
  const { x, y } = middle(flight, flight.along, flight.aside);
  const tx = x + ux * (HALF + 15);
  const ty = y + uy * (HALF + 15);
  const answers = message.answer !== "none";
  const tone = isCut ? "alarm" : "ink";
  return svg`<g class="message" data-message=${message.id} role="button" aria-label=${`${message.name}, ${message.text}`}
    @click=${actions ? (event) => actions.messageMenu(event, message) : null}>
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
