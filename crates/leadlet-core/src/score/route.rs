//! Who takes care of a lead, and within how many minutes.
//!
//! Routes are data: a list of which the first entry that holds counts. The default list lies beside
//! this file for owners to copy and change. A lead that is ruled out has no route, unless an entry of
//! the owner's own is for it. Knows no people and no calendar: `to` is a word that a backend turns into
//! a queue, and minutes are minutes, at night as well.

use super::STAGES;
use crate::{
    about,
    json::{Json, object, parse},
    logic::Condition,
    shape::{Record, Shape, optional, required},
};

/// The default list, as JSON text.
pub static DEFAULT: &str = include_str!("routes.json");

/// The settings of one entry of the list.
pub(super) static ROUTE: Record = Record {
    name: "Route",
    about: about!(
        "Who takes care of a lead; the first entry that holds counts. It may read all that stages read, and score.stage, score.temperature, score.composite and score.funnel, and score.p of a model."
    ),
    settings: &[
        optional("stage", Shape::OneOf(STAGES), about!("Only leads at this stage.")),
        optional("if", Shape::Logic, about!("Only when this holds.")),
        required("to", Shape::Text { max: 100 }, about!("Who: a queue, a team, a person, as your backend knows them.")),
        optional(
            "slaMinutes",
            Shape::Whole { min: 1, max: 525_600 },
            about!("Within how many minutes the lead is to be answered, 1 to 525600 (a year). Default: no promise."),
        ),
    ],
};

/// The routes of one config.
#[derive(Debug)]
pub(super) struct Routes(Vec<Route>);

#[derive(Debug)]
struct Route {
    stage: Option<String>,
    condition: Option<Condition>,
    to: String,
    sla_minutes: Option<i64>,
}

impl Routes {
    /// Picks the list out of an examined tree; the default one where there is none.
    pub(super) fn pick(scoring: &Json) -> Self {
        let route = |json: &Json| Route {
            stage: json.owned_at("stage"),
            condition: if cfg!(feature = "wide") { Condition::at(json, "if") } else { None },
            to: json.owned_at("to").unwrap_or_default(),
            sla_minutes: json.whole_at("slaMinutes"),
        };
        if cfg!(feature = "wide") && scoring.get("routes").is_some() {
            return Routes(scoring.each("routes", &route));
        }
        let default = object(vec![("routes", parse(DEFAULT).unwrap_or(Json::Null))]);
        Routes(default.each("routes", &route))
    }

    /// Gives `{to, slaMinutes}` of the first entry that holds for a lead at this stage; null where none
    /// does.
    pub(super) fn of(&self, stage: &str, facts: &Json) -> Json {
        let holds = |route: &&Route| {
            route.stage.as_deref().is_none_or(|wanted| wanted == stage)
                && route.condition.as_ref().is_none_or(|condition| condition.holds(facts))
        };
        let route = self.0.iter().find(holds);
        route
            .map(|route| object(vec![("to", route.to.as_str().into()), ("slaMinutes", route.sla_minutes.into())]))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_list_has_the_shape_an_owner_would_write_and_an_entry_for_every_stage() {
        let mut faults = Vec::new();
        static ENTRIES: Shape = Shape::List { of: &Shape::Record(&ROUTE), min: 0, max: 50 };
        crate::shape::examine(&parse(DEFAULT).unwrap(), &ENTRIES, "", &mut faults);
        assert_eq!(faults, []);
        let usual = Routes::pick(&Json::Null);
        for stage in STAGES {
            assert_eq!(usual.of(stage, &Json::Null) == Json::Null, *stage == "none", "{stage}");
        }
        assert_eq!(usual.of("sql", &Json::Null).compact(), r#"{"to":"sales","slaMinutes":5}"#);
        assert_eq!(usual.of("lead", &Json::Null).compact(), r#"{"to":"nurture","slaMinutes":null}"#);
    }

    #[test]
    fn the_first_route_whose_stage_and_condition_both_hold_counts() {
        let own = parse(
            r#"{"routes":[{"stage":"sql","if":{"===":[{"var":"visitor.country"},"DE"]},"to":"berlin","slaMinutes":15},{"if":{"===":[{"var":"score.temperature"},"hot"]},"to":"anyone"},{"stage":"sql","to":"london"}]}"#,
        )
        .unwrap();
        let routes = Routes::pick(&own);
        let to = |stage: &str, facts: &str| {
            routes.of(stage, &parse(facts).unwrap()).text_at("to").unwrap_or("nobody").to_owned()
        };
        assert_eq!(to("sql", r#"{"visitor":{"country":"DE"}}"#), "berlin");
        assert_eq!(to("mql", r#"{"visitor":{"country":"DE"}}"#), "nobody");
        assert_eq!(to("sql", r#"{"visitor":{}}"#), "london");
        assert_eq!(to("none", r#"{"score":{"temperature":"hot"}}"#), "anyone");
        let none = Routes::pick(&parse(r#"{"routes":[]}"#).unwrap());
        assert_eq!(none.of("sql", &Json::Null), Json::Null, "an empty list is a list, not the default");
    }
}
