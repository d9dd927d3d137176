// The stage: every part of the picture in its box, as one SVG that can also be saved, printed and shown small.
import { html, svg } from "lit-html";
import { bodyBoxes, isPhone, phoneBoxes, stageSize, wideBoxes } from "page/layout.js";
import { definitions } from "page/signs.js";
import { head, phoneHead } from "page/head.js";
import { ring } from "page/ring.js";
import { logs } from "page/logs.js";
import { why } from "page/why.js";
import { spaceTime } from "page/spacetime.js";
import { history } from "page/history.js";
import { shelves } from "page/shelves.js";
import { lamps } from "page/lamps.js";
import { band } from "page/band.js";
import { tape } from "page/tape.js";
import { twins } from "page/twins.js";
import { phoneControls } from "page/phone.js";
import { pencil } from "page/pencil.js";

const PANELS = { logs, why, time: spaceTime, history, shelves };

/**
 * @param size of the window in px, or what a still pretends it to be
 * @param actions what a click does, or null for a still
 */
export function stage(state, size, actions) {
  const { w, h } = stageSize(size);
  const parts = isPhone(size) ? phone(state, { w, h }, actions) : wide(state, { w, h }, actions);
  return html`<svg class="stage" xmlns="http://www.w3.org/2000/svg" viewBox=${`0 0 ${w} ${h}`}
    data-scene=${state.scene.name} data-kind=${state.picture.told.kind}
    data-stop=${state.picture.stop} data-branch=${state.picture.branch} data-cue=${state.picture.cue}>
    ${definitions()}
    <rect class="paper" width=${w} height=${h}/>
    ${parts}</svg>`;
}

function wide(state, size, actions) {
  const { picture } = state;
  const words = band(picture, state, size.w - 96);
  const boxes = wideBoxes(size, words.height, state);
  return svg`${head(picture, state, boxes.head, actions)}
    ${state.twin ? twins(state, boxes.body, actions) : body(state, boxes.body, actions)}
    ${boxes.lamps && !state.twin ? lamps(picture, state.language, boxes.lamps) : ""}
    ${words.draw(boxes.text)}
    ${tape(picture, state, boxes.tape, actions)}`;
}

function body(state, box, actions) {
  const boxes = bodyBoxes(box, state);
  return svg`
    ${boxes.ring ? svg`${actions ? pencil(state, boxes.ring) : ""}${ring(state.picture, state, boxes.ring, actions)}` : ""}
    ${state.panels.map((name, i) => PANELS[name](state.picture, state, boxes.panels[i], actions))}`;
}

function phone(state, size, actions) {
  const { picture } = state;
  const words = band(picture, state, size.w - 56, true);
  const boxes = phoneBoxes(size, words.height);
  const panel = state.ring ? null : state.panels[0];
  return svg`${phoneHead(picture, state, boxes.head)}
    ${panel ? PANELS[panel](picture, state, boxes.body, actions) : ring(picture, state, boxes.body, actions)}
    ${words.draw(boxes.text)}
    ${actions ? phoneControls(state, boxes, actions) : ""}`;
}
