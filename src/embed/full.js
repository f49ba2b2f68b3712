/** The ES module of the full edition: it says what is wrong with a config, and explains a score, too. */
export { explainMissing, explainScore } from "leadlet-glue";
export * from "./edition.js";
