// Written by `cargo xtask generate` from the table of field types; do not edit.

/** Finds a field type, or a look of one, that only the full edition of the widget knows. */
export const WIDE = /"type"\s*:\s*"(?:address|country|date|matrix|money|range|ranking|rating|scale|statement|time)"|"as"\s*:\s*"(?:pictures|search)"/;
