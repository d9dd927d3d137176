// What lies on top of the stage: help, lists, the palette, the editor, menus and notices.
import { html } from "lit-html";
import { ACTIONS } from "page/actions.js";
import { editorView } from "page/editor.js";
import { menuView } from "page/menu.js";
import { paletteView } from "page/palette.js";
import { scenesView } from "page/scenes.js";
import { zooView } from "page/zoo.js";
import { linkView } from "page/link.js";
import { set } from "page/state.js";
import { word } from "page/words.js";

const VIEWS = {
  help: helpView,
  scenes: scenesView,
  palette: paletteView,
  zoo: zooView,
  editor: editorView,
  link: linkView,
};

export function overlays(state) {
  const view = VIEWS[state.overlay];
  return html`
    ${view ? html`<div class="veil" @click=${() => set({ overlay: null })}></div>${view(state)}` : ""}
    ${state.menu ? menuView(state) : ""}
    ${state.notice ? html`<div class="notice" role="status">${state.notice}</div>` : ""}`;
}

function helpView({ language }) {
  return html`<section class="sheet help"><h1>${word(language, "help")}</h1>
    <div class="columns">${ACTIONS.map((action) => html`<button class="choice" data-action=${action.name}
      @click=${() => {
        set({ overlay: null });
        action.run();
      }}><kbd>${action.shown}</kbd><span>${action[language]}</span></button>`)}</div></section>`;
}
