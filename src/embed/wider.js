/**
 * The ES module of the wide edition: every field type, and nothing to say of a faulty config.
 *
 * `elements.js` imports it when a config asks for it. It is only the way to the wasm; what a page may
 * say stands there.
 */
import { begin } from "./wasm.js";

await begin();

export { start } from "./wasm.js";
