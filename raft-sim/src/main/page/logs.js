// The logs: one index of all servers in one column; solid with a check mark is committed, dashed is not.
import { svg } from "lit-html";
import { fit, line, measure, SMALL } from "page/text.js";
import { check, colour, crown, fill } from "page/signs.js";
import { word } from "page/words.js";

const VISIBLE = 8;
const NARROW = 12; // columns where the terms are all there is to see, as in Figure 7
const NARROW_WIDTH = 52;
const LABEL = 132;
const HEADING = 44;
const LEGEND = 46;

export function logs(picture, state, box) {
  const servers = picture.servers;
  const language = state.language;
  const compact = (box.h - HEADING - LEGEND) / servers.length < 70;
  const pitch = Math.min(96, (box.h - HEADING - (compact ? 0 : LEGEND)) / servers.length);
  const room = box.w - LABEL;
  const bare = isBare(servers, Math.floor(room / 92));
  const columns = bare
    ? window(servers, Math.min(NARROW, Math.floor(room / NARROW_WIDTH)))
    : window(servers, Math.min(VISIBLE, Math.floor(room / (compact ? lowWidth(servers) : 92))));
  const width = Math.min(compact ? Math.max(124, lowWidth(servers)) : 124, room / columns.count);
  const x = (index) => box.x + LABEL + (index - columns.from) * width;
  const top = box.y + HEADING;
  const leader = chief(servers);
  return svg`<g class="logs">
    ${line(box.x, box.y + 30, word(language, "logs"), { size: 27, weight: 700, tone: "dim" })}
    ${numbers(columns, x, width, box.y + 30)}
    ${servers.map((server, i) => row(server, columns, {
      x, width, left: box.x, y: top + i * pitch, h: pitch - gapOf(pitch), gap: gapOf(pitch), language, leader, bare }))}
    ${compact ? "" : legend(box.x, top + servers.length * pitch + 30, box.w, servers, leader, language)}
  </g>`;
}

const gapOf = (pitch) => Math.max(8, pitch * 0.15);

/** Long logs of which hardly an entry has a text: their terms tell everything. */
function isBare(servers, wide) {
  const entries = servers.flatMap((server) => server.log.entries);
  const texts = new Set(entries.filter((entry) => entry.kind !== "noop").map((entry) => entry.index));
  return Math.max(0, ...servers.map((server) => server.log.last)) > wide && texts.size <= 1;
}

/** The newest columns, and one free one as long as there is room. */
function window(servers, count) {
  const last = Math.max(0, ...servers.map((server) => server.log.last ?? 0));
  const from = Math.max(1, Math.max(last, 1) - count + 1);
  return { from, count, to: from + count - 1, last };
}

/** The leader whose word counts: the one of the latest term. */
function chief(servers) {
  const leaders = servers.filter((server) => server.up && server.role === "leader" && server.peers);
  return leaders.sort((a, b) => b.term - a.term)[0] ?? null;
}

function numbers(columns, x, width, y) {
  const all = [];
  for (let index = columns.from; index <= columns.to; index++) {
    const tone = index <= columns.last ? "dim" : "faint";
    all.push(line(x(index) + width / 2, y, String(index), { size: SMALL, weight: 600, at: "middle", tone }));
  }
  return all;
}

function row(server, columns, frame) {
  const { x, width, left, y, h } = frame;
  const middle = y + h / 2;
  const leads = server.up && server.role === "leader";
  const base = server.log.base;
  const entries = server.log.entries.filter((e) => e.index >= columns.from && e.index <= columns.to);
  const hidden = server.log.entries.length > entries.length || (base.index > 0 && base.index < columns.from);
  return svg`<g class=${server.up ? "row" : "row away"}>
    ${line(left, middle + 11, `S${server.id}`, { size: 32, weight: 700, tone: server.up ? "ink" : "dim" })}
    ${leads ? crown(left + 76, middle + 11, 36) : ""}
    ${hidden ? line(x(columns.from) - 10, middle + 8, "…", { size: SMALL, tone: "dim", at: "end" }) : ""}
    ${server.log.last === 0 ? line(x(columns.from) + 14, middle + 9, word(frame.language, "none"), { size: SMALL, tone: "dim" }) : ""}
    ${base.index >= columns.from ? snapshot(base, columns, frame) : ""}
    ${entries.map((entry) => cell(entry, x(entry.index), width - 7, frame, server))}
    ${progress(server, columns, frame)}
  </g>`;
}

