// Clients in the upper corners of the ring: what each one asked for last, and calls on their way.
import { svg } from "lit-html";
import { rectangle } from "page/room.js";
import { line, measure } from "page/text.js";
import { pair } from "page/words.js";

const MOST = 6;
const SIZE = 25;
const HALF = 23; // of the height of a pill

/** Where each client stands; those that wait have precedence. */
export function pills(picture, box, language) {
  const seen = picture.clients.filter((client) => client.waitsFor > 0 || client.text);
  const kept = [...seen].sort((a, b) => Number(b.waitsFor > 0) - Number(a.waitsFor > 0) || b.from - a.from).slice(0, MOST);
  return seen.filter((client) => kept.includes(client)).map((client, i) => {
    const text = client.text ? pair(language, `c${client.id}`, client.text) : `c${client.id}`;
    const width = measure(text, SIZE, 600) + 32;
    const isLeft = i % 2 === 0;
    const x = isLeft ? box.x + 2 : box.x + box.w - width - 2;
    const y = box.y + 26 + Math.floor(i / 2) * 56;
    return { client, text, width, x, y, door: isLeft ? x + width : x, filled: rectangle(x, y - HALF, x + width, y + HALF) };
  });
}

/** Dashed while it waits for an answer. */
export function clients(placed, picture, at) {
  return placed.map(({ client, text, width, x, y, door }) => {
    const waits = client.waitsFor > 0;
    const asked = picture.requests.filter((request) => request.client === client.id);
    return svg`<g class="client">
      ${asked.map((request) => call(request, door, y, at))}
      <rect x=${x} y=${y - HALF} width=${width} height=${2 * HALF} rx=${HALF} class=${waits ? "paper stroke-ink" : "paper stroke-rule"}
        stroke-width="3" stroke-dasharray=${waits ? "8 6" : "none"}/>
      ${line(x + 16, y + 9, text, { size: SIZE, weight: 600, tone: waits ? "ink" : "dim" })}
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
