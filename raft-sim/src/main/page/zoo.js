// The zoo: every rule that can be broken. The chosen one is broken in a second world on the same schedule.
import { html } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import * as engine from "page/engine.js";
import { breakRule } from "page/cursor.js";
import { set, state } from "page/state.js";
import { word } from "page/words.js";

let chosen = 0;

export function openZoo() {
  chosen = 0;
  set({ overlay: "zoo", menu: null, typed: "" });
}

/** Those that hold the typed words; first those that the scene itself breaks. */
function found({ language, typed, scene }) {
  const wanted = typed.toLowerCase();
  const told = scene.cues.flatMap((cue) => cue.script).filter((line) => line.startsWith("break "));
  const mine = ({ id }) => Number(told.some((line) => id.startsWith(line.slice("break ".length))));
  return engine
    .rules(language)
    .filter((entry) => `${entry.title} ${entry.id} ${entry.paper}`.toLowerCase().includes(wanted))
    .sort((a, b) => mine(b) - mine(a));
}

export function zooView(state) {
  const { language } = state;
  const rules = found(state);
  return html`<section class="sheet zoo"><h1>${word(language, "zoo")}</h1>
    <input type="search" placeholder=${word(language, "search")} aria-label=${word(language, "search")} ${ref(focus)}
      @input=${(event) => search(event.target.value)} @keydown=${(event) => onKey(event, rules)}>
    <div class="kinds">${rules.map((entry, i) => html`<button class=${i === chosen ? "choice chosen" : "choice"}
      data-rule=${entry.id} @click=${() => choose(entry)}><span>${entry.title}<br>
      <small>${entry.rule} · ${entry.paper}</small></span></button>`)}</div></section>`;
}

function search(typed) {
  chosen = 0;
  set({ typed });
}

function onKey(event, rules) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
  if (step !== 0) {
    event.preventDefault();
    chosen = Math.max(0, Math.min(rules.length - 1, chosen + step));
    set({});
    document.querySelectorAll(".zoo .choice")[chosen]?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && rules[chosen]) {
    choose(rules[chosen]);
  }
}

/** After it has found its place in the page. */
function focus(input) {
  queueMicrotask(() => input?.focus());
}

function choose(entry) {
  set({ overlay: null });
  breakRule(entry);
  if (state.twin?.splits < 0) {
    set({ notice: word(state.language, "noSplit") });
  }
}
