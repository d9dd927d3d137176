// A page that is loaded again, by mistake or after a crash, goes on where it was, even when no other window knows.
import { SHARED } from "page/channel.js";
import { moment, resume } from "page/moment.js";
import { state } from "page/state.js";

const KEY = "plongee";

/** Remembers the present moment while the page goes away. */
export function keepMoment() {
  window.addEventListener("pagehide", () => {
    if (state.picture) {
      const shared = Object.fromEntries(SHARED.map((name) => [name, state[name]]));
      sessionStorage.setItem(KEY, JSON.stringify({ shared, moment: moment(state) }));
    }
  });
}

/** Goes back to it; false when the page was not loaded again, or is another version that cannot. */
export function goOn() {
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const kept = isReload ? JSON.parse(sessionStorage.getItem(KEY) ?? "null") : null;
  return kept !== null && resume(kept.shared, kept.moment);
}
