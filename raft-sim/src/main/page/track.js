// The talk: which scenes belong to a track, and when each cue is planned. Times follow from the scenes that are there.

const TRACKS = [10, 25];
const BASE = 1; // a scene costs as much as one cue, for the change of scene

export const otherTrack = (track) => TRACKS[(TRACKS.indexOf(track) + 1) % TRACKS.length];

/** The places of a track's scenes in the list of all. */
export const scenesOf = (scenes, track) =>
  scenes.flatMap((entry, i) => (entry.scene.tracks.includes(track) ? [i] : []));

/** Seconds from the beginning of the talk to this cue, or null when the scene is for questions. */
export function plannedAt(scenes, track, at, cue) {
  const members = scenesOf(scenes, track);
  if (!members.includes(at)) {
    return null;
  }
  const weight = (i) => scenes[i].scene.cues.length + BASE;
  const whole = members.reduce((sum, i) => sum + weight(i), 0);
  const before = members.filter((i) => i < at).reduce((sum, i) => sum + weight(i), 0);
  return Math.round(((before + cue) / whole) * track * 60);
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
