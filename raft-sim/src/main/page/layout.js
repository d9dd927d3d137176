// Where each part of the stage lies. A unit is a pixel at 1920x1080 and half a pixel on a phone, so
// that the smallest type is the same number in both.

export const WIDE = 1920;
export const PHONE_WIDTH = 700; // px; narrower windows are phones

export const isPhone = (size) => size.width < PHONE_WIDTH;

/** How many units the window is wide and high: the 16:9 stage, and more where the window has more. */
export function stageSize({ width, height }) {
  if (width < PHONE_WIDTH) {
    return { w: 780, h: Math.max(1200, (780 * height) / width) };
  }
  const scale = Math.min(width / WIDE, height / 1080);
  return { w: Math.round(width / scale), h: Math.round(height / scale) };
}

export const MARGIN = 48;
export const HEAD = 100;
const TAPE = 130;
const LAMPS = 52;
const GAP = 16;

/**
 * @param stage its size
 * @param band how high the text below the picture is
 * @param state which views are shown
 * @returns boxes {x, y, w, h}; those of hidden parts are missing
 */
export function wideBoxes(stage, band, state) {
  const { w, h } = stage;
  const inner = w - 2 * MARGIN;
  const tape = { x: MARGIN, y: h - TAPE, w: inner, h: TAPE };
  const text = { x: MARGIN, y: tape.y - GAP - band, w: inner, h: band };
  const lamps = state.lamps ? { x: MARGIN, y: text.y - LAMPS, w: inner, h: LAMPS } : null;
  const bottom = lamps ? lamps.y : text.y - GAP;
  const body = { x: MARGIN, y: HEAD + GAP, w: inner, h: bottom - HEAD - GAP };
  return { head: { x: MARGIN, y: 0, w: inner, h: HEAD }, body, lamps, text, tape };
}

/** The picture: the ring on the left, the panels on the right, two of them below each other. */
export function bodyBoxes(body, state) {
  const panels = state.panels;
  if (!state.ring) {
    const w = panels.length === 2 ? (body.w - 48) / 2 : body.w;
    return { ring: null, panels: panels.map((_, i) => ({ ...body, x: body.x + i * (w + 48), w })) };
  }
  if (panels.length === 0) {
    return { ring: body, panels: [] };
  }
  const left = Math.round(body.w * 0.52);
  const right = { ...body, x: body.x + left + 32, w: body.w - left - 32 };
  if (panels.length === 1) {
    return { ring: { ...body, w: left }, panels: [right] };
  }
  const first = Math.round((right.h - 20) * share(panels, state.picture.servers.length, right.h));
  return {
    ring: { ...body, w: left },
    panels: [
      { ...right, h: first },
      { ...right, y: right.y + first + 20, h: right.h - first - 20 },
    ],
  };
}

/** The part of the height that the upper of two panels gets. */
function share([upper, lower], servers, height) {
  const even = 0.5 + (TALL.has(upper) ? 0.08 : 0) - (TALL.has(lower) ? 0.08 : 0);
  return upper === "logs" ? Math.min(even, (LOG_HEAD + servers * LOG_ROW) / height) : even;
}
const LOG_HEAD = 46;
const LOG_ROW = 56;
const TALL = new Set(["shelves", "time", "logs"]);

/** One below the other: words, one view, and two large buttons. */
export function phoneBoxes(stage, band) {
  const { w, h } = stage;
  const x = 28;
  const inner = w - 2 * x;
  const buttons = { x, y: h - 150, w: inner, h: 126 };
  const tabs = { x, y: 150, w: inner, h: 76 };
  const text = { x, y: buttons.y - 24 - band, w: inner, h: band };
  const body = { x, y: tabs.y + tabs.h + 20, w: inner, h: text.y - 20 - tabs.y - tabs.h - 20 };
  return { head: { x, y: 0, w: inner, h: 140 }, tabs, body, text, buttons };
}
