// Starts the page: reads the scenes, draws after each change, listens to keys and to the window.
import { html, render } from "lit-html";
import * as actions from "page/actions.js";
import * as engine from "page/engine.js";
import { listen } from "page/channel.js";
import { openScene } from "page/cursor.js";
import { onKey } from "page/keys.js";
import { followLink } from "page/link.js";
import { messageMenu, serverMenu } from "page/menu.js";
import { overlays } from "page/overlays.js";
import { presenter } from "page/presenter.js";
import { preparePrint } from "page/handout.js";
import { goOn, keepMoment } from "page/reload.js";
import { onChange, set, state } from "page/state.js";
import { stage } from "page/stage.js";
import { fontsReady } from "page/text.js";
import { scenesOf } from "page/track.js";

const clicks = { ...actions, serverMenu, messageMenu };

function view() {
  if (!state.picture) {
    return "";
  }
  if (state.black && state.role !== "presenter") {
    return html`<div class="black" @click=${actions.toggleBlack}></div>`;
  }
  const seen = state.role === "presenter" ? presenter(state, clicks) : stage(state, state.size, clicks);
  return html`${seen}${overlays(state)}`;
}

function draw() {
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = state.theme;
  render(view(), document.getElementById("page"));
}

function readScenes() {
  const texts = JSON.parse(document.getElementById("scenes").textContent);
  return texts.map(({ file, text }) => {
    return { file, text, scene: engine.card(text) };
  });
}

/** Several changes of one key are drawn once, before the browser paints. */
let drawing = false;
onChange(() => {
  if (!drawing) {
    drawing = true;
    queueMicrotask(() => {
      drawing = false;
      draw();
    });
  }
});

const measured = () => ({ size: { width: window.innerWidth, height: window.innerHeight } });

window.addEventListener("keydown", onKey);
window.addEventListener("resize", () => set(measured()));
window.addEventListener("hashchange", () => followLink(location.hash));
preparePrint();
keepMoment();
await fontsReady();
set({
  ...measured(),
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  language: navigator.language.startsWith("en") ? "en" : "fr",
  scenes: readScenes(),
});
listen();
if (!goOn() && !followLink(location.hash)) {
  openScene(scenesOf(state.scenes, state.track)[0] ?? 0);
}
