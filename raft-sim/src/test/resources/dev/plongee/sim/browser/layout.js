// What a reader in the last row would complain about, one sentence each: small, clipped or covered text.
// arguments[0]: the smallest type allowed, in px.
const floor = arguments[0];
const texts = [...document.querySelectorAll("svg.stage text")]
  .filter((text) => text.textContent.trim() !== "")
  .map((text) => ({
    words: text.textContent.trim(),
    box: text.getBoundingClientRect(),
    size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
    element: text,
  }));
const complaints = [];
for (const { words, box, size } of texts) {
  if (size < floor - 0.3) {
    complaints.push(`"${words}" has only ${size.toFixed(1)} px`);
  }
  if (/.…$/.test(words)) {
    complaints.push(`"${words}" is cut short`);
  }
  if (box.left < 0 || box.right > innerWidth + 1 || box.top < -2 || box.bottom > innerHeight + 4) {
    complaints.push(`"${words}" leaves the window`);
  }
}
// The box of a text is higher than its letters: a fifth above and below is air.
const AIR = 0.2;
const letters = (box) => ({
  left: box.left,
  right: box.right,
  top: box.top + box.height * AIR,
  bottom: box.bottom - box.height * AIR,
});
const overlap = (a, b, slack) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
texts.forEach((one, i) => {
  for (const other of texts.slice(i + 1)) {
    if (overlap(letters(one.box), letters(other.box), 2)) {
      complaints.push(`"${one.words}" and "${other.words}" cover each other`);
    }
  }
});
// Messages and the line of a cut keep clear of the words of the ring.
const named = texts.filter(({ element }) => element.closest(".ring") && !element.closest(".message"));
for (const body of document.querySelectorAll("svg.stage .message rect, svg.stage .message circle")) {
  for (const { words, box } of named) {
    if (overlap(letters(box), body.getBoundingClientRect(), 4)) {
      complaints.push(`a message ${body.parentNode.getAttribute("aria-label")} covers "${words}"`);
    }
  }
}
for (const fence of document.querySelectorAll("svg.stage .ring path.stroke-alarm[stroke-dasharray]")) {
  const matrix = fence.getScreenCTM();
  for (let at = 0; at <= 40; at++) {
    const point = fence.getPointAtLength((fence.getTotalLength() * at) / 40).matrixTransform(matrix);
    for (const { words, box } of named) {
      const inside = letters(box);
      if (point.x > inside.left && point.x < inside.right && point.y > inside.top && point.y < inside.bottom) {
        complaints.push(`a cut runs through "${words}"`);
      }
    }
  }
}
// What belongs together stays in one line.
for (const line of document.querySelectorAll("svg.stage .band text")) {
  if (/^[=?!:;»]|[=«]$/.test(line.textContent.trim())) {
    complaints.push(`"${line.textContent.trim()}" is broken at a wrong place`);
  }
}
const discs = [...document.querySelectorAll("svg.stage .server circle")].map((disc) => disc.getBoundingClientRect().width);
if (floor >= 24 && document.querySelector("svg.stage .ring") && !(Math.max(...discs) >= 120)) {
  complaints.push("the discs of the servers are smaller than 120 px");
}
return [...new Set(complaints)];
