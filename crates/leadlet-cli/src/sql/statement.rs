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
    verdict::{Part, Verdict},
};
use leadlet_core::{json::Json, lead::Plan, score::When};

pub(super) const DAY_MS: i64 = 86_400_000;

/// Where the leads and events are, and for when they are scored.
pub(super) struct Relations<'r> {
    pub(super) leads: &'r str,
    pub(super) events: &'r str,
    /// The time for all; `None` where the leads have a column of it.
    pub(super) now: Option<i64>,
}

/// A statement under way.
pub(super) struct Writing<'p> {
    pub(super) plan: &'p Plan,
    pub(super) dialect: Dialect,
    parts: Vec<String>,
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
    without: &[Part],
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
    let mut writing = Writing { plan, dialect, parts: Vec::new() };
    let dimensions: Vec<&str> = writing.dimensions().iter().map(|(name, ..)| *name).collect();
    let verdict = Verdict::compile(plan, scoring, without, &mut compiler, &dimensions, &mut refusals);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let columns = compiler.columns;
    writing.input(relations, &columns);
    let counted = writing.counts(&columns);
    let weighed = writing.weighed();
    let carried = if verdict.reads_facts() { writing.carried(&columns) } else { String::new() };
    writing.points(&holds, &gates, counted, &weighed, &[carried, verdict.judged()].concat());
    writing.bounded();
    verdict.write(&mut writing, scoring, gates.len());
    Ok(format!(
        "{}WITH\n{}\n{}",
        writing.header(relations, &columns),
        writing.parts.join(",\n"),
        writing.result(&gates, &verdict)
    ))
}

impl<'p> Writing<'p> {
    /// Adds a named part.
    pub(super) fn part(&mut self, name: &str, body: &str) {
        self.parts.push(format!("{name} AS (\n  {}\n)", body.trim_end().replace('\n', "\n  ")));
    }

    /// Adds a part that has all columns of another, and more.
    pub(super) fn step(&mut self, name: &str, from: &str, columns: &str) {
        let fence = self.dialect.fence();
        self.part(name, &format!("SELECT {from}.*{columns}\nFROM {from}{fence}"));
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
                // NaN and infinities, which JSON does not know, are nothing told. Engines disagree on how NaN compares,
                // but to none is it between these.
                Sort::Number => {
                    let number = format!("CAST({name} AS {})", self.dialect.type_of(*sort));
                    let most =
                        |sign: &str| format!("CAST('{sign}1.7976931348623157e308' AS {})", self.dialect.type_of(*sort));
                    format!(
                        ",\n  CASE WHEN {number} BETWEEN {} AND {} THEN {number} END AS {name}",
                        most("-"),
                        most("")
                    )
                }
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

    /// The facts that conditions at the end may still read.
    fn carried(&self, columns: &Columns<'_>) -> String {
        let counts = columns.counts.iter().map(|(kind, count)| count_name(kind, count));
        columns.leads.keys().cloned().chain(counts).map(|path| format!(",\n  {}", self.name(&path))).collect()
    }

    /// Gives every rule's points and every gate beside the lead, and whatever else is asked of its facts.
    fn points(
        &mut self,
        holds: &[Option<String>],
        gates: &[(String, String)],
        counted: bool,
        weighed: &[usize],
        others: &str,
    ) {
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
        let fence = self.dialect.fence();
        let body = format!("SELECT l.id, l.at_ms{columns}{others}\nFROM leadlet_lead l{joins}{fence}");
        self.part("judged", &body);
    }

    /// The number of a dimension among all.
    pub(super) fn place_of(&self, dimension: &str) -> Option<usize> {
        self.dimensions().iter().position(|(name, ..)| *name == dimension)
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
        let mut groups = String::new();
        // A group's bound belongs to the dimension of its first rule.
        let mut bites: Vec<(usize, &str)> = Vec::new();
        for (number, group) in self.plan.scoring.groups.iter().enumerate() {
            let of_group: Vec<usize> = (0..rules.len())
                .filter(|index| rules.get(*index).is_some_and(|rule| rule.group.as_deref() == Some(&group.id)))
                .collect();
            let Some(first) = of_group.first().and_then(|index| rules.get(*index)) else { continue };
            let all = format!("({})", sum(of_group.iter().map(|index| format!("r{index}"))));
            let bound = clamped(&all, group.min, group.max.max(group.min));
            groups.push_str(&format!(",\n  {bound} - {all} AS g{number}"));
            bites.push((number, &first.dimension));
        }
        self.step("in_groups", "judged", &groups);
        let dimensions = self.dimensions();
        let (mut raw, mut percents, mut terms) = (String::new(), String::new(), Vec::new());
        for (number, (name, min, max)) in dimensions.iter().enumerate() {
            let own = (0..rules.len()).filter(|index| rules.get(*index).is_some_and(|rule| rule.dimension == *name));
            let own = own.map(|index| format!("r{index}"));
            let bitten = bites.iter().filter(|(_, dimension)| dimension == name).map(|(group, _)| format!("g{group}"));
            let all = format!("({})", sum(own.chain(bitten)));
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
        self.step("in_dimensions", "in_groups", &raw);
        let score = clamped(&format!("({})", sum(terms)), 0, 100);
        self.step("scored", "in_dimensions", &format!("{percents},\n  CAST({score} AS bigint) AS score"));
    }

    fn result(&self, gates: &[(String, String)], verdict: &Verdict) -> String {
        let (last, others) = verdict.result(self.dialect);
        let mut columns = vec![
            format!("id AS {}", self.name("leadId")),
            format!("at_ms AS {}", self.name("now")),
            "score".to_owned(),
        ];
        let any = (0..gates.len()).map(|index| format!("gate{index}")).collect::<Vec<_>>().join(" OR ");
        let any = if any.is_empty() { "FALSE".to_owned() } else { format!("({any})") };
        columns.push(format!("{any} AS disqualified"));
        columns.extend(others);
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
        format!("SELECT\n  {}\nFROM {last}\n", columns.join(",\n  "))
    }
}

/// Adds terms up.
pub(super) fn sum(terms: impl IntoIterator<Item = String>) -> String {
    let terms: Vec<String> = terms.into_iter().collect();
    if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") }
}
