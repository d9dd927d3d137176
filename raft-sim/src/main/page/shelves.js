// Two shelves for each server: what is on disk, and what a crash takes away; and which message waits for which write.
import { svg } from "lit-html";
import { fit, line, SMALL } from "page/text.js";
import { cross } from "page/signs.js";
import { word } from "page/words.js";

const HEADING = 44;
const LINE = 32;

export function shelves(picture, state, box) {
  const servers = picture.servers;
  const { language } = state;
  const width = box.w / servers.length;
  return svg`<g class="shelves">
    ${line(box.x, box.y + 30, word(language, "shelves"), { size: 27, weight: 700, tone: "dim" })}
    ${servers.map((server, i) => column(server, box.x + i * width, box.y + HEADING, width - 14, box.h - HEADING, language))}
  </g>`;
}

function column(server, x, y, w, h, language) {
  const memory = server.up ? inMemory(server, language) : [];
  const room = Math.floor((h - 2 * 40 - 24) / LINE);
  const disk = onDisk(server, language).slice(0, Math.max(3, room - memory.length));
  const memoryHeight = 40 + Math.max(1, Math.min(memory.length, room - disk.length)) * LINE + 8;
  const diskTop = y + memoryHeight + 10;
  return svg`
    <rect x=${x} y=${y} width=${w} height=${memoryHeight} rx="10" fill="none" class="stroke-dim" stroke-width="3" stroke-dasharray="9 7"/>
    ${line(x + 12, y + 30, fit(`S${server.id} ${word(language, "memory")}`, w - 20, SMALL, 700), { size: SMALL, weight: 700 })}
    ${memory.slice(0, room - disk.length).map((text, i) => line(x + 12, y + 62 + i * LINE, fit(text, w - 20, SMALL), { size: SMALL }))}
    ${server.up ? "" : cross(x + w / 2, y + memoryHeight / 2 + 10, 30)}
    <rect x=${x} y=${diskTop} width=${w} height=${Math.max(60, y + h - diskTop - 4)} rx="10" class="banded stroke-ink" stroke-width="4"/>
    ${line(x + 12, diskTop + 30, word(language, "disk"), { size: SMALL, weight: 700 })}
    ${disk.map(({ text, tone }, i) => line(x + 12, diskTop + 62 + i * LINE, fit(text, w - 20, SMALL), { size: SMALL, tone }))}`;
}

function inMemory(server, language) {
  const store = server.store.map(({ key, value }) => `${key}=${value}`).join(" ");
  return [
    `${word(language, "validated")} ${server.commit}`,
    `${word(language, "applied")} ${server.applied}`,
    ...(store ? [store] : []),
  ];
}

/** What is durable, then what is being written and what waits for it. */
function onDisk({ disk }, language) {
  const durable = [
    { text: `${word(language, "term")} ${disk.term}`, tone: "ink" },
    { text: `${word(language, "voteFor")} ${disk.vote ? `S${disk.vote}` : "—"}`, tone: "ink" },
    { text: `${word(language, "log")} ${disk.last ? `1–${disk.last}` : "—"}`, tone: "ink" },
  ];
  const writing = disk.writes.flatMap((write) => [
    { text: `… ${write.what}`, tone: "alarm-text" },
    ...write.holds.map((held) => ({ text: `⇠ ${held.text ?? held}`, tone: "dim" })),
  ]);
  return [...durable, ...writing];
}
