// The editor: the text of the scene, run in place, saved to a .scene file and loaded from one.
import { html } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { openText } from "page/cursor.js";
import { set, state } from "page/state.js";
import { download } from "page/still.js";
import { pair, word } from "page/words.js";

export const openEditor = () => set({ overlay: "editor", menu: null, draft: state.text, errors: [] });

export function editorView({ language, draft, errors }) {
  return html`<section class="sheet editor"><h1>${word(language, "editor")}</h1>
    <textarea rows="16" cols="96" spellcheck="false" aria-label=${word(language, "editor")} .value=${live(draft)}
      @input=${(event) => set({ draft: event.target.value })}></textarea>
    ${errors.slice(0, 3).map((error) => html`<p class="bad">${pair(language, `${word(language, "lineWord")} ${error.line}`, error.message[language])}</p>`)}
    <p class="row">
      <button class="press-button" data-do="run" @click=${run}>${word(language, "run")}</button>
      <button class="press-button" data-do="save" @click=${save}>${word(language, "save")}</button>
      <label class="press-button">${word(language, "load")}<input type="file" accept=".scene,text/plain" hidden
        @change=${load}></label>
      <button class="press-button" @click=${() => set({ overlay: null })}>${word(language, "close")}</button>
    </p></section>`;
}

function run() {
  if (openText(state.draft)) {
    set({ overlay: null });
  }
}

function save() {
  const name = /^\s*scene\s+(\S+)/m.exec(state.draft)?.[1] ?? "scene";
  download(new Blob([state.draft], { type: "text/plain" }), `${name}.scene`);
}

async function load(event) {
  const file = event.target.files[0];
  if (file) {
    set({ draft: await file.text(), errors: [] });
  }
}
