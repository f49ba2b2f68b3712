//! What follows from the points, written: grade, rubrics, composite, temperature, funnel, stage and route.
//!
//! All of it is whole numbers and fixed words, so it is as exact as the score. Each step is a part of the statement that
//! reads the one before. Thresholds are the core's own: it is asked what it makes of the config.

use super::{
    dialect::{Dialect, Sort, clamped},
    statement::{Writing, sum},
    verdict::{Question, Route, Rubric, Verdict},
};
use leadlet_core::{
    json::Json,
    score::{FUNNEL_PARTS, Temperature},
};

impl Verdict {
    /// Gives what must be asked of the facts themselves, each with its column's name.
    pub(super) fn judged(&self) -> String {
        let known = self.criteria.iter().enumerate().map(|(number, one)| format!(",\n  ({}) AS k{number}", one.known));
        let levels =
            self.rubrics.iter().enumerate().flat_map(|(number, rubric)| {
                rubric.questions.iter().enumerate().map(move |(place, question)| {
                    format!(",\n  CAST({} AS bigint) AS q{number}_{place}", question.level)
                })
            });
        let logit = self.model.iter().map(|model| format!(",\n  CAST({} AS bigint) AS model_logit", model.logit));
        known.chain(levels).chain(logit).collect()
    }

    /// Adds the parts that follow the score.
    pub(super) fn write(&self, writing: &mut Writing<'_>, scoring: &Json, gates: usize) {
        let dialect = writing.dialect;
        let (mut columns, mut all) = (String::new(), 0);
        let (mut reached, mut known) = (Vec::new(), Vec::new());
        for (number, one) in self.criteria.iter().enumerate() {
            let points = sum(one.rules.iter().map(|index| format!("r{index}")));
            let earned = if one.only_costs { format!("({} + {points})", one.weight) } else { format!("({points})") };
            reached.push(format!("CASE WHEN k{number} THEN {} ELSE 0 END", clamped(&earned, 0, one.weight)));
            known.push(format!("CASE WHEN k{number} THEN {} ELSE 0 END", one.weight));
            all += one.weight;
        }
        for (name, terms) in [("fit_reached", reached), ("fit_known", known)] {
            columns.push_str(&format!(",\n  CAST({} AS bigint) AS {name}", sum(terms)));
        }
        for (number, rubric) in self.rubrics.iter().enumerate() {
            let each = |of: &dyn Fn(usize, &Question) -> String| {
                sum(rubric.questions.iter().enumerate().map(|(place, question)| of(place, question)))
            };
            let reached = each(&|place, question| format!("{} * COALESCE(q{number}_{place}, 0)", question.weight));
            let known = each(&|place, question| {
                format!("CASE WHEN q{number}_{place} IS NULL THEN 0 ELSE {} END", question.weight)
            });
            columns.push_str(&format!(",\n  CAST({reached} AS bigint) AS reached{number}"));
            columns.push_str(&format!(",\n  CAST({known} AS bigint) AS known{number}"));
        }
        let engagement = writing.place_of("engagement").map_or("0".to_owned(), |place| format!("percent{place}"));
        let [most, more, some] = writing.plan.scoring.cuts.engagement;
        columns.push_str(&format!(
            ",\n  CAST(CASE WHEN {engagement} >= {most} THEN 1 WHEN {engagement} >= {more} THEN 2 WHEN {engagement} >= {some} THEN 3 ELSE 4 END AS bigint) AS engagement_level"
        ));
        columns.push_str(&format!(",\n  CAST({} AS bigint) AS composite", composite(writing, scoring)));
        columns.push_str(&format!(",\n  {} AS funnel", funnel(writing, scoring)));
        writing.step("weighed_up", "scored", &columns);

        let percent = |part: &str, whole: &str| dialect.divide(&format!("(100 * {part})"), whole);
        let complete = if all > 0 { percent("fit_known", &all.to_string()) } else { "0".to_owned() };
        let mut columns = format!(
            ",\n  CAST({} AS bigint) AS fit,\n  CAST({complete} AS bigint) AS completeness,\n  {} AS temperature",
            percent("fit_reached", "NULLIF(fit_known, 0)"),
            temperature(scoring)
        );
        for (number, rubric) in self.rubrics.iter().enumerate() {
            let all: i64 = rubric.questions.iter().map(|question| question.weight).sum();
            let level = percent(&format!("reached{number}"), &format!("NULLIF(3 * known{number}, 0)"));
            let complete = percent(&format!("known{number}"), &all.max(1).to_string());
            columns.push_str(&format!(",\n  CAST({level} AS bigint) AS rubric{number}"));
            columns.push_str(&format!(",\n  CAST({complete} AS bigint) AS complete{number}"));
            columns.push_str(&format!(",\n  {} AS next{number}", next_question(number, rubric, dialect)));
        }
        writing.step("graded", "weighed_up", &columns);

        let cuts = writing.plan.scoring.cuts;
        let [a, b, c] = cuts.fit;
        let letter = format!(
            "CASE WHEN fit IS NULL OR completeness < {} THEN '?' WHEN fit >= {a} THEN 'A' WHEN fit >= {b} THEN 'B' WHEN fit >= {c} THEN 'C' ELSE 'D' END",
            cuts.min_completeness
        );
        writing.step("lettered", "graded", &format!(",\n  {letter} AS letter"));
        let level = "CASE engagement_level WHEN 1 THEN '1' WHEN 2 THEN '2' WHEN 3 THEN '3' ELSE '4' END";
        writing.step("celled", "lettered", &format!(",\n  letter || {level} AS cell"));
        let stage = match &self.stages {
            None => return,
            Some((cases, others)) => {
                let gates = (0..gates).map(|gate| format!(" WHEN gate{gate} THEN 'none'"));
                let cases = cases.iter().map(|(holds, stage)| format!(" WHEN {holds} THEN '{stage}'"));
                let whens: String = gates.chain(cases).collect();
                chosen(&whens, &format!("'{others}'"))
            }
        };
        writing.step("staged", "celled", &format!(",\n  {stage} AS stage"));
        let Some(routes) = &self.routes else { return };
        let whens: String =
            routes.iter().enumerate().map(|(place, route)| format!(" WHEN {} THEN {place}", route.holds)).collect();
        let route = chosen(&whens, "NULL");
        writing.step("routed", "staged", &format!(",\n  CAST({route} AS bigint) AS route_at"));
    }

