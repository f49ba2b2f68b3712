//! The statement: rules, caps, bounds and the score, one step after the other, each a named part.
//!
//! The order is the core's: events are weighed by their age and summed by day, each day is capped, then each rule,
//! then it is rounded; groups bound their rules, dimensions what is left, and the whole is 0 to 100. All of it is
//! 64-bit integers. What an engine could round or order its own way is not in it.

use super::{
    Refusal,
    columns::{Columns, count_name, counting},
    condition::Compiler,
    dialect::{Dialect, Sort, clamped},
};
use leadlet_core::{
    json::Json,
    lead::Plan,
    score::{Count, When},
};

const HOUR_MS: i64 = 3_600_000;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

/// The full weight, 1.0 in Q20.
const FULL: i64 = 1 << 20;

/// More than any sum of weighed points, and small enough to be added to one.
const BEYOND: i64 = 1 << 60;

/// Where the leads and events are, and for when they are scored.
pub(super) struct Relations<'r> {
    pub(super) leads: &'r str,
    pub(super) events: &'r str,
    /// The time for all; `None` where the leads have a column of it.
    pub(super) now: Option<i64>,
}

/// A statement under way.
struct Writing<'p> {
    plan: &'p Plan,
    dialect: Dialect,
    parts: Vec<String>,
}

/// A rule that counts events.
struct Counting<'p> {
    index: usize,
    count: &'p Count,
    /// The number of its table of weights.
    table: Option<usize>,
    points: i64,
}

