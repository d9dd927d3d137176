// The engine as functions on objects: numbers, strings and booleans go in, JSON comes out.

const { plongee } = globalThis;
const call = (name, ...given) => JSON.parse(plongee[name](...given));

/**
 * @param seed another than the scene's, or empty
 * @param broken a rule to break, `rule:variant`, or empty
 * @returns {{show: number}|{errors: {line: number, column: number, message: string}[]}}
 */
export const open = (text, seed = "", broken = "") => call("open", text, seed, broken);
/** What a text says of itself and of its cues, without playing it. */
export const card = (text) => call("card", text);
export const close = (show) => plongee.close(show);
export const scene = (show) => call("scene", show);
export const tape = (show) => call("tape", show);
export const picture = (show, language) => call("picture", show, language);

/** These say whether they moved. */
export const forward = (show) => plongee.forward(show);
export const back = (show) => plongee.back(show);
export const nextHalt = (show) => plongee.nextHalt(show);
export const previousHalt = (show) => plongee.previousHalt(show);
export const go = (show, branch, stop) => plongee.go(show, branch, stop);
export const toCue = (show, cue) => plongee.toCue(show, cue);
export const backToScript = (show) => plongee.backToScript(show);

/** @returns {{kind: "played"|"answered"|"misspelt"|"full", text: string, good: boolean}} */
export const type = (show, line, language) => call("type", show, line, language);
/** @returns {{from: number, words: string[], usages: string[]}} the word that is being typed begins at `from` */
export const complete = (show, line) => call("complete", show, line);
/** For each command line the sentence why it cannot be done now, or nothing. */
export const possible = (show, lines, language) => call("possible", show, lines.join("\n"), language);

/** So many stops before and after the present one, and the messages between them. */
export const film = (show, before, after, language) => call("film", show, before, after, language);
/** The first stop of the script at which two shows of one scene differ, or -1. */
export const diverge = (a, b) => plongee.diverge(a, b);
export const rules = (language) => call("rules", language);
export const version = () => plongee.version();
