/**
 * The ES module of the full edition: every field type, and the words for what is wrong with a config.
 *
 * `elements.js` imports it when a config asks for it. It is only the way to the wasm; what a page may
 * say stands there.
 */
import init, { explainMissing, start } from "leadlet-glue";

await init({ module_or_path: new URL("leadlet-full.wasm", import.meta.url) });

export { explainMissing, start };
