// What a phone has instead of keys: one view at a time, and two large buttons.
import { svg } from "lit-html";
import { line, measure } from "page/text.js";
import { word } from "page/words.js";

const TABS = ["ring", "logs", "why", "time", "history"];
const TAB = 26;

export function phoneControls(state, { tabs, buttons }, actions) {
  const { language } = state;
  const present = state.ring ? "ring" : state.panels[0];
  const widths = TABS.map((name) => measure(word(language, name), TAB, 700));
  const gap = (tabs.w - widths.reduce((sum, width) => sum + width, 0)) / (TABS.length - 1);
  let x = tabs.x;
  return svg`<g class="phone">
    ${TABS.map((name, i) => {
      const drawn = tab(name, x, widths[i], tabs, name === present, language, actions);
      x += widths[i] + gap;
      return drawn;
    })}
    ${button("previous", "M12-20L-12 0L12 20", buttons.x, buttons, actions)}
    ${button("next", "M-12-20L12 0L-12 20", buttons.x + buttons.w / 2 + 10, buttons, actions)}
  </g>`;
}

function tab(name, x, width, { y, h }, present, language, actions) {
  return svg`<g class="press" data-tab=${name} @click=${() => actions.showOnly(name)}>
    <rect x=${x - 8} y=${y} width=${width + 16} height=${h} fill="transparent"/>
    ${line(x, y + 44, word(language, name), { size: TAB, weight: present ? 700 : 500, tone: present ? "ink" : "dim" })}
    ${present ? svg`<line x1=${x} y1=${y + 58} x2=${x + width} y2=${y + 58} class="stroke-ink" stroke-width="5"/>` : ""}
  </g>`;
}

function button(name, d, x, { y, w, h }, actions) {
  const width = w / 2 - 10;
  return svg`<g class="press button" role="button" aria-label=${name} @click=${() => actions[name]()}>
    <rect x=${x} y=${y} width=${width} height=${h} rx="20" class="hollow stroke-ink" stroke-width="4"/>
    <path d=${d} transform=${`translate(${x + width / 2} ${y + h / 2})`} fill="none" class="stroke-ink" stroke-width="9"
      stroke-linecap="round" stroke-linejoin="round"/></g>`;
}
