import { svg } from "lit-html"; export const pencil = () => svg``;
