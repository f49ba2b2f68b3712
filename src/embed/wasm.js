/**
 * The way to the wasm of the edition that this stands in; whoever imports the glue of an edition
 * begins here.
 */
import init, { start } from "leadlet-glue";

/** Fetches and starts the wasm. To be called once. */
export const begin = () => init({ module_or_path: new URL(LEADLET_WASM, import.meta.url) });

export { start };
