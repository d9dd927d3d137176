// Everything a viewer can do, by name: keys, buttons, menus and the help all use these.
import * as cursor from "page/cursor.js";
import { set, state } from "page/state.js";
import { word } from "page/words.js";
import { neighbour, otherTrack } from "page/track.js";
import { toggleFullScreen } from "page/window.js";
import { openPalette } from "page/palette.js";
import { openEditor } from "page/editor.js";
import { openZoo } from "page/zoo.js";
import { play, pause } from "page/play.js";
import { openRoom } from "page/channel.js";
import { copyLink } from "page/link.js";
import { savePicture, saveDrawing } from "page/still.js";
import { printTalk } from "page/handout.js";
import { startClock } from "page/presenter.js";

const MOST_PANELS = 2;

const notice = (name) => set({ notice: word(state.language, name) });

export function next() {
  if (cursor.nextHalt()) {
    return;
  }
  const scene = state.picture.branch === 0 ? neighbour(state.scenes, state.track, state.at, 1) : null;
  if (scene === null) {
    notice("atEnd");
  } else {
    cursor.openScene(scene);
  }
}

export function previous() {
  const { picture, scene: shown, tape } = state;
  const first = picture.branch === 0 && picture.stop <= cursor.opening(shown, tape);
  const scene = first ? neighbour(state.scenes, state.track, state.at, -1) : null;
  if (scene === null && cursor.previousHalt()) {
    return;
  }
  if (scene === null) {
    notice("atStart");
  } else {
    cursor.openScene(scene);
    cursor.go(0, state.tape.branches[0].last);
  }
}

export const eventForward = () => cursor.forward() || notice("atEnd");
export const eventBack = () => cursor.back() || notice("atStart");
export const toCue = (cue) => cursor.toCue(cue);
export const toStop = (stop) => cursor.go(0, Math.round(stop));
export const start = () => cursor.toOpening();
export const end = () => cursor.go(state.picture.branch, state.tape.branches[state.picture.branch].last);

/** Closes what lies on top; else ends the twin worlds; else back to the script. */
export function escape() {
  if (state.overlay || state.menu || state.black) {
    set({ overlay: null, menu: null, black: false });
  } else if (state.twin) {
    cursor.mendRule();
  } else if (!cursor.backToScript()) {
    notice("onScript");
  }
}

/** Shows a panel, or hides it; the one shown longest makes room for a third. */
export function togglePanel(name) {
  const panels = state.panels.includes(name)
    ? state.panels.filter((other) => other !== name)
    : [...state.panels, name].slice(-MOST_PANELS);
  set({ panels, ring: state.ring || panels.length === 0 });
  cursor.refresh();
}

/** On a phone: one view, and no other. */
export function showOnly(name) {
  set(name === "ring" ? { ring: true } : { ring: false, panels: [name] });
  cursor.refresh();
}

export const toggleRing = () => set({ ring: !state.ring || state.panels.length === 0 });
export const toggleLamps = () => set({ lamps: !state.lamps });
export const toggleBlack = () => set({ black: !state.black });
export const toggleTheme = () => set({ theme: state.theme === "light" ? "dark" : "light" });
export const overlay = (name) => set({ overlay: state.overlay === name ? null : name, menu: null });

export function toggleLanguage() {
  set({ language: state.language === "fr" ? "en" : "fr" });
  cursor.refresh();
}

export function toggleTrack() {
  const track = otherTrack(state.track);
  set({ track, notice: `${word(state.language, "track")} ${track} ${word(state.language, "minutes")}` });
}

/** Opens the scene that has this number, if there is one. */
export function openNumber(number) {
  const at = state.scenes.findIndex((entry) => entry.scene.number === number);
  if (at >= 0) {
    set({ overlay: null });
    cursor.openScene(at);
  }
  return at >= 0;
}

const faster = (factor) => set({ speed: Math.min(8, Math.max(0.25, state.speed * factor)) });

