// Links: version, scene, branch and stop in the fragment; what was improvised or edited goes along, packed.
import { html } from "lit-html";
import * as engine from "page/engine.js";
import { moment, restore } from "page/moment.js";
import { set, state } from "page/state.js";
import { word } from "page/words.js";

const LONGEST = 8192;

/** The fragment that leads here. */
export async function fragment() {
  const { text, twigs, branch, stop } = moment(state);
  const parts = { v: engine.version(), s: state.scene.name, b: branch, e: stop, l: state.language };
  const edited = text !== state.scenes[state.at]?.text;
  if (twigs.length > 0 || edited) {
    parts.x = await pack(JSON.stringify({ twigs, text: edited ? text : null }));
  }
  return `#${new URLSearchParams(parts)}`;
}

export async function copyLink() {
  const made = await fragment();
  if (made.length > LONGEST) {
    set({ notice: word(state.language, "linkTooLong") });
    return;
  }
  history.replaceState(null, "", made);
  try {
    await navigator.clipboard.writeText(location.href);
    set({ notice: word(state.language, "linkCopied") });
  } catch {
    set({ overlay: "link" });
  }
}

export function linkView({ language }) {
  return html`<section class="sheet link"><h1>${word(language, "linkShown")}</h1>
    <input readonly .value=${location.href} @focus=${(event) => event.target.select()}></section>`;
}

/** Goes where a fragment leads; false when it is none of ours. */
export function followLink(text) {
  const parts = new URLSearchParams(text.slice(text.indexOf("#") + 1));
  if (!parts.has("s")) {
    return false;
  }
  const at = state.scenes.findIndex((entry) => entry.scene.name === parts.get("s"));
  const packed = parts.get("x");
  const notice = parts.get("v") === engine.version() ? null : word(state.language, "linkOld");
  const go = (extra) => {
    const scene = extra.text ?? state.scenes[at]?.text;
    const to = { text: scene, at: Math.max(0, at), twigs: extra.twigs, branch: Number(parts.get("b")), stop: Number(parts.get("e")) };
    const language = parts.get("l") === "en" ? "en" : "fr";
    set({ language });
    const found = scene !== undefined && restore(to);
    set({ notice: found ? notice : word(language, "linkBad") });
    return found;
  };
  if (packed) {
    unpack(packed).then((extra) => go(JSON.parse(extra))).catch(() => set({ notice: word(state.language, "linkBad") }));
    return false;
  }
  return go({ twigs: [], text: null });
}

async function pack(text) {
  const bytes = await through(new Blob([text]), new CompressionStream("deflate-raw"));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function unpack(text) {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await through(new Blob([bytes]), new DecompressionStream("deflate-raw")));
}

const through = async (blob, stream) =>
  new Uint8Array(await new Response(blob.stream().pipeThrough(stream)).arrayBuffer());
