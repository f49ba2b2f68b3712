/** The ES module of the full edition: it says what is wrong with a config, too. */
export { explainMissing } from "leadlet-glue";
export * from "./edition.js";
