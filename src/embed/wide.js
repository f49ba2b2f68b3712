// Written by `cargo xtask generate` from the table of field types; do not edit.

/** Finds a field type that only the full edition of the widget knows. */
export const WIDE = /"type"\s*:\s*"(?:statement)"/;
