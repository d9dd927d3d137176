// Two shelves: what a crash takes away, and what is on disk; and which message waits for which write.
import { svg } from "lit-html";
import { fit, line, measure, SMALL } from "page/text.js";
import { word } from "page/words.js";

const HEADING = 46;
const NAME = 40; // above each shelf
const BETWEEN = 14;
const LINE = 33;
const TIGHT = 30; // rows lower than this leave no room for the names of the shelves

export function shelves(picture, state, box) {
  const { language } = state;
  const { servers } = picture;
  const table = rows(servers, language);
  const waits = writes(servers, language);
  const room = box.h - HEADING - BETWEEN - 20 - Math.min(2, waits.length) * LINE;
  const named = (room - 2 * NAME) / table.length >= TIGHT;
  const pitch = Math.min(44, (room - (named ? 2 * NAME : 0)) / table.length);
  const size = Math.max(SMALL, Math.min(28, pitch - 12));
  const title = word(language, "shelves");
  const names = Math.max(...table.map((row) => measure(row.name, size, 500)));
  const label = Math.max(24 + names, measure(title, 27, 700) - 20);
  const frame = { box, label, width: (box.w - label) / servers.length, pitch, size };
  const memory = table.filter((row) => !row.disk);
  const disk = table.filter((row) => row.disk);
  const memoryTop = box.y + HEADING + (named ? NAME : 0);
  const diskTop = memoryTop + memory.length * pitch + 10 + BETWEEN + (named ? NAME : 0);
  return svg`<g class="shelves">
    ${line(box.x, box.y + 30, title, { size: 27, weight: 700, tone: "dim" })}
    ${servers.map((server, i) => line(box.x + label + (i + 0.5) * frame.width, box.y + 32, `S${server.id}`,
      { size: 28, weight: 700, at: "middle", tone: server.up ? "ink" : "dim" }))}
    ${named ? line(box.x + 4, memoryTop - 11, word(language, "memoryShelf"), { size: SMALL, weight: 600 }) : ""}
    ${shelf(memory, memoryTop, "fill-none stroke-dim", "9 7", frame)}
    ${named ? line(box.x + 4, diskTop - 11, word(language, "diskShelf"), { size: SMALL, weight: 600 }) : ""}
    ${shelf(disk, diskTop, "banded stroke-ink", "none", frame)}
    ${waiting(waits, diskTop + disk.length * pitch + 44, box)}
  </g>`;
}

/** A row for each thing that is kept, a value for each server; an empty one has been lost. */
function rows(servers, language) {
  const row = (name, disk, value) => ({ name: word(language, name), disk, values: servers.map(value) });
  const live = (value) => (server) => (server.up ? value(server) : "");
  return [
    row("validated", false, live((server) => String(server.commit))),
    row("applied", false, live((server) => String(server.applied))),
    row("state", false, live((server) => server.store.map(({ key, value }) => `${key}=${value}`).join(" ") || "—")),
    row("term", true, ({ disk }) => String(disk.term)),
    row("vote", true, ({ disk }) => (disk.vote ? `S${disk.vote}` : "—")),
    row("log", true, ({ disk }) => (disk.last ? `1–${disk.last}` : "—")),
    ...(servers.some(({ disk }) => disk.ills.length > 0) ? [row("ills", true, ({ disk }) => disk.ills.join(" "))] : []),
  ];
}

function shelf(part, y, look, dash, { box, label, width, pitch, size }) {
  const base = (i) => y + 5 + (i + 0.5) * pitch + size * 0.36;
  return svg`<rect x=${box.x} y=${y} width=${box.w} height=${part.length * pitch + 10} rx="10" class=${look}
      stroke-width="3.5" stroke-dasharray=${dash}/>
    ${part.map((row, i) => svg`
      ${line(box.x + 12, base(i), row.name, { size, weight: 500, tone: "dim" })}
      ${row.values.map((value, n) => line(box.x + label + (n + 0.5) * width, base(i),
        fit(value, width - 6, size, 600), { size, weight: 600, at: "middle" }))}`)}`;
}

/** Writes under way, and what leaves only when they are done. */
const writes = (servers, language) =>
  servers.flatMap(({ id, disk }) => disk.writes.map((write) => {
    const held = write.holds.map((message) => `${message.text} → ${message.toName}`).join(", ");
    const text = `S${id} ${word(language, "writes")} ${write.what}`;
    return held ? `${text} ; ${word(language, "holds")} ${held}` : text;
  }));

function waiting(texts, y, box) {
  const room = Math.max(0, Math.floor((box.y + box.h - y + 20) / LINE));
  return texts.slice(0, room).map((text, i) =>
    line(box.x + 12, y + i * LINE, fit(text, box.w - 12, SMALL, 500), { size: SMALL, weight: 500, tone: "alarm-text" }));
}
