// The talk: which scenes belong to a track, and when each cue is planned. Times follow from the scenes that are there.

const TRACKS = [10, 25];
const BASE = 1; // a scene costs as much as one cue, for the change of scene

export const otherTrack = (track) => TRACKS[(TRACKS.indexOf(track) + 1) % TRACKS.length];

/** The places of a track's scenes in the list of all. */
export const scenesOf = (scenes, track) =>
  scenes.flatMap((entry, i) => (entry.scene.tracks.includes(track) ? [i] : []));

/** The places of the cues that a speaker gives: those that say something; of a scene without words all. */
export function spoken({ cues }) {
  const told = cues.flatMap((cue, i) => (cue.say.length > 0 ? [i] : []));
  return told.length > 0 ? told : cues.map((_, i) => i);
}

/** How many of them have begun when this one has. */
export const begun = (scene, cue) => spoken(scene).filter((one) => one <= cue).length;

/** Seconds from the beginning of the talk to this cue, or null when the scene is for questions. */
export function plannedAt(scenes, track, at, cue) {
  const members = scenesOf(scenes, track);
  if (!members.includes(at)) {
    return null;
  }
  const weight = (i) => spoken(scenes[i].scene).length + BASE;
  const whole = members.reduce((sum, i) => sum + weight(i), 0);
  const before = members.filter((i) => i < at).reduce((sum, i) => sum + weight(i), 0);
  const passed = Math.max(0, begun(scenes[at].scene, cue) - 1);
  return Math.round(((before + passed) / whole) * track * 60);
}

/** The next scene of the track, or the one before; null at either end, and beside the track. */
export function neighbour(scenes, track, at, step) {
  const members = scenesOf(scenes, track);
  const place = members.indexOf(at);
  return place < 0 ? null : (members[place + step] ?? null);
}

export function clock(seconds) {
  const whole = Math.abs(Math.round(seconds));
  const minutes = String(Math.floor(whole / 60)).padStart(2, "0");
  return `${seconds < 0 ? "−" : ""}${minutes}:${String(whole % 60).padStart(2, "0")}`;
}
