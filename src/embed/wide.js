// Written by `cargo xtask generate` from the tables of field types and operators; do not edit.

/** Finds what only the full edition of the widget knows: types, operators, answers in texts. */
export const WIDE = /"type"\s*:\s*"(?:address|calculated|contact|country|date|matrix|money|range|ranking|rating|scale|statement|time|url|yes-no)"|"(?:==|!=|\?:|missing_some|\+|-|\*|\/|%|cat|substr|merge|filter|map|reduce|log)"\s*:|\{\s*(?:answers|score)\./;