function cell(entry, x, w, { y, h, language, bare }, server) {
  const solid = entry.committed;
  const text = entry.brief;
  const tone = solid ? "onterm" : "ink";
  const changed = server.changed?.includes(`log:${entry.index}`);
  const twoLines = h >= 60;
  const term = `${word(language, "termShort").replace(".", "")}${entry.term}`;
  const dash = entry.durable ? "11 7" : "2 7";
  return svg`<g>
    <rect x=${x} y=${y} width=${w} height=${h} rx="9" fill=${entry.durable || solid ? fill(entry.term) : "none"}
      opacity=${solid ? 1 : 0.24}/>
    <rect x=${x} y=${y} width=${w} height=${h} rx="9" fill="none" stroke-width=${changed ? 6 : 4}
      stroke=${solid ? "var(--ink)" : colour(entry.term)} stroke-dasharray=${solid ? "none" : dash}
      stroke-linecap="round"/>
    ${bare ? single(entry, text, x + w / 2, y + h / 2, w, tone) : twoLines ? tall(entry, text, term, x, y, w, h, tone) : low(entry, text, x, y + h / 2, w, tone)}
  </g>`;
}

/** The term alone, or what the one command says. */
function single(entry, text, x, y, w, tone) {
  const shown = entry.kind === "noop" ? String(entry.term) : fit(text, w, SMALL, 700);
  return line(x, y + 10, shown, { size: entry.kind === "noop" ? 28 : SMALL, weight: 700, at: "middle", tone });
}

/** Text above, term and check mark below. */
function tall(entry, text, term, x, y, w, h, tone) {
  const size = Math.max(SMALL, Math.min(28, (28 * (w - 12)) / measure(text, 28, 700)));
  const middle = x + w / 2;
  return svg`
    ${entry.kind === "noop" ? empty(middle, y + h / 2 - 15, tone)
      : line(middle, y + h / 2 - 4, fit(text, w - 10, size, 700), { size, weight: 700, at: "middle", tone })}
    ${line(middle - (entry.committed ? 13 : 0), y + h / 2 + 23, term, { size: SMALL, weight: 600, at: "middle", tone })}
    ${entry.committed ? check(middle + 24, y + h / 2 + 15, 20, "onterm") : ""}`;
}

const LOW = [112, 190]; // the narrowest and the widest cell of one line

/** How wide a cell must be to hold term, text and check mark of any entry in one line. */
function lowWidth(servers) {
  const wanted = servers.flatMap(({ log }) => log.entries).map((entry) =>
    (entry.kind === "noop" ? 0 : measure(entry.brief, SMALL, 700) + measure(String(entry.term), SMALL, 500) + 58));
  return Math.min(LOW[1], Math.max(LOW[0], ...wanted));
}

/** Term, text and check mark in one line. */
function low(entry, text, x, y, w, tone) {
  const term = String(entry.term);
  const used = 10 + measure(term, SMALL, 500);
  const room = w - used - (entry.committed ? 28 : 8) - 6;
  return svg`${line(x + 8, y + 9, term, { size: SMALL, weight: 500, tone })}
    ${entry.kind === "noop" ? empty(x + used + 6 + room / 2, y, tone)
      : line(x + used + 6 + room / 2, y + 9, fit(text, room, SMALL, 700), { size: SMALL, weight: 700, at: "middle", tone })}
    ${entry.committed ? check(x + w - 15, y, 17, "onterm") : ""}`;
}

