// The words below the picture: what the cue says, its question, what just happened, what to remember.
import { svg } from "lit-html";
import { BODY, line, lines, measure, SAY, wrap } from "page/text.js";
import { check } from "page/signs.js";
import { pair, typeset, word } from "page/words.js";
import { newAlarm } from "page/lamps.js";

const PAD = 28;
const LARGE = 44; // for one line
const LETTERS = "ABCDEF";
const TWO_LINES = 197; // two lines and what happened: most cues stay within, so that the picture stands still

/** Which part of a cue the stop belongs to: begin, during, end. */
export function phase(picture, scene, tape) {
  if (picture.branch !== 0) {
    return "during";
  }
  if (picture.told.kind === "began") {
    return "begin";
  }
  const next = tape.branches[0].cues[picture.cue + 1];
  const last = next === undefined ? tape.branches[0].last : next - 1;
  return picture.told.kind === "ended" || picture.stop >= last ? "end" : "during";
}

/**
 * @returns {{height: number, draw: (box) => unknown}} the height is known before the picture is
 *     drawn, for the picture gets the rest
 */
export function band(picture, state, width, phone = false) {
  const { scene, tape, language } = state;
  const cue = scene.cues[picture.cue];
  const at = phase(picture, scene, tape);
  const inner = width - 2 * PAD;
  const blocks = [];
  const put = (text, options) => {
    if (text) {
      blocks.push(paragraph(typeset(language, text), inner, options));
    }
  };
  const say = (cue?.say ?? []).map((text) => text[language]);
  const fits = say.length === 1 && measure(typeset(language, say[0]), LARGE, 600) <= inner;
  const big = { size: phone ? 36 : fits ? LARGE : SAY, weight: 600 };
  const alarm = newAlarm(picture);
  const failed = picture.told.kind === "failed";
  if (failed) {
    put(`${pair(language, word(language, "claimFailed"), picture.told.what)}`, { ...big, tone: "alarm-text" });
  } else if (alarm) {
    put(alarm.violations[0]?.sentence ?? alarm.sentence, { size: phone ? 30 : 34, weight: 700, tone: "alarm-text" });
  } else if (at === "end" && remembered(cue, language)) {
    put(remembered(cue, language), big);
  } else if (say.length > 0 && picture.branch === 0) {
    const asked = cue.question && at === "begin";
    say.forEach((text) => put(text, say.length > 1 || asked ? { ...big, size: 32 } : big));
  } else if (picture.stop === 0) {
    put(scene.title[language], big);
    put(scene.paper ?? "", { size: BODY, tone: "dim" });
  } else {
    put(event(picture, language), big);
    picture.told.changes.slice(0, 2).forEach((change) => put(change, { size: BODY, tone: "dim" }));
  }
  const asks = cue?.question && picture.branch === 0;
  if (asks && at === "begin") {
    blocks.push(question(cue.question, language, inner, phone));
  }
  if (asks && at === "end") {
    blocks.push(answered(cue.question, language, inner));
  } else if (!failed && at !== "begin" && (at === "during" || alarm) && (say.length > 0 || alarm) && picture.branch === 0) {
    happened(picture, language, put);
  }
  const height = blocks.reduce((sum, block) => sum + block.height, 0) + 2 * PAD - 8;
  return { height: Math.max(phone ? 120 : TWO_LINES, height), draw: (box) => draw(blocks, box) };
}

const remembered = (cue, language) => (cue?.remember ?? []).map((text) => text[language]).join(" ");

function happened(picture, language, put) {
  put(event(picture, language), { size: BODY, tone: "dim" });
}

const event = ({ told }, language) => (told.who ? pair(language, told.who, told.what) : told.what);

function paragraph(text, width, { size = BODY, weight = 400, tone = "ink" }) {
  const broken = wrap(text, width, size, weight);
  const height = broken.length * size * 1.25 + 8;
  return { height, draw: (x, y) => lines(x, y + size * 0.95, broken, { size, weight, tone }) };
}

/** The question, and the answers beside each other with their letters. */
function question(asked, language, width, phone) {
  const text = wrap(typeset(language, asked.text[language]), width, 34, 800);
  const per = phone ? 1 : asked.answers.length;
  const column = (width - (per - 1) * 40) / per;
  const answers = asked.answers.map((answer) =>
    wrap(typeset(language, answer[language]), column - 62, BODY, 500));
  const rows = phone ? answers : [answers.reduce((a, b) => (b.length > a.length ? b : a), [])];
  const rowHeight = (broken) => Math.max(52, broken.length * BODY * 1.2 + 14);
  const height = 18 + text.length * 42 + 12 + rows.reduce((sum, row) => sum + rowHeight(row), 0);
  return { height, draw: (x, y) => drawQuestion(text, answers, { x, y: y + 18, column, phone, rowHeight }) };
}

function drawQuestion(text, answers, { x, y, column, phone, rowHeight }) {
  let top = y + text.length * 42 + 12;
  return svg`${lines(x, y + 32, text, { size: 34, weight: 800, leading: 42 / 34 })}
    ${answers.map((answer, i) => {
      const ax = phone ? x : x + i * (column + 40);
      const drawn = svg`<circle cx=${ax + 22} cy=${top + 22} r="21" class="hollow stroke-ink" stroke-width="3.5"/>
        ${line(ax + 22, top + 31, LETTERS[i], { size: 27, weight: 800, at: "middle" })}
        ${lines(ax + 58, top + 32, answer, { size: BODY, weight: 500, leading: 1.2 })}`;
      top += phone ? rowHeight(answer) : 0;
      return drawn;
    })}`;
}

/** The right answer, once the cue has shown it. */
function answered(asked, language, width) {
  const right = asked.answers.findIndex((answer) => answer.right);
  const text = typeset(language, asked.answers[right]?.[language] ?? "");
  const broken = wrap(text, width - 62, BODY, 500);
  return {
    height: Math.max(54, broken.length * BODY * 1.25 + 18),
    draw: (x, y) => svg`<circle cx=${x + 22} cy=${y + 26} r="21" class="good"/>
      ${line(x + 22, y + 35, LETTERS[right] ?? "", { size: 27, weight: 800, at: "middle", tone: "paper-text" })}
      ${check(x + 44, y + 10, 22, "good")}
      ${lines(x + 64, y + 36, broken, { size: BODY, weight: 500, tone: "dim" })}`,
  };
}

function draw(blocks, box) {
  const used = blocks.reduce((sum, block) => sum + block.height, 0);
  let y = box.y + (box.h - used) / 2 + 2;
  return svg`<g class="band"><rect x=${box.x} y=${box.y} width=${box.w} height=${box.h} rx="18" class="banded"/>
    ${blocks.map((block) => {
      const drawn = block.draw(box.x + PAD, y);
      y += block.height;
      return drawn;
    })}</g>`;
}

