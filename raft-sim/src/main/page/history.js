import { svg } from "lit-html"; export const history = (picture, state, box) => svg``;
