// The ring: servers with role, term and timer, messages between them, cuts and clients.
import { svg } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { line, measure } from "page/text.js";
import { corners, cross, crown, dial, drum, fill } from "page/signs.js";
import { word } from "page/words.js";
import { clients, pills } from "page/clients.js";
import { flights } from "page/flights.js";
import { cuts } from "page/cuts.js";
import { circle, rectangle, words } from "page/room.js";

const RADIUS = 62;
const HALO = 76; // timer arc, the leader's second ring
const UNDER = 118; // from a centre to the end of the words below it
const CAPTION = 27;
const SIGN = 58; // from a centre to that of the sign of an ill disk or clock, down and aside
const OVER = 116; // from a centre to the tip of a crown

const LOW = 150;
const CROWD = 6;

/** Where the servers stand in a box: on an ellipse, the first on top. */
export function places(servers, box) {
  const { cx, cy, rx, ry } = frame(servers.length, box);
  return new Map(
    servers.map((server, i) => {
      const angle = (2 * Math.PI * i) / servers.length - Math.PI / 2;
      const x = Math.cos(angle);
      const squeezed = Math.sign(x) * Math.abs(x) ** bend(servers.length, ry, Math.sin(angle));
      return [server.id, { x: cx + rx * squeezed, y: cy + ry * Math.sin(angle) }];
    }),
  );
}

/** Servers move together where the words under others would touch them. */
function bend(count, ry, y) {
  if (count >= CROWD) {
    return y < 0 ? 1.9 : 1;
  }
  return ry < LOW ? 1.7 : 1;
}

function frame(servers, box) {
  const rx = Math.min(box.w / 2 - 122, 480);
  const ry = Math.max(60, Math.min((box.h - OVER - UNDER) / 2, Math.max(235, rx * 1.1)));
  const cx = box.x + box.w / 2;
  const cy = box.y + OVER + (box.h - OVER - UNDER) / 2;
  return { cx, cy, rx, ry: servers === 1 ? 0 : ry, servers };
}

/** @param actions what a click on a server or a message does, or null for a still */
export function ring(picture, state, box, actions) {
  const at = places(picture.servers, box);
  const language = state.language;
  const captions = new Map(picture.servers.map((server) => [server.id, caption(server, picture, language)]));
  const taken = picture.servers.flatMap((server) => occupied(server, at.get(server.id), captions.get(server.id).text));
  const pilled = state.twin ? [] : pills(picture, box, language);
  taken.push(...pilled.map((pill) => pill.filled));
  const cut = cuts(picture, at, { taken, box }, language);
  return svg`<g class="ring">
    ${track(frame(picture.servers.length, box))}
    ${cut.draw()}
    ${clients(pilled, picture, at)}
    ${flights(picture, { at, taken: [...taken, ...cut.filled] }, actions)}
    ${repeat(picture.servers, (server) => server.id, (server) =>
      disc(server, at.get(server.id), captions.get(server.id), picture, language, actions))}
  </g>`;
}

function track({ cx, cy, rx, ry, servers }) {
  return servers < 3 ? "" : svg`<ellipse cx=${cx} cy=${cy} rx=${rx} ry=${ry} fill="none"
    class="stroke-rule" stroke-width="3"/>`;
}

export function roleName(server, language) {
  if (!server.up) {
    return server.down;
  }
  if (server.paused) {
    return word(language, "paused");
  }
  if (server.member === "outside") {
    return word(language, "outside");
  }
  return word(language, server.role);
}

function disc(server, { x, y }, { text, strong }, picture, language, actions) {
  const name = `S${server.id}`;
  const leads = server.up && server.role === "leader";
  const acted = picture.told?.who === name;
  const term = `${word(language, "termShort")} ${server.term}`;
  const inside = server.up ? "onterm" : "dim";
  return svg`<g class="server" data-server=${server.id} role="button"
    aria-label=${`${name}, ${roleName(server, language)}, ${term}`}
    @click=${actions ? (event) => actions.serverMenu(event, server) : null}>
    ${acted ? svg`<circle cx=${x} cy=${y} r="90" class="acted"/>` : ""}
    ${shape(server, x, y)}
    ${leads ? svg`<circle cx=${x} cy=${y} r=${HALO - 1} fill="none" class="stroke-ink" stroke-width="6"/>
      ${crown(x, y - HALO - 9)}` : ""}
    ${leads ? "" : timer(server, x, y)}
    ${line(x, y + 4, name, { size: 44, weight: 800, at: "middle", tone: inside })}
    ${line(x, y + 37, term, { size: 27, weight: 700, at: "middle", tone: inside })}
    ${server.up && server.paused ? pause(x, y) : ""}
    ${server.up ? "" : cross(x + 46, y - 46, 44)}
    ${server.disk.ills.length > 0 ? drum(x - SIGN, y + SIGN - 6, server.disk) : ""}
    ${server.clock ? dial(x + SIGN, y + SIGN - 6, server.clock) : ""}
    <g class="haloed">${line(x, y + 110, text, { size: CAPTION, weight: strong ? 700 : 500, at: "middle",
      tone: strong ? "ink" : "dim" })}</g>
  </g>`;
}

