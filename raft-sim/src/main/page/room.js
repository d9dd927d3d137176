// What fills the ring already, circles and rectangles, and whether something else would cover it.

export const circle = (x, y, r) => ({ x, y, r });
export const rectangle = (left, top, right, bottom) => ({ left, top, right, bottom });

/** A rectangle with words in it, which nothing may cross. */
export const words = (box) => ({ ...box, words: true });

/** Whether a rectangle keeps clear of a circle or another rectangle. */
export function isClear(box, shape) {
  if (shape.r !== undefined) {
    const x = Math.max(box.left, Math.min(shape.x, box.right));
    const y = Math.max(box.top, Math.min(shape.y, box.bottom));
    return Math.hypot(x - shape.x, y - shape.y) >= shape.r;
  }
  return box.right <= shape.left || box.left >= shape.right || box.bottom <= shape.top || box.top >= shape.bottom;
}

/** Whether it keeps clear of all of them. */
export const fits = (box, shapes) => shapes.every((shape) => isClear(box, shape));
