// The command palette: one line in the language of scenes, completed as it is typed.
import { html } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { ref } from "lit-html/directives/ref.js";
import * as engine from "page/engine.js";
import { type } from "page/cursor.js";
import { followLink } from "page/link.js";
import { set, state } from "page/state.js";
import { word } from "page/words.js";

const MOST_SHOWN = 8;

let chosen = 0;
const earlier = [];

export function openPalette() {
  chosen = 0;
  set({ overlay: "palette", menu: null, typed: "", answer: null, completion: complete("") });
}

const NOTHING = { from: 0, words: [], usages: [] };

const complete = (line) => (line.startsWith("#") ? NOTHING : engine.complete(state.show, line));

export function paletteView({ language, typed, completion, answer }) {
  const { words, usages } = completion;
  const from = first(words);
  return html`<section class="sheet palette"><h1>${word(language, "palette")}</h1>
    <input type="text" autocomplete="off" autocapitalize="off" spellcheck="false" ${ref(focus)}
      aria-label=${word(language, "palette")} placeholder=${word(language, "paletteExample")} .value=${live(typed)}
      @input=${(event) => edit(event.target.value)}>
    <p class="bad" role="status">${answer ?? ""}</p>
    <div class="offered">
      <div>${words.slice(from, from + MOST_SHOWN).map((one, i) => html`
        <button class=${from + i === chosen ? "choice chosen" : "choice"} @click=${() => take(one)}>
          <code>${one}</code></button>`)}</div>
      <div>${usages.slice(0, MOST_SHOWN).map((usage) => html`<p class="choice"><code>${usage}</code></p>`)}</div>
    </div>
    <p class="dim">${word(language, "paletteHint")}</p></section>`;
}

/** The chosen one stays in sight. */
const first = (words) => Math.max(0, Math.min(chosen - MOST_SHOWN + 1, words.length - MOST_SHOWN));

/** After it has found its place in the page. */
function focus(input) {
  queueMicrotask(() => input?.focus());
}

function edit(typed) {
  chosen = 0;
  set({ typed, answer: null, completion: complete(typed) });
}

/** A completion stands for the word that is being typed. */
function take(one) {
  edit(`${state.typed.slice(0, state.completion.from)}${one} `);
  document.querySelector(".palette input")?.focus();
}

export function paletteKey(event) {
  const way = KEYS[event.key];
  if (way) {
    event.preventDefault();
    way();
  }
}

const KEYS = {
  Escape: () => set({ overlay: null }),
  Enter: run,
  Tab: () => state.completion.words[chosen] && take(state.completion.words[chosen]),
  ArrowDown: () => choose(1),
  ArrowUp: () => (state.typed === "" && chosen === 0 ? edit(earlier.at(-1) ?? "") : choose(-1)),
};

function choose(step) {
  chosen = Math.max(0, Math.min(state.completion.words.length - 1, chosen + step));
  set({});
}

function run() {
  const line = state.typed.trim();
  if (line === "") {
    return;
  }
  if (line.startsWith("#")) {
    set({ overlay: null });
    followLink(line);
    return;
  }
  earlier.push(line);
  perform(line, (answer) => set({ answer }));
}

/**
 * Does a command and shows what came of it.
 *
 * @param refuse called with a sentence when it changed nothing
 */
export function perform(line, refuse) {
  const { kind, text } = type(line);
  if (kind === "played") {
    set({ overlay: null, menu: null, notice: text || null });
  } else {
    refuse(text);
  }
}