    /// Names the last part, and gives the columns of the result.
    pub(super) fn result(&self, dialect: Dialect) -> (&'static str, Vec<String>) {
        let mut columns: Vec<String> =
            ["fit", "completeness", "cell AS grade", "composite", "temperature", "funnel"].map(str::to_owned).to_vec();
        columns.push(format!("engagement_level AS {}", dialect.name("engagementLevel")));
        for (number, rubric) in self.rubrics.iter().enumerate() {
            for (column, member) in [("rubric", "percent"), ("complete", "completeness"), ("next", "nextQuestion")] {
                let name = dialect.name(&format!("rubrics.{}.{member}", rubric.id));
                columns.push(format!("{column}{number} AS {name}"));
            }
        }
        if let Some(model) = &self.model {
            columns.push(format!("model_logit AS {}", dialect.name("model.logitBillionths")));
            columns.push(format!("{} AS {}", model.likely, dialect.name("model.likely")));
        }
        if self.stages.is_none() {
            return ("celled", columns);
        }
        columns.push("stage".to_owned());
        let Some(routes) = &self.routes else { return ("staged", columns) };
        let by_route = |of: &dyn Fn(&Route) -> String| -> String {
            routes.iter().enumerate().map(|(place, route)| format!(" WHEN {place} THEN {}", of(route))).collect()
        };
        let to = by_route(&|route| dialect.text(&route.to));
        let minutes = by_route(&|route| route.minutes.map_or("NULL".to_owned(), |minutes| minutes.to_string()));
        for (whens, sort, name) in
            [(to, dialect.type_of(Sort::Text), "route.to"), (minutes, "bigint", "route.slaMinutes")]
        {
            let value = if whens.is_empty() { "NULL".to_owned() } else { format!("CASE route_at{whens} END") };
            columns.push(format!("CAST({value} AS {sort}) AS {}", dialect.name(name)));
        }
        ("routed", columns)
    }
}

/// Says a choice of which the first that holds counts.
fn chosen(whens: &str, otherwise: &str) -> String {
    if whens.is_empty() { otherwise.to_owned() } else { format!("CASE{whens} ELSE {otherwise} END") }
}

fn composite(writing: &Writing<'_>, scoring: &Json) -> String {
    let part = |json: &Json| {
        let place = writing.place_of(json.text_at("dimension")?)?;
        Some((json.whole_at("weight").unwrap_or(1), place))
    };
    let parts: Vec<(i64, usize)> = scoring.list_at("composite").iter().filter_map(part).collect();
    if parts.is_empty() {
        return "score".to_owned();
    }
    let all: i64 = parts.iter().map(|(weight, _)| weight).sum();
    let reached = sum(parts.iter().map(|(weight, place)| format!("{weight} * percent{place}")));
    writing.dialect.divide(&format!("({reached})"), &all.to_string())
}

/// Says the temperature; the core says where each begins.
fn temperature(scoring: &Json) -> String {
    let bounds = Temperature::pick(scoring.get("temperature"));
    let mut whens = String::new();
    let mut last = bounds.of(0);
    let mut steps: Vec<(i64, &str)> = Vec::new();
    for composite in 1..=100 {
        let word = bounds.of(composite);
        if word != last {
            steps.push((composite, word));
            last = word;
        }
    }
    for (from, word) in steps.iter().rev() {
        whens.push_str(&format!(" WHEN composite >= {from} THEN '{word}'"));
    }
    chosen(&whens, &format!("'{}'", bounds.of(0)))
}

fn funnel(writing: &Writing<'_>, scoring: &Json) -> String {
    let mut whens = String::new();
    for part in FUNNEL_PARTS.iter().rev() {
        let rules = writing.plan.scoring.rules.iter().enumerate();
        let tagged: Vec<String> =
            rules.filter(|(_, rule)| rule.funnel == Some(*part)).map(|(index, _)| format!("r{index}")).collect();
        if !tagged.is_empty() {
            let least = scoring.at("funnel").whole_at(part).unwrap_or(1);
            whens.push_str(&format!(" WHEN {} >= {least} THEN '{part}'", sum(tagged)));
        }
    }
    chosen(&whens, &format!("CAST(NULL AS {})", writing.dialect.type_of(Sort::Text)))
}

/// Names the unknown question with the largest weight, the first of equal ones.
fn next_question(number: usize, rubric: &Rubric, dialect: Dialect) -> String {
    let mut order: Vec<(usize, &Question)> = rubric.questions.iter().enumerate().collect();
    order.sort_by_key(|(_, question)| -question.weight);
    let whens = order
        .iter()
        .map(|(place, question)| format!(" WHEN q{number}_{place} IS NULL THEN {}", dialect.text(&question.id)));
    let value = chosen(&whens.collect::<String>(), "NULL");
    format!("CAST({value} AS {})", dialect.type_of(Sort::Text))
}
