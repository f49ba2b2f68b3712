//! Rules that count events, written: each event weighed by its age, summed and capped by day, then by rule, then rounded.
//!
//! The weights are the core's own tables, written out, so no engine reckons a power. Knows nothing of conditions, groups
//! and dimensions.

use super::statement::{DAY_MS, Writing};
use leadlet_core::score::{Count, When};

const HOUR_MS: i64 = 3_600_000;

/// The full weight, 1.0 in Q20.
const FULL: i64 = 1 << 20;

/// More than any sum of weighed points, and small enough to be added to one.
const BEYOND: i64 = 1 << 60;

/// A rule that counts events.
struct Counting<'p> {
    index: usize,
    count: &'p Count,
    /// The number of its table of weights.
    table: Option<usize>,
    points: i64,
}

impl<'p> Writing<'p> {
    /// Weighs the events of all rules that count some; gives the rules.
    pub(super) fn weighed(&mut self) -> Vec<usize> {
        let mut tables: Vec<&'p [u32]> = Vec::new();
        let mut rules: Vec<Counting<'p>> = Vec::new();
        for (index, rule) in self.plan.scoring.rules.iter().enumerate() {
            let When::Counts(count) = &rule.when else { continue };
            let table = count.weights().map(|weights| {
                tables.iter().position(|known| *known == weights).unwrap_or_else(|| {
                    tables.push(weights);
                    tables.len() - 1
                })
            });
            rules.push(Counting { index, count, table, points: rule.points });
        }
        if rules.is_empty() {
            return Vec::new();
        }
        let most = |cap: Option<i64>| cap.map_or(BEYOND, |cap| cap * FULL);
        let rows = rules.iter().map(|rule| {
            let (all, day) = rule.count.caps();
            format!("({}, {}, {}, {})", rule.index, rule.points, most(day), most(all))
        });
        let list = rows.collect::<Vec<_>>().join(", ");
        self.part("rule", &values(&list, "rule, points, most_day, most", &["rule", "points", "most_day", "most"]));
        let has_tables = !tables.is_empty();
        if has_tables {
            let rows = tables.iter().enumerate().flat_map(|(number, weights)| {
                weights.iter().enumerate().map(move |(hour, weight)| format!("({number},{hour},{weight})"))
            });
            let list = rows.collect::<Vec<_>>().join(",");
            self.part("fading", &values(&list, "curve, hour_of, weight", &["curve", "hour_of", "weight"]));
        }
        let matched = rules.iter().map(|rule| self.matched(rule));
        let matched = matched.collect::<Vec<_>>().join("\nUNION ALL\n");
        self.part("matched", &matched);
        self.part(
            "at_hours",
            "SELECT id, rule, curve, day_of, hour_of, COUNT(*) AS n\nFROM matched GROUP BY id, rule, curve, day_of, hour_of",
        );
        let (weight, join) = if has_tables {
            (
                format!("CASE WHEN m.curve < 0 THEN {FULL} ELSE COALESCE(f.weight, 0) END"),
                "\nLEFT JOIN fading f ON f.curve = m.curve AND f.hour_of = m.hour_of",
            )
        } else {
            (FULL.to_string(), "")
        };
        self.part("by_day", &format!(
            "SELECT m.id, m.rule, m.day_of, CAST(SUM(CAST(m.n AS bigint) * {weight}) AS bigint) AS weight\nFROM at_hours m{join}\nGROUP BY m.id, m.rule, m.day_of"
        ));
        self.part(
            "by_rule",
            "SELECT d.id, d.rule, MAX(r.most) AS most,\n  CAST(SUM(GREATEST(-r.most_day, LEAST(r.most_day, d.weight * r.points))) AS bigint) AS worth\nFROM by_day d JOIN rule r ON r.rule = d.rule\nGROUP BY d.id, d.rule",
        );
        // Rounded half up. What is added makes the sum positive, so that cutting off is rounding down.
        let shifted = format!("(GREATEST(-most, LEAST(most, worth)) + {})", FULL / 2 + BEYOND);
        let rounded = format!("{} - {}", self.dialect.divide(&shifted, &FULL.to_string()), BEYOND / FULL);
        self.part("rounded", &format!("SELECT id, rule, {rounded} AS points\nFROM by_rule"));
        let columns =
            rules.iter().map(|rule| format!(",\n  MAX(CASE WHEN rule = {0} THEN points END) AS r{0}", rule.index));
        let body = format!("SELECT id{}\nFROM rounded GROUP BY id", columns.collect::<String>());
        self.part("counted_points", &body);
        rules.iter().map(|rule| rule.index).collect()
    }

    /// Selects the events that count for a rule.
    fn matched(&self, rule: &Counting<'_>) -> String {
        let (kind, path, name) = rule.count.counted();
        let mut when = vec![format!("kind = {}", self.dialect.text(kind))];
        if let Some(path) = path {
            when.push(match path.strip_suffix('*') {
                Some("") => "TRUE".to_owned(),
                Some(start) => self.dialect.begins("path", &self.dialect.text(start)),
                None => format!("path = {}", self.dialect.text(path)),
            });
        }
        when.extend(name.map(|name| format!("name = {}", self.dialect.text(name))));
        let curve = rule.table.map_or("-1".to_owned(), |table| table.to_string());
        format!(
            "SELECT id, CAST({} AS bigint) AS rule, CAST({curve} AS bigint) AS curve, {} AS day_of, {} AS hour_of\nFROM seen WHERE {}",
            rule.index,
            self.dialect.divide("t", &DAY_MS.to_string()),
            self.dialect.divide("age", &HOUR_MS.to_string()),
            when.join(" AND ")
        )
    }
}

/// Writes rows of whole numbers as a relation of 64-bit ones.
fn values(rows: &str, names: &str, columns: &[&str]) -> String {
    let cast: Vec<String> = columns.iter().map(|name| format!("CAST({name} AS bigint) AS {name}")).collect();
    format!("SELECT {}\nFROM (VALUES {rows}) AS v({names})", cast.join(", "))
}
