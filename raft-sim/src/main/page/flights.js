// Messages on their way: a square asks, a circle answers; the letter is the kind, the line comes from the sender.
import { svg } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { line, measure } from "page/text.js";
import { check, cross } from "page/signs.js";

const EDGE = 96; // a message starts and ends this far from the middle of a server
const HALF = 25;
const LANE = 22; // those that come and those that go keep apart

export function flights(picture, at, box, state, actions) {
  const cut = new Set(picture.links.filter((link) => link.cut).map((link) => `${link.a}>${link.b}`));
  const placed = picture.messages
    .filter((message) => at.has(message.from) && at.has(message.to) && message.from !== message.to)
    .map((message) => place(message, at));
  spread(placed);
  return svg`${repeat(placed, ({ message }) => message.id, (flight) =>
    draw(flight, cut.has(`${flight.message.from}>${flight.message.to}`), actions))}
    ${calls(picture, at, box)}`;
}

function place(message, at) {
  const from = at.get(message.from);
  const to = at.get(message.to);
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  const way = Math.max(0, length - 2 * EDGE);
  const along = EDGE + way * Math.min(1, Math.max(0, message.along));
  return { message, ux, uy, nx: -uy * LANE, ny: ux * LANE, from, length, along };
}

/** Messages of one link and direction that would lie on each other follow each other. */
function spread(placed) {
  const links = new Map();
  for (const flight of placed) {
    const key = `${flight.message.from}>${flight.message.to}`;
    links.set(key, [...(links.get(key) ?? []), flight]);
  }
  for (const flown of links.values()) {
    flown.sort((a, b) => b.along - a.along);
    for (let i = 1; i < flown.length; i++) {
      flown[i].along = Math.min(flown[i].along, flown[i - 1].along - 2 * HALF - 6);
    }
    const last = flown[flown.length - 1];
    const short = EDGE - 20 - last.along;
    if (short > 0) {
      const room = (flown[0].length - 2 * EDGE + 40) / Math.max(1, flown.length - 1);
      const pitch = Math.min(2 * HALF + 6, room);
      flown.forEach((flight, i) => {
        flight.along = EDGE - 20 + pitch * (flown.length - 1 - i);
      });
    }
  }
}

function draw({ message, ux, uy, nx, ny, from, along }, isCut, actions) {
  const x = from.x + ux * along + nx;
  const y = from.y + uy * along + ny;
  const sx = from.x + ux * 80 + nx * 0.8;
  const sy = from.y + uy * 80 + ny * 0.8;
  const tx = x + ux * (HALF + 15);
  const ty = y + uy * (HALF + 15);
  const answers = message.granted !== null && message.granted !== undefined;
  const tone = isCut ? "alarm" : "ink";
  return svg`<g class="message" data-message=${message.id} role="button" aria-label=${message.text}
    @click=${actions ? (event) => actions.messageMenu(event, message) : null}>
    <line x1=${sx} y1=${sy} x2=${x} y2=${y} class=${`stroke-${tone}`} stroke-width="3.5"/>
    <polygon class=${isCut ? "alarmed" : "inked"} points=${arrow(tx, ty, ux, uy)}/>
    ${answers
      ? svg`<circle cx=${x} cy=${y} r=${HALF} class=${`paper stroke-${tone}`} stroke-width="4"/>`
      : svg`<rect x=${x - HALF} y=${y - HALF} width=${2 * HALF} height=${2 * HALF} rx="10"
          class=${`paper stroke-${tone}`} stroke-width="4"/>`}
    ${line(x, y + 11, message.letter, { size: 31, weight: 800, at: "middle", tone })}
    ${answers ? verdict(message.granted, x + 24, y - 24) : ""}
    ${isCut ? svg`<line x1=${x - 32} y1=${y + 32} x2=${x + 32} y2=${y - 32} class="stroke-alarm"
      stroke-width="5" stroke-linecap="round"/>` : ""}
  </g>`;
}

function verdict(granted, x, y) {
  return svg`<circle cx=${x} cy=${y} r="13" class=${granted ? "good" : "alarmed"}/>
    ${granted ? check(x, y, 15, "paper") : cross(x, y, 14, "paper")}`;
}

function arrow(x, y, ux, uy) {
  const back = 15;
  const half = 11;
  const bx = x - ux * back;
  const by = y - uy * back;
  return `${x},${y} ${bx - uy * half},${by + ux * half} ${bx + uy * half},${by - ux * half}`;
}

/** Clients stand on the left; a call on its way is a line with what it wants. */
function calls(picture, at, box) {
  const seen = picture.clients.filter((client) => client.waiting || client.text);
  const x = box.x + 4;
  return seen.slice(0, 4).map((client, i) => {
    const y = box.y + 34 + i * 58;
    const label = client.text ? `${client.id} ${client.text}` : client.id;
    const width = measure(label, 25, 600) + 28;
    const asked = picture.requests.filter((request) => request.client === client.id);
    return svg`<g class="client">
      ${asked.map((request) => call(request, x + width, y, at))}
      <rect x=${x} y=${y - 24} width=${width} height="48" rx="24"
        class=${client.waiting ? "paper stroke-ink" : "paper stroke-rule"} stroke-width="3"
        stroke-dasharray=${client.waiting ? "8 6" : "none"}/>
      ${line(x + 14, y + 9, label, { size: 25, weight: 600, tone: client.waiting ? "ink" : "dim" })}
    </g>`;
  });
}

function call(request, x, y, at) {
  const server = at.get(request.server);
  if (!server) {
    return "";
  }
  const length = Math.hypot(server.x - x, server.y - y) || 1;
  const ex = server.x - ((server.x - x) / length) * 84;
  const ey = server.y - ((server.y - y) / length) * 84;
  return svg`<line x1=${request.toServer ? x : ex} y1=${request.toServer ? y : ey}
    x2=${request.toServer ? ex : x} y2=${request.toServer ? ey : y} class="stroke-ink"
    stroke-width="3" stroke-dasharray="3 9" stroke-linecap="round" marker-end="url(#tip)"/>`;
}
