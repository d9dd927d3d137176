// Clients in the upper corners of the ring: what each one asked for last, and calls on their way.
import { svg } from "lit-html";
import { rectangle } from "page/room.js";
import { line, measure } from "page/text.js";
import { pair, word } from "page/words.js";

const MOST = 6;
const SIZE = 25;
const HALF = 23; // of the height of a pill

/** Where each client stands; those that wait have precedence. */
export function pills(picture, box, language) {
  const seen = picture.clients.filter((client) => client.waitsFor > 0 || client.text);
  const kept = [...seen].sort((a, b) => Number(b.waitsFor > 0) - Number(a.waitsFor > 0) || b.from - a.from).slice(0, MOST);
  return seen.filter((client) => kept.includes(client)).map((client, i) => {
    const known = knowledge(client, picture);
    const text = client.text ? pair(language, `c${client.id}`, `${client.text}${known === "waits" ? "" : ` → ${fate(client, language)}`}`) : `c${client.id}`;
    const width = measure(text, SIZE, 600) + 32;
    const isLeft = i % 2 === 0;
    const x = isLeft ? box.x + 2 : box.x + box.w - width - 2;
    const y = box.y + 26 + Math.floor(i / 2) * 56;
    return { client, known, text, width, x, y, door: isLeft ? x + width : x, filled: rectangle(x, y - HALF, x + width, y + HALF) };
  });
}

/** Whether the client waits for an answer, has it, or does without: nobody has its call any more, or it gave up. */
function knowledge({ id, waitsFor, outcome }, { requests }) {
  if (outcome === "ok" || outcome === "failed") {
    return "answered";
  }
  const isAsking = waitsFor > 0 || requests.some((request) => request.client === id);
  return outcome === "open" && isAsking ? "waits" : "unanswered";
}

function fate({ outcome, answer }, language) {
  return outcome === "ok" ? answer || "OK" : outcome === "open" ? "?" : word(language, outcome);
}

const LOOK = {
  waits: { box: "stroke-ink", dash: "8 6", tone: "ink" },
  answered: { box: "stroke-good", dash: "none", tone: "ink" },
  unanswered: { box: "stroke-alarm", dash: "8 6", tone: "alarm-text" },
};

/** Solid with an answer, dashed without. */
export function clients(placed, picture, at) {
  return placed.map(({ client, known, text, width, x, y, door }) => {
    const look = LOOK[known];
    const asked = picture.requests.filter((request) => request.client === client.id);
    return svg`<g class="client">
      ${asked.map((request) => call(request, door, y, at))}
      <rect x=${x} y=${y - HALF} width=${width} height=${2 * HALF} rx=${HALF} class=${`paper ${look.box}`}
        stroke-width="3" stroke-dasharray=${look.dash}/>
      ${line(x + 16, y + 9, text, { size: SIZE, weight: 600, tone: look.tone })}
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
