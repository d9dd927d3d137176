// Stills: the present picture as an SVG that needs nothing else, or as a PNG.
import { render } from "lit-html";
import { set, state } from "page/state.js";
import { stage } from "page/stage.js";
import { pair, word } from "page/words.js";
import { FONT } from "page/text.js";

const SIZE = { width: 1920, height: 1080 };

/** The stage as text: its styles inside, its colours written out, for programs that know no CSS variables. */
export function drawing(shown) {
  const host = document.createElement("div");
  render(stage(shown, SIZE, null), host);
  const picture = host.querySelector("svg");
  picture.setAttribute("width", SIZE.width);
  picture.setAttribute("height", SIZE.height);
  picture.setAttribute("font-family", FONT);
  picture.setAttribute("class", "still");
  const style = document.createElementNS(picture.namespaceURI, "style");
  style.textContent = rulesFor(picture);
  picture.prepend(style);
  const text = new XMLSerializer().serializeToString(picture).replace(/<!--.*?-->/gs, "");
  const values = getComputedStyle(document.documentElement);
  return text.replace(/var\((--[\w-]+)\)/g, (_, name) => values.getPropertyValue(name).trim());
}

function rulesFor(picture) {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules
    .filter((rule) => rule.selectorText && !rule.selectorText.includes(":") && picture.querySelector(rule.selectorText))
    .map((rule) => rule.cssText)
    .join("\n");
}

export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const fileName = ({ scene, picture }, ending) =>
  `plongee-${scene.name}-${picture.branch}-${picture.stop}.${ending}`;

function saved(blob, ending) {
  const name = fileName(state, ending);
  download(blob, name);
  set({ notice: pair(state.language, word(state.language, "exported"), name) });
}

export function saveDrawing() {
  saved(new Blob([drawing(state)], { type: "image/svg+xml" }), "svg");
}

export async function savePicture() {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing(state))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  canvas.toBlob((blob) => saved(blob, "png"), "image/png");
}
