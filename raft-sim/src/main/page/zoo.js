// The zoo: every rule that can be broken. The chosen one is broken in a second world on the same schedule.
import { html } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import * as engine from "page/engine.js";
import { breakRule } from "page/cursor.js";
import { set, state } from "page/state.js";
import { word } from "page/words.js";

export const openZoo = () => set({ overlay: "zoo", menu: null, typed: "" });

export function zooView({ language, typed }) {
  const wanted = typed.toLowerCase();
  const rules = engine.rules(language).filter((entry) =>
    `${entry.title} ${entry.id} ${entry.paper}`.toLowerCase().includes(wanted));
  return html`<section class="sheet zoo"><h1>${word(language, "zoo")}</h1>
    <input type="search" placeholder=${word(language, "search")} aria-label=${word(language, "search")}
      ${ref(focus)} @input=${(event) => set({ typed: event.target.value })}
      @keydown=${(event) => event.key === "Enter" && rules[0] && choose(rules[0])}>
    <div class="kinds">${rules.map((entry) => html`<button class="choice" data-rule=${entry.id}
      @click=${() => choose(entry)}><span>${entry.title}<br><small>${entry.rule} · ${entry.paper}</small></span></button>`)}
    </div></section>`;
}

function focus(input) {
  input?.focus();
}

function choose(entry) {
  set({ overlay: null });
  breakRule(entry);
  if (state.twin && state.twin.splits === null) {
    set({ notice: word(state.language, "noSplit") });
  }
}