/** Followers are round, candidates have six corners, learners four. */
function shape(server, x, y) {
  if (!server.up) {
    return svg`<circle cx=${x} cy=${y} r=${RADIUS} class="hollow stroke-dim" stroke-width="4"
      stroke-dasharray="10 9"/>`;
  }
  const paint = fill(server.term);
  if (server.role === "candidate" || server.role === "preCandidate") {
    const dash = server.role === "preCandidate" ? "9 8" : "none";
    return svg`<polygon points=${corners(x, y, 70, 6)} fill=${paint} class="stroke-ink"
      stroke-width="6" stroke-linejoin="round" stroke-dasharray=${dash}/>`;
  }
  if (server.role === "learner" || server.member !== "voter") {
    return svg`<rect x=${x - RADIUS + 2} y=${y - RADIUS + 2} width=${2 * RADIUS - 4}
      height=${2 * RADIUS - 4} rx="18" fill=${paint}/>`;
  }
  return svg`<circle cx=${x} cy=${y} r=${RADIUS} fill=${paint}/>`;
}

/** The arc is what is left of the time a server waits for a leader; it shrinks to nothing. */
function timer(server, x, y) {
  if (!server.up || !server.timer || server.timer.kind === "heartbeat") {
    return "";
  }
  const left = Math.max(0.01, Math.min(0.999, server.timer.left));
  const end = 2 * Math.PI * left - Math.PI / 2;
  const r = server.role === "candidate" || server.role === "preCandidate" ? 82 : HALO;
  const path = `M${x} ${y - r}A${r} ${r} 0 ${left > 0.5 ? 1 : 0} 1 ${x + r * Math.cos(end)} ${y + r * Math.sin(end)}`;
  return svg`<path d=${path} fill="none" class=${left < 0.12 ? "stroke-ink" : "stroke-dim"}
    stroke-width="9" stroke-linecap="round"/>`;
}

function pause(x, y) {
  return svg`<g class="inked"><rect x=${x + 36} y=${y - 66} width="11" height="38" rx="3"/>
    <rect x=${x + 54} y=${y - 66} width="11" height="38" rx="3"/></g>`;
}

/** Under a disc: the role, during an election who has which votes, and what ails it. */
function caption(server, picture, language) {
  const ills = ill(server, language);
  const follows = server.up && !server.paused && server.role === "follower";
  if (follows && (ills || picture.servers.length >= CROWD)) {
    return { text: ills, strong: ills !== "" }; // round says already that it follows
  }
  const leads = server.up && server.role === "leader";
  const campaigning = server.up && server.votes !== null && !leads;
  const voting = picture.servers.some((other) => other.up && other.role === "candidate");
  const role = roleName(server, language);
  if (campaigning) {
    return { text: `${role} · ${server.votes.granted.length}/${server.votes.needed}`, strong: true };
  }
  const votes = voting && server.role === "follower" && server.up && !server.paused && server.vote > 0;
  const text = votes ? `${word(language, "voteFor")} S${server.vote}` : role;
  return { text: ills && server.up ? `${text} · ${ills}` : text, strong: leads };
}

/** What is the matter with the disk and the clock of a server, in words. */
function ill({ disk, clock }, language) {
  const told = disk.ills.length > 0 ? [`${word(language, "disk")} ${disk.ills.join(", ")}`] : [];
  return [...told, ...(clock ? [`${word(language, "clock")} ${clock}`] : [])].join(" · ");
}

/** What a server, its crown and the words under it fill. */
function occupied(server, { x, y }, text) {
  const half = measure(text, CAPTION, 700) / 2 + 4;
  const crowned = server.up && server.role === "leader" ? [rectangle(x - 30, y - 116, x + 30, y - HALO)] : [];
  const signs = [
    ...(server.disk.ills.length > 0 ? [circle(x - SIGN, y + SIGN - 6, 28)] : []),
    ...(server.clock ? [circle(x + SIGN, y + SIGN - 6, 28)] : []),
  ];
  return [circle(x, y, HALO), ...signs, words(rectangle(x - half, y + 86, x + half, y + 120)), ...crowned];
}
