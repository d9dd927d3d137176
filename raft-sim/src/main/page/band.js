// The words below the picture: what the cue says, its question, what just happened, what to remember.
import { svg } from "lit-html";
import { balance, BODY, line, lines, measure, SAY, wrap } from "page/text.js";
import { check } from "page/signs.js";
import { pair, typeset, word } from "page/words.js";
import { alarms, breach } from "page/lamps.js";

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
 * What the band says, from the top down. A hand-out says all of a cue on one page; a stage says what is
 * announced, then what happens, then what it taught.
 *
 * @returns {{height: number, draw: (box) => unknown}} the height is known before the picture is
 *     drawn, for the picture gets the rest
 */
export function band(picture, state, width, phone = false) {
  const { language } = state;
  const inner = width - 2 * PAD;
  const blocks = [];
  const put = (text, options) => {
    if (text) {
      blocks.push(paragraph(typeset(language, text), inner, options));
    }
  };
  const page = { picture, language, cue: state.scene.cues[picture.cue], inner, phone, blocks, put };
  const at = phase(picture, state.scene, state.tape);
  if (picture.told.kind === "failed") {
    put(pair(language, word(language, "claimFailed"), picture.told.what), { ...loud(page, []), tone: "alarm-text" });
  } else if (state.whole) {
    handOut(page);
  } else if (picture.branch !== 0 || !page.cue?.say.length) {
    improvised(page, state.scene);
  } else if (at === "begin") {
    announced(page);
  } else if (at === "end") {
    taught(page);
  } else {
    happening(page);
  }
  const height = blocks.reduce((sum, block) => sum + block.height, 0) + 2 * PAD - 8;
  return { height: Math.max(phone ? 120 : TWO_LINES, height), draw: (box) => draw(blocks, box) };
}

const said = ({ cue, language }) => cue.say.map((text) => text[language]);

/** The largest type that a text can have: one line has room for more. */
function loud({ language, inner, phone }, texts) {
  const fits = texts.length === 1 && measure(typeset(language, texts[0]), LARGE, 600) <= inner;
  return { size: phone ? 36 : fits ? LARGE : SAY, weight: 600 };
}

const QUIETER = 32; // beside a question, or with a second sentence

function announced(page) {
  const { cue, language, inner, phone, blocks, put } = page;
  const texts = said(page);
  const size = texts.length > 1 || cue.question ? QUIETER : loud(page, texts).size;
  texts.forEach((text) => put(text, { size, weight: 600 }));
  if (cue.question) {
    blocks.push(question(cue.question, language, inner, phone));
  } else {
    broken(page, 1);
  }
}

function happening(page) {
  const { picture, language, put } = page;
  const alarm = alarms(picture).find(({ stop }) => stop === picture.stop);
  if (alarm) {
    put(breach(alarm, language), { size: page.phone ? 30 : 34, weight: 700, tone: "alarm-text" });
  } else {
    const texts = said(page);
    texts.forEach((text) => put(text, { ...loud(page, texts), ...(texts.length > 1 ? { size: QUIETER } : {}) }));
  }
  put(event(picture, language), { size: BODY, tone: "dim" });
}

function taught(page) {
  const { cue, language, inner, blocks, put } = page;
  const kept = remembered(cue, language);
  const texts = kept ? [kept] : said(page);
  texts.forEach((text) => put(text, { ...loud(page, texts), ...(texts.length > 1 ? { size: QUIETER } : {}) }));
  if (cue.question) {
    blocks.push(answered(cue.question, language, inner));
  }
  broken(page, 2);
}

function improvised(page, scene) {
  const { picture, language, put } = page;
  const alarm = alarms(picture).find(({ stop }) => stop === picture.stop);
  if (alarm) {
    put(breach(alarm, language), { size: page.phone ? 30 : 34, weight: 700, tone: "alarm-text" });
    put(event(picture, language), { size: BODY, tone: "dim" });
  } else if (picture.stop === 0) {
    put(scene.title[language], loud(page, []));
    put(scene.paper ?? "", { size: BODY, tone: "dim" });
  } else {
    put(event(picture, language), loud(page, [event(picture, language)]));
    picture.told.changes.slice(0, 2).forEach((change) => put(change, { size: BODY, tone: "dim" }));
  }
}

function handOut(page) {
  const { cue, language, inner, blocks, put } = page;
  said(page).forEach((text) => put(text, { size: QUIETER, weight: 600 }));
  if (cue.question) {
    put(cue.question.text[language], { size: BODY, weight: 600 });
    blocks.push(answered(cue.question, language, inner));
  }
  const kept = remembered(cue, language);
  put(kept && pair(language, word(language, "remember"), kept), { size: BODY, weight: 600, tone: "good" });
  broken(page, 1);
}

/** Which promises are broken by now, the latest ones. */
function broken({ picture, language, put }, most) {
  alarms(picture).slice(0, most).forEach((alarm) =>
    put(`✗ ${breach(alarm, language)}`, { size: 28, weight: 600, tone: "alarm-text" }));
}

const remembered = (cue, language) => (cue?.remember ?? []).map((text) => text[language]).join(" ");

const event = ({ told }, language) => (told.who ? pair(language, told.who, told.what) : told.what);

function paragraph(text, width, { size = BODY, weight = 400, tone = "ink" }) {
  const broken = balance(text, width, size, weight);
  const height = broken.length * size * 1.25 + 8;
  return { height, draw: (x, y) => lines(x, y + size * 0.95, broken, { size, weight, tone }) };
}

/** The question, and the answers beside each other with their letters. */
function question(asked, language, width, phone) {
  const text = balance(typeset(language, asked.text[language]), width, 34, 800);
  const per = phone ? 1 : asked.answers.length;
  const column = (width - (per - 1) * 40) / per;
  const answers = asked.answers.map((answer) =>
    balance(typeset(language, answer[language]), column - 62, BODY, 500));
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
  const broken = wrap(text, width - 92, BODY, 500);
  return {
    height: Math.max(54, broken.length * BODY * 1.25 + 18),
    draw: (x, y) => svg`<circle cx=${x + 22} cy=${y + 26} r="21" class="good"/>
      ${line(x + 22, y + 35, LETTERS[right] ?? "", { size: 27, weight: 800, at: "middle", tone: "paper-text" })}
      ${check(x + 64, y + 26, 28, "good")}
      ${lines(x + 92, y + 36, broken, { size: BODY, weight: 500, tone: "dim" })}`,
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