/** Name, keys, and what it does; in the order of the help. `keys` are those of KeyboardEvent.key. */
export const ACTIONS = [
  { name: "next", keys: ["ArrowRight", "PageDown", " "], shown: "→", run: next, fr: "suite", en: "next" },
  { name: "previous", keys: ["ArrowLeft", "PageUp"], shown: "←", run: previous, fr: "retour, aussitôt", en: "back, at once" },
  { name: "eventForward", keys: ["ArrowDown"], shown: "↓", run: eventForward, fr: "un événement en avant", en: "one event forward" },
  { name: "eventBack", keys: ["ArrowUp"], shown: "↑", run: eventBack, fr: "un événement en arrière", en: "one event back" },
  { name: "start", keys: ["Home"], shown: "Home", run: start, fr: "début de la scène", en: "start of the scene" },
  { name: "end", keys: ["End"], shown: "End", run: end, fr: "fin de la scène", en: "end of the scene" },
  { name: "escape", keys: ["Escape"], shown: "Esc", run: escape, fr: "revenir au script", en: "back to the script" },
  { name: "play", keys: ["p"], shown: "P", run: () => (state.playing ? pause() : play()), fr: "lecture, pause", en: "play, pause" },
  { name: "faster", keys: ["+", "="], shown: "+", run: () => faster(2), fr: "plus vite", en: "faster" },
  { name: "slower", keys: ["-"], shown: "−", run: () => faster(0.5), fr: "moins vite", en: "slower" },
  { name: "black", keys: [".", "b"], shown: ".", run: toggleBlack, fr: "écran noir", en: "black screen" },
  { name: "full", keys: ["f", "F5"], shown: "F", run: toggleFullScreen, fr: "plein écran", en: "full screen" },

  { name: "ring", keys: ["r"], shown: "R", run: toggleRing, fr: "anneau", en: "ring" },
  { name: "logs", keys: ["j"], shown: "J", run: () => togglePanel("logs"), fr: "journaux", en: "logs" },
  { name: "why", keys: ["w"], shown: "W", run: () => togglePanel("why"), fr: "pourquoi", en: "why" },
  { name: "time", keys: ["t"], shown: "T", run: () => togglePanel("time"), fr: "espace-temps", en: "space-time" },
  { name: "history", keys: ["h"], shown: "H", run: () => togglePanel("history"), fr: "clients et verdict", en: "clients and verdict" },
  { name: "shelves", keys: ["d"], shown: "D", run: () => togglePanel("shelves"), fr: "disque et mémoire", en: "disk and memory" },
  { name: "lamps", keys: ["s"], shown: "S", run: toggleLamps, fr: "voyants de sûreté", en: "safety lamps" },
  { name: "language", keys: ["l"], shown: "L", run: toggleLanguage, fr: "English", en: "français" },
  { name: "theme", keys: ["a"], shown: "A", run: toggleTheme, fr: "clair, sombre", en: "light, dark" },

  { name: "scenes", keys: ["o", "0"], shown: "O", run: () => overlay("scenes"), fr: "liste des scènes", en: "list of scenes" },
  { name: "track", keys: ["k"], shown: "K", run: toggleTrack, fr: "10 ou 25 minutes", en: "10 or 25 minutes" },
  { name: "palette", keys: [":", "/"], shown: ":", run: openPalette, fr: "agir : une commande", en: "act: a command" },
  { name: "zoo", keys: ["z"], shown: "Z", run: openZoo, fr: "enfreindre une règle", en: "break a rule" },
  { name: "editor", keys: ["e"], shown: "E", run: openEditor, fr: "écrire la scène", en: "edit the scene" },
  { name: "room", keys: ["n"], shown: "N", run: openRoom, fr: "notes et seconde fenêtre", en: "notes and second window" },
  { name: "clock", keys: ["m"], shown: "M", run: startClock, fr: "lancer le chronomètre", en: "start the clock" },
  { name: "link", keys: ["c"], shown: "C", run: copyLink, fr: "copier un lien", en: "copy a link" },
  { name: "svg", keys: ["v"], shown: "V", run: saveDrawing, fr: "image SVG", en: "SVG picture" },
  { name: "png", keys: ["i"], shown: "I", run: savePicture, fr: "image PNG", en: "PNG picture" },
  { name: "print", keys: ["g"], shown: "G", run: printTalk, fr: "imprimer tout le parcours", en: "print the whole track" },
  { name: "help", keys: ["?"], shown: "?", run: () => overlay("help"), fr: "cette aide", en: "this help" },
];

export const byName = Object.fromEntries(ACTIONS.map((action) => [action.name, action]));
