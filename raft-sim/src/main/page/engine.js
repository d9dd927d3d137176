// The engine as functions on objects: numbers, strings and booleans go in, JSON comes out.

const call = (name, ...given) => JSON.parse(globalThis.plongee[name](...given));

/** @returns {{show: number}|{errors: {line: number, column: number, message: string}[]}} */
export const open = (text, setup = "") => call("open", text, setup);
export const close = (show) => call("close", show);
export const scene = (show) => call("scene", show);
export const tape = (show) => call("tape", show);
export const picture = (show, language) => call("picture", show, language);

export const forward = (show) => call("forward", show).moved;
export const back = (show) => call("back", show).moved;
export const nextHalt = (show) => call("nextHalt", show).moved;
export const previousHalt = (show) => call("previousHalt", show).moved;
export const go = (show, branch, stop) => call("go", show, branch, stop).moved;
export const toCue = (show, cue) => call("toCue", show, cue).moved;
export const backToScript = (show) => call("backToScript", show).moved;

export const type = (show, line, language) => call("type", show, line, language);
export const complete = (show, line, at, language) => call("complete", show, line, at, language);
/** For each command line null, or the sentence why it cannot be done now. */
export const possible = (show, lines, language) =>
  call("possible", show, JSON.stringify(lines), language);

export const film = (show, from, to, language) => call("film", show, from, to, language);
/** The first stop of the script at which two shows of one scene differ. */
export const diverge = (a, b) => call("diverge", a, b);
export const rules = (language) => call("rules", language);
export const version = () => globalThis.plongee.version();
