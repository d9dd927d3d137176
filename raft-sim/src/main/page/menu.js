// Menus of servers and messages: what can be done to them now; what cannot says why.
import { html } from "lit-html";
import * as engine from "page/engine.js";
import { perform } from "page/palette.js";
import { set, state } from "page/state.js";
import { word } from "page/words.js";

const SERVER = [
  ["crash $", "panne", "crash"],
  ["restart $", "redémarrer", "restart"],
  ["pause $", "mettre en pause", "pause"],
  ["resume $", "reprendre", "resume"],
  ["expire $", "faire sonner le minuteur", "fire its timer"],
  ["sync $", "finir l’écriture sur disque", "finish the write to disk"],
  ["put x 7 as c9 via $", "lui demander x = 7", "ask it to write x = 7"],
  ["get x as c8 via $", "lui demander de lire x", "ask it to read x"],
  ["transfer $", "lui passer la main", "make it the leader"],
  ["snapshot $", "prendre un instantané", "take a snapshot"],
  ["cut $ | rest", "l’isoler", "isolate it"],
  ["heal", "rétablir le réseau", "heal the network"],
];

const DISK = [
  ["slow disk $", "le ralentir", "slow it down"],
  ["hang disk $", "le figer : plus aucun fsync ne finit", "let it hang: no fsync ends"],
  ["fill disk $", "le remplir", "fill it up"],
  ["free disk $", "refaire de la place", "make room again"],
  ["fail disk $", "faire échouer les fsync", "let every fsync fail"],
  ["crash $ torn", "panne au milieu d’une écriture", "crash in the middle of a write"],
  ["flip bit $ entry 1", "inverser un bit de l’entrée 1", "flip a bit of entry 1"],
  ["flip bit $", "inverser un bit de la dernière écriture", "flip a bit of the last write"],
  ["mend disk $", "tout réparer", "mend all of it"],
];

const CLOCK = [
  ["fast clock $", "avance de 20 %", "20% fast"],
  ["slow clock $", "retarde de 20 %", "20% slow"],
  ["mend clock $", "à l’heure", "right again"],
];

const MESSAGE = [
  ["deliver $", "livrer maintenant", "deliver now"],
  ["drop $", "perdre", "drop"],
  ["duplicate $", "dédoubler", "duplicate"],
  ["delay $ 50ms", "retarder de 50 ms", "delay by 50 ms"],
];

/** What can be done to a disk or a clock is a menu behind the first one, so that each fits a screen. */
const PARTS = [
  ["diskActs", DISK],
  ["clockActs", CLOCK],
];

export function serverMenu(event, server) {
  event.stopPropagation();
  openMenu(event.clientX, `S${server.id}`, SERVER, `S${server.id}`, PARTS);
}

export function messageMenu(event, message) {
  event.stopPropagation();
  openMenu(event.clientX, message.name, MESSAGE, message.words, []);
}

function openMenu(x, title, choices, name, parts) {
  const lines = choices.map(([line]) => line.replace("$", name));
  const reasons = engine.possible(state.show, lines, state.language);
  const items = choices.map(([, fr, en], i) => ({ line: lines[i], fr, en, reason: reasons[i] }));
  set({ menu: { x, title, items, name, parts }, overlay: null });
}

export function menuView({ menu, language, size }) {
  const right = menu.x > size.width / 2 ? `right:${size.width - menu.x}px` : `left:${menu.x}px`;
  return html`<div class="veil clear" @click=${() => set({ menu: null })}></div>
    <section class="menu" style=${right}><h2>${menu.title}</h2>
      ${menu.items.map((item) => html`<button class="choice" data-line=${item.line} ?disabled=${item.reason !== ""}
        title=${item.reason || item.line} @click=${() => choose(item)}>
        <span>${item[language]}${item.reason ? html`<br><small>${item.reason}</small>` : ""}</span></button>`)}
      ${menu.parts.map(([part, choices]) => html`<button class="choice" data-part=${part}
        @click=${() => openMenu(menu.x, `${menu.name} · ${word(language, part).replace("…", "")}`, choices, menu.name, [])}>
        <span>${word(language, part)}</span></button>`)}
      <button class="choice" @click=${() => set({ menu: null })}><span>${word(language, "close")}</span></button>
    </section>`;
}

const choose = (item) =>
  perform(item.line, (answer) => set({ menu: null, notice: answer }));
