import { svg } from "lit-html"; export const twins = () => svg``;
