import { svg } from "lit-html"; export const phoneControls = () => svg``;
