/** The ES module of the full edition: the wide one, with the words for what is wrong with a config. */
export { explainMissing } from "leadlet-glue";
export * from "./wider.js";
