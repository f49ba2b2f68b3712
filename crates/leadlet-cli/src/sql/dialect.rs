//! What engines write differently: whole division, names, literals, types, lists and searches.
//!
//! Everything else in the statement is one SQL. Where an engine would do arithmetic its own way (PostgreSQL's sums are
//! decimal, DuckDB's have 128 bits, its `/` gives fractions), a cast or an operator of its own brings it back to 64-bit
//! integers.

use clap::ValueEnum;

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Dialect {
    Postgres,
    Duckdb,
    Datafusion,
    Spark,
}

/// What sort of value an expression has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    Text,
    Number,
    Flag,
    List,
}

impl Dialect {
    /// Divides two whole numbers that are not negative, cutting off the rest.
    pub(super) fn divide(self, a: &str, b: &str) -> String {
        let operator = match self {
            Dialect::Postgres | Dialect::Datafusion => "/",
            Dialect::Duckdb => "//",
            Dialect::Spark => "div",
        };
        format!("({a} {operator} {b})")
    }

    /// Ends a part whose columns later ones read more than once. PostgreSQL writes such a column out wherever it is
    /// read, and what is written out is again full of them: without the fence the plan grows by powers.
    pub(super) fn fence(self) -> &'static str {
        if self == Dialect::Postgres { "\nOFFSET 0" } else { "" }
    }

    /// Names a column.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// Writes a text.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            // Spark reads backslashes as escapes.
            Dialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            _ => format!("'{}'", text.replace('\'', "''")),
        }
    }

    /// Names the type of a column of the leads.
    pub(super) fn type_of(self, sort: Sort) -> &'static str {
        match (sort, self) {
            (Sort::Text, Dialect::Postgres) => "text",
            (Sort::Text, Dialect::Spark) => "string",
            (Sort::Text, _) => "varchar",
            (Sort::Number, Dialect::Postgres) => "double precision",
            (Sort::Number, _) => "double",
            (Sort::Flag, _) => "boolean",
            (Sort::List, Dialect::Postgres) => "text[]",
            (Sort::List, Dialect::Duckdb) => "varchar[]",
            (Sort::List, Dialect::Datafusion) => "list of utf8",
            (Sort::List, Dialect::Spark) => "array<string>",
        }
    }

    /// Tells whether a list has a text; null for a missing list.
    pub(super) fn has(self, list: &str, text: &str) -> String {
        match self {
            Dialect::Postgres => format!("{text} = ANY({list})"),
            Dialect::Duckdb => format!("list_contains({list}, {text})"),
            Dialect::Datafusion => format!("array_has({list}, {text})"),
            Dialect::Spark => format!("array_contains({list}, {text})"),
        }
    }

    /// Counts what is in a list; null or 0 for an empty one.
    pub(super) fn length(self, list: &str) -> String {
        match self {
            Dialect::Postgres => format!("cardinality({list})"),
            Dialect::Duckdb => format!("len({list})"),
            Dialect::Datafusion => format!("array_length({list})"),
            Dialect::Spark => format!("size({list})"),
        }
    }

    /// Gives the place of one text in another from 1; 0 where it is not there.
    pub(super) fn place(self, text: &str, sought: &str) -> String {
        match self {
            Dialect::Spark => format!("instr({text}, {sought})"),
            _ => format!("strpos({text}, {sought})"),
        }
    }

    /// Tells whether a text begins with another.
    pub(super) fn begins(self, text: &str, start: &str) -> String {
        match self {
            Dialect::Spark => format!("startswith({text}, {start})"),
            _ => format!("starts_with({text}, {start})"),
        }
    }
}

/// Cuts a whole number that may be negative to a bound on both sides.
pub(super) fn clamped(value: &str, min: i64, max: i64) -> String {
    format!("GREATEST({min}, LEAST({max}, {value}))")
}
