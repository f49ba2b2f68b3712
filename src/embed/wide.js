// Written by `cargo xtask generate` from the table of field types; do not edit.

/** Finds what the plain edition of the widget does not know: field types, settings, answers in texts. */
export const WIDE = /"type"\s*:\s*"(?:address|calculated|contact|country|date|matrix|money|range|ranking|rating|scale|statement|time|url|yes-no)"|\{\s*(?:answers|score)\.|"(?:allowOther|as|composite|countries|count|country|funnel|grade|prefill|requiredIf|routes|signals|suggest)"\s*:|"(?:champ|meddic)"/;

/** Finds what only the full edition knows and is likely to be there. */
export const RARE = /"(?:model)"\s*:/;