/** The empty entry that a leader begins its term with. */
function empty(x, y, tone) {
  return svg`<g class=${`stroke-${tone}`} fill="none" stroke-width="3.2" stroke-linecap="round">
    <circle cx=${x} cy=${y} r="10"/><path d=${`M${x - 12} ${y + 12}L${x + 12} ${y - 12}`}/></g>`;
}

/** What a snapshot stands for: one pile up to its last index. */
function snapshot(base, columns, { x, width, y, h, language }) {
  const from = x(columns.from);
  const w = x(base.index) + width - 7 - from;
  const label = fit(`${word(language, "snapshot")} ≤ ${base.index}`, w - 16, SMALL, 700);
  return svg`<rect x=${from + 6} y=${y - 5} width=${w - 12} height="10" rx="4" class="hollow stroke-ink" stroke-width="3"/>
    <rect x=${from} y=${y} width=${w} height=${h} rx="9" fill=${fill(base.term)} class="stroke-ink" stroke-width="4"/>
    ${line(from + w / 2, y + h / 2 + 9, label, { size: SMALL, weight: 700, at: "middle", tone: "onterm" })}`;
}

/** What the leader knows of a follower: a bar under what it has, an arrow before what is sent next; both in its own row. */
function progress(server, columns, { x, width, y, h, gap, leader }) {
  const peer = leader?.peers.find((other) => other.id === server.id);
  if (!peer || peer.id === leader.id) {
    return "";
  }
  const below = y + h + Math.min(6, gap / 2);
  const foot = y + h + gap - 2;
  const match = Math.min(peer.match, columns.to);
  const shown = peer.next >= columns.from && peer.next <= columns.to + 1;
  return svg`<g>
    ${match >= columns.from ? svg`<line x1=${x(columns.from) + 4} y1=${below} x2=${x(match) + width - 12}
      y2=${below} class="stroke-ink" stroke-width=${Math.min(5, gap / 2)} stroke-linecap="round"/>` : ""}
    ${shown ? svg`<polygon class="inked stroke-paper" stroke-width="4" paint-order="stroke"
      points=${`${x(peer.next) - 1},${foot} ${x(peer.next) + 21},${foot} ${x(peer.next) + 10},${foot - 17}`}/>` : ""}
  </g>`;
}

const KEY_GAP = 24;

function legend(x, y, width, servers, leader, language) {
  const entries = servers.flatMap((server) => server.log.entries);
  const keys = [];
  if (entries.some((entry) => entry.committed)) {
    keys.push([box("none", "stroke-ink", true), word(language, "committed")]);
  }
  if (entries.some((entry) => !entry.committed && entry.durable)) {
    keys.push([box("8 6", "stroke-dim", false), word(language, "notCommitted")]);
  }
  if (entries.some((entry) => !entry.durable)) {
    keys.push([box("2 6", "stroke-dim", false), word(language, "notDurable")]);
  }
  if (leader) {
    keys.push([svg`<polygon class="inked" points="6,0 26,0 16,-18"/>`, word(language, "next")]);
    keys.push([svg`<line x1="0" y1="-8" x2="32" y2="-8" class="stroke-ink" stroke-width="5"/>`, word(language, "match")]);
  }
  let at = x;
  return keys.map(([sign, text]) => {
    const w = 42 + measure(text, SMALL) + KEY_GAP;
    if (at + w - KEY_GAP > x + width) {
      return "";
    }
    const drawn = svg`<g transform=${`translate(${at} ${y})`}>${sign}${line(42, 0, text, { size: SMALL, tone: "dim" })}</g>`;
    at += w;
    return drawn;
  });
}

function box(dash, stroke, checked) {
  return svg`<rect x="0" y="-20" width="32" height="24" rx="5" fill="none" class=${stroke}
    stroke-width="3" stroke-dasharray=${dash}/>${checked ? check(15, -8, 15, "ink") : ""}`;
}
