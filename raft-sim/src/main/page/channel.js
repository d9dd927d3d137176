// Two windows, one talk: the speaker's with notes and the room's without. They exchange where they are, nothing else.
import { breakRule, mendRule } from "page/cursor.js";
import { moment, restore, resume } from "page/moment.js";
import { onChange, set, state } from "page/state.js";
import { word } from "page/words.js";

/** What belongs to the talk, and not to one of its windows. */
export const SHARED = ["language", "theme", "ring", "panels", "lamps", "black", "track", "begun"];

let channel = null;
let told = "";
let hearing = false;
let knows = false; // whether this window knows where the talk is

/** The speaker's window opens the room's; both are this same file. */
export function openRoom() {
  if (state.role === "room") {
    return;
  }
  const name = channel ? new URLSearchParams(location.hash.slice(1)).get("talk") : randomName();
  const address = `${location.href.split("#")[0]}#room=${name}`;
  if (!window.open(address, `plongee-${name}`, "popup,width=1280,height=720")) {
    set({ notice: word(state.language, "blocked") });
    return;
  }
  if (!channel) {
    history.replaceState(null, "", `#talk=${name}`);
    knows = true;
    join(name, "presenter");
  }
}

const randomName = () => Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");

/** A window that was opened for a talk, or reloaded during it, asks the other where the talk is. */
export function listen() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (parts.has("room")) {
    join(parts.get("room"), "room");
  } else if (parts.has("talk")) {
    join(parts.get("talk"), "presenter");
  }
}

function join(name, role) {
  channel = new BroadcastChannel(`plongee-${name}`);
  channel.onmessage = ({ data }) => hear(data);
  set({ role });
  if (role === "room") {
    document.title = word(state.language, "roomTitle");
  }
  channel.postMessage({ kind: "hello" });
  onChange(tell);
}

function message() {
  const shared = Object.fromEntries(SHARED.map((name) => [name, state[name]]));
  const broken = state.twin && { id: state.twin.id, title: state.twin.title };
  return { kind: "here", moment: moment(state), shared, broken };
}

function tell() {
  const mayTell = knows || navigator.userActivation.hasBeenActive;
  if (hearing || !mayTell || !state.picture) {
    return;
  }
  const here = JSON.stringify(message());
  if (here !== told) {
    told = here;
    channel.postMessage(JSON.parse(here));
  }
}

function hear(data) {
  if (data.kind === "hello") {
    told = "";
    tell();
    return;
  }
  hearing = true;
  knows = true;
  try {
    resume(data.shared, data.moment);
    follow(data.broken);
    told = JSON.stringify(message());
  } finally {
    hearing = false;
  }
}

function follow(broken) {
  if (!broken) {
    if (state.twin) {
      mendRule();
    }
  } else if (state.twin?.id !== broken.id) {
    const { branch, stop } = state.picture;
    breakRule(broken);
    restore({ ...moment(state), branch, stop });
  }
}
