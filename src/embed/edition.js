/**
 * The ES module of an edition: the way to its wasm and nothing else. `elements.js` imports it when a
 * config asks for it; what a page may say stands there.
 */
import init, { start } from "leadlet-glue";

/** Starts the wasm, given the response it comes in. To be called once. */
export const begin = (response) => init({ module_or_path: response });

export { start };
