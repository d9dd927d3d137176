import { svg } from "lit-html"; export const shelves = (picture, state, box) => svg``;
