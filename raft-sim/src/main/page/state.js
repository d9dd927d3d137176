// The one place where everything the page remembers is kept. Views read it, `set` changes it.

export const state = {
  // what is shown
  scenes: [], // {file, text, scene}: everything that can be opened
  at: 0, // which of them is open
  text: "", // the text it was opened with
  show: 0, // the engine's handle
  scene: null, // what does not change while it plays
  tape: null, // stops, cues and branches
  picture: null, // the present stop
  film: null, // the stops up to this one, while the space-time diagram is seen
  twin: null, // {show, id, title, picture, splits}: the other world, side by side

  // how it is shown
  language: "fr",
  theme: "light",
  ring: true,
  panels: ["logs"], // at most two of logs, why, time, history, shelves
  lamps: true,
  black: false,
  overlay: null, // help, scenes, palette, zoo, editor, link
  menu: null, // {x, title, items, name, parts}
  notice: null, // one sentence that goes away with the next key
  line: null, // points of a line that is being drawn
  size: { width: 1920, height: 1080 },

  // the talk
  track: 10,
  role: "alone", // alone, presenter, room
  begun: null, // when the presenter's clock began, in ms
  playing: false,
  speed: 1,

  // what is being typed
  typed: "",
  completion: { from: 0, words: [], usages: [] },
  answer: null, // what the last command was answered
  draft: "", // the scene in the editor
  errors: [],
};

const listeners = [];

/** Calls back after each change. */
export function onChange(listener) {
  listeners.push(listener);
}

export function set(change) {
  Object.assign(state, change);
  listeners.forEach((listener) => listener(state, change));
}
