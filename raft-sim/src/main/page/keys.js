// Keys, bound to the window: what is focused never matters, except that typed text stays text.
import { ACTIONS, openNumber } from "page/actions.js";
import { paletteKey } from "page/palette.js";
import { set, state } from "page/state.js";

const TWO_DIGITS = 1200; // ms in which a second digit belongs to the first

const byKey = new Map(ACTIONS.flatMap((action) => action.keys.map((key) => [key, action])));
let digit = { key: "", at: -Infinity };

export function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (state.overlay === "palette") {
    paletteKey(event);
    return;
  }
  const typing = event.target.matches?.("input, textarea");
  if (typing && event.key !== "Escape") {
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (state.notice) {
    set({ notice: null });
  }
  if (openByDigits(key, event.timeStamp)) {
    event.preventDefault();
    return;
  }
  const action = byKey.get(key);
  if (action) {
    event.preventDefault();
    const open = state.overlay;
    if (key !== "Escape" && (state.menu || open)) {
      set({ menu: null, overlay: null });
    }
    if (action.name !== open) {
      action.run();
    }
  }
}

/** 1 opens scene 1 at once; a 2 right after it opens scene 12. */
function openByDigits(key, at) {
  if (!/^[0-9]$/.test(key)) {
    return false;
  }
  const before = at - digit.at < TWO_DIGITS ? digit.key : "";
  digit = { key, at };
  if (before && openNumber(Number(before + key))) {
    return true;
  }
  return openNumber(Number(key));
}
