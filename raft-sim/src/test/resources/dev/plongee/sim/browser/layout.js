// What a reader in the last row would complain about, one sentence each: small, clipped or covered text.
// arguments[0]: the smallest type allowed, in px.
const floor = arguments[0];
const texts = [...document.querySelectorAll("svg.stage text")]
  .filter((text) => text.textContent.trim() !== "")
  .map((text) => ({
    words: text.textContent.trim(),
    box: text.getBoundingClientRect(),
    size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
  }));
const complaints = [];
for (const { words, box, size } of texts) {
  if (size < floor - 0.3) {
    complaints.push(`"${words}" has only ${size.toFixed(1)} px`);
  }
  if (box.left < 0 || box.right > innerWidth + 1 || box.top < -2 || box.bottom > innerHeight + 4) {
    complaints.push(`"${words}" leaves the window`);
  }
}
// The box of a text is higher than its letters: a fifth above and below is air.
const AIR = 0.2;
const letters = (box) => ({ top: box.top + box.height * AIR, bottom: box.bottom - box.height * AIR });
texts.forEach((one, i) => {
  for (const other of texts.slice(i + 1)) {
    const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const a = letters(one.box);
    const b = letters(other.box);
    if (width > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) {
      complaints.push(`"${one.words}" and "${other.words}" cover each other`);
    }
  }
});
const discs = [...document.querySelectorAll("svg.stage .server circle")].map((disc) => disc.getBoundingClientRect().width);
if (floor >= 24 && !(Math.max(...discs) >= 120)) {
  complaints.push("the discs of the servers are smaller than 120 px");
}
return complaints;