/// Writes the statement for a plan; `scoring` is what its config says about scoring.
///
/// # Errors
/// Every condition that SQL can't say exactly.
pub(super) fn statement(
    plan: &Plan,
    scoring: &Json,
    relations: &Relations<'_>,
    columns: Columns<'_>,
    dialect: Dialect,
) -> Result<String, Vec<Refusal>> {
    let mut compiler = Compiler::new(columns, dialect);
    let mut refusals = Vec::new();
    let mut compiled = |list: &'static str, json: &Json, index: usize| -> Option<String> {
        let condition = json.get("if")?;
        let path = format!("scoring.{list}[{index}].if");
        compiler.truth(condition, &path).map_err(|refusal| refusals.push(refusal)).ok()
    };
    let rules = scoring.list_at("rules");
    let holds: Vec<Option<String>> = rules
        .iter()
        .enumerate()
        .map(|(index, json)| if json.get("count").is_some() { None } else { compiled("rules", json, index) })
        .collect();
    let disqualifiers = scoring.list_at("disqualifiers");
    let gates: Vec<(String, String)> = disqualifiers
        .iter()
        .enumerate()
        .filter_map(|(index, json)| Some((json.owned_at("id")?, compiled("disqualifiers", json, index)?)))
        .collect();
    for (index, json) in rules.iter().enumerate() {
        if json.at("count").get("if").is_some() {
            refusals.push(Refusal {
                path: format!("scoring.rules[{index}].count.if"),
                message: "It looks into single events, of which SQL has only t, kind, path and name. Count by path or name, or record such events under a name of their own.".to_owned(),
            });
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let columns = compiler.columns;
    let mut writing = Writing { plan, dialect, parts: Vec::new() };
    writing.input(relations, &columns);
    let counted = writing.counts(&columns);
    let weighed = writing.weighed();
    writing.points(&holds, &gates, counted, &weighed);
    writing.bounded();
    Ok(format!(
        "{}WITH\n{}\n{}",
        writing.header(relations, &columns),
        writing.parts.join(",\n"),
        writing.result(&gates)
    ))
}

impl<'p> Writing<'p> {
    fn part(&mut self, name: &str, body: &str) {
        self.parts.push(format!("{name} AS (\n  {}\n)", body.trim_end().replace('\n', "\n  ")));
    }

    fn name(&self, name: &str) -> String {
        self.dialect.name(name)
    }

    /// Says what the statement reads, so that it can be kept without its config.
    fn header(&self, relations: &Relations<'_>, columns: &Columns<'_>) -> String {
        let mut leads = vec![format!("{} text, one row a lead", self.name("leadId"))];
        if relations.now.is_none() {
            leads.push(format!("{} bigint, the time it is scored for, in milliseconds since 1970", self.name("now")));
        }
        leads.extend(
            columns.leads.iter().map(|(path, sort)| format!("{} {}", self.name(path), self.dialect.type_of(*sort))),
        );
        let told = |lines: &[String]| lines.iter().map(|line| format!("--   {line}\n")).collect::<String>();
        let events = [
            format!("{} text", self.name("leadId")),
            format!("{} bigint, milliseconds since 1970", self.name("t")),
            format!("{} text, {} text, {} text", self.name("kind"), self.name("path"), self.name("name")),
        ];
        format!(
            "-- The score of the config {} ({}), as leadlet {} reckons it.\n-- {}:\n{}-- {}:\n{}-- What is missing is null. At most 10,000 events a lead; no t and no kind is null.\n",
            self.plan.id.replace(['\n', '\r'], " "),
            self.plan.hash,
            leadlet_core::score::ENGINE,
            relations.leads,
            told(&leads),
            relations.events,
            told(&events),
        )
    }

    fn input(&mut self, relations: &Relations<'_>, columns: &Columns<'_>) {
        let id = self.name("leadId");
        let now = relations.now.map_or_else(|| self.name("now"), |now| now.to_string());
        let facts = columns.leads.iter().map(|(path, sort)| {
            let name = self.name(path);
            match sort {
                Sort::List => format!(",\n  {name}"),
                _ => format!(",\n  CAST({name} AS {}) AS {name}", self.dialect.type_of(*sort)),
            }
        });
        let body = format!(
            "SELECT {id} AS id, CAST({now} AS bigint) AS at_ms{}\nFROM {}",
            facts.collect::<String>(),
            relations.leads
        );
        self.part("leadlet_lead", &body);
        if self.reads_events(columns) {
            let [id, t, kind, path, name] = ["leadId", "t", "kind", "path", "name"].map(|name| self.name(name));
            let body = format!(
                "SELECT l.id, l.at_ms, CAST(e.{t} AS bigint) AS t, GREATEST(l.at_ms - CAST(e.{t} AS bigint), 0) AS age,\n  substr(e.{kind}, 1, 200) AS kind, substr(COALESCE(e.{path}, ''), 1, 200) AS path, substr(e.{name}, 1, 200) AS name\nFROM {} e JOIN leadlet_lead l ON l.id = e.{id}",
                relations.events
            );
            self.part("seen", &body);
        }
    }

    fn reads_events(&self, columns: &Columns<'_>) -> bool {
        !columns.counts.is_empty() || self.plan.scoring.rules.iter().any(|rule| matches!(rule.when, When::Counts(_)))
    }

    /// Counts events as facts; tells whether there is anything to count.
    fn counts(&mut self, columns: &Columns<'_>) -> bool {
        if columns.counts.is_empty() {
            return false;
        }
        let counts = columns.counts.iter().map(|(kind, count)| {
            let name = self.name(&count_name(kind, count));
            format!(",\n  {} AS {name}", counting(self.dialect, kind, count))
        });
        let body = format!("SELECT id{}\nFROM seen GROUP BY id", counts.collect::<String>());
        self.part("counted", &body);
        true
    }

    /// Weighs the events of all rules that count some; gives the rules.
    fn weighed(&mut self) -> Vec<usize> {
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

    /// Gives every rule's points and every gate, beside the lead.
    fn points(&mut self, holds: &[Option<String>], gates: &[(String, String)], counted: bool, weighed: &[usize]) {
        let mut columns = String::new();
        for (index, rule) in self.plan.scoring.rules.iter().enumerate() {
            let points = match holds.get(index).and_then(Option::as_ref) {
                Some(holds) => format!("CASE WHEN {holds} THEN {} ELSE 0 END", rule.points),
                None if weighed.contains(&index) => format!("COALESCE(p.r{index}, 0)"),
                None => "0".to_owned(),
            };
            columns.push_str(&format!(",\n  CAST({points} AS bigint) AS r{index}"));
        }
        for (index, (_, holds)) in gates.iter().enumerate() {
            columns.push_str(&format!(",\n  {holds} AS gate{index}"));
        }
        let mut joins = String::new();
        if counted {
            joins.push_str("\nLEFT JOIN counted e ON e.id = l.id");
        }
        if !weighed.is_empty() {
            joins.push_str("\nLEFT JOIN counted_points p ON p.id = l.id");
        }
        let body = format!("SELECT l.id, l.at_ms{columns}\nFROM leadlet_lead l{joins}");
        self.part("judged", &body);
    }

    /// The dimensions there are, sorted, each with its bounds.
    fn dimensions(&self) -> Vec<(&'p str, i64, i64)> {
        let scoring = &self.plan.scoring;
        let mut names: Vec<&str> =
            scoring.rules.iter().map(|rule| rule.dimension.as_str()).chain(["fit", "engagement"]).collect();
        names.sort_unstable();
        names.dedup();
        let bounded = |name: &'p str| {
            let own = scoring.dimensions.iter().find(|bounds| bounds.id == name);
            own.map_or((name, -100, 100), |bounds| (name, bounds.min, bounds.max))
        };
        names.into_iter().map(bounded).collect()
    }

    /// Bounds groups, then dimensions, then the whole.
    fn bounded(&mut self) {
        let rules = &self.plan.scoring.rules;
        let sum = |terms: Vec<String>| if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") };
        let mut groups = String::new();
        // A group's bound belongs to the dimension of its first rule.
        let mut bites: Vec<(usize, &str)> = Vec::new();
        for (number, group) in self.plan.scoring.groups.iter().enumerate() {
            let of_group: Vec<usize> = (0..rules.len())
                .filter(|index| rules.get(*index).is_some_and(|rule| rule.group.as_deref() == Some(&group.id)))
                .collect();
            let Some(first) = of_group.first().and_then(|index| rules.get(*index)) else { continue };
            let all = format!("({})", sum(of_group.iter().map(|index| format!("r{index}")).collect()));
            let bound = clamped(&all, group.min, group.max.max(group.min));
            groups.push_str(&format!(",\n  {bound} - {all} AS g{number}"));
            bites.push((number, &first.dimension));
        }
        self.part("in_groups", &format!("SELECT judged.*{groups}\nFROM judged"));
        let dimensions = self.dimensions();
        let (mut raw, mut percents, mut terms) = (String::new(), String::new(), Vec::new());
        for (number, (name, min, max)) in dimensions.iter().enumerate() {
            let own = (0..rules.len()).filter(|index| rules.get(*index).is_some_and(|rule| rule.dimension == *name));
            let own = own.map(|index| format!("r{index}"));
            let bitten = bites.iter().filter(|(_, dimension)| dimension == name).map(|(group, _)| format!("g{group}"));
            let all = format!("({})", sum(own.chain(bitten).collect()));
            raw.push_str(&format!(",\n  CAST({} AS bigint) AS d{number}", clamped(&all, *min, (*max).max(*min))));
            let percent = if *max > 0 {
                let whole = self.dialect.divide(&format!("(100 * GREATEST(d{number}, 0))"), &max.to_string());
                format!("LEAST({whole}, 100)")
            } else {
                "0".to_owned()
            };
            percents.push_str(&format!(",\n  CAST({percent} AS bigint) AS percent{number}"));
            terms.push(format!("d{number}"));
        }
        self.part("in_dimensions", &format!("SELECT in_groups.*{raw}\nFROM in_groups"));
        let score = clamped(&format!("({})", sum(terms)), 0, 100);
        self.part(
            "scored",
            &format!("SELECT in_dimensions.*{percents},\n  CAST({score} AS bigint) AS score\nFROM in_dimensions"),
        );
    }

    fn result(&self, gates: &[(String, String)]) -> String {
        let mut columns = vec![
            format!("id AS {}", self.name("leadId")),
            format!("at_ms AS {}", self.name("now")),
            "score".to_owned(),
        ];
        let any = (0..gates.len()).map(|index| format!("gate{index}")).collect::<Vec<_>>().join(" OR ");
        let any = if any.is_empty() { "FALSE".to_owned() } else { format!("({any})") };
        columns.push(format!("{any} AS disqualified"));
        for (number, (name, _, _)) in self.dimensions().iter().enumerate() {
            columns.push(format!("d{number} AS {}", self.name(&format!("dimensions.{name}.points"))));
            columns.push(format!("percent{number} AS {}", self.name(&format!("dimensions.{name}.percent"))));
        }
        for (index, rule) in self.plan.scoring.rules.iter().enumerate() {
            columns.push(format!("r{index} AS {}", self.name(&format!("rules.{}", rule.id))));
        }
        for (index, (id, _)) in gates.iter().enumerate() {
            columns.push(format!("gate{index} AS {}", self.name(&format!("gates.{id}"))));
        }
        format!("SELECT\n  {}\nFROM scored\n", columns.join(",\n  "))
    }
}

/// Writes rows of whole numbers as a relation of 64-bit ones.
fn values(rows: &str, names: &str, columns: &[&str]) -> String {
    let cast: Vec<String> = columns.iter().map(|name| format!("CAST({name} AS bigint) AS {name}")).collect();
    format!("SELECT {}\nFROM (VALUES {rows}) AS v({names})", cast.join(", "))
}
