//! Whether a received lead is what its config makes of its facts, and what differs, in words.
//!
//! For backends that act on a score: [`recompute`] scores anew, [`compare`] says why a lead is not to be
//! believed. A lead that was made with another config is not compared any further: of two configs every
//! number differs, and none of it means anything.

use super::{Doubt, Plan, ReceivedLead, Recomputation, recompute};
use crate::json::{Json, Member};

/// One thing about a received lead that is not as its config makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It was asked and scored with the config of this hash, not with the one at hand.
    Config(String),
    /// It was scored by this version of the engine, not by the one at hand.
    Engine(String),
    /// It carries no score.
    Unscored,
    /// Its facts were changed after it had been scored, or the hash of them was.
    Facts,
    /// A member of the envelope: its name, what was sent, and what comes out.
    Member(String, String, String),
    /// What the flow would not have made so.
    Flow(Doubt),
}

/// What came of comparing a received lead with what its config makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The score made anew; `None` where the lead was made with another config.
    pub recomputed: Option<Recomputation>,
    /// Everything that differs; nothing where the lead is to be believed.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Tells whether the lead is, byte for byte, what its config makes of its facts.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Scores a received lead anew and says what differs from what it claims.
#[must_use]
pub fn compare(plan: &Plan, lead: &ReceivedLead) -> Comparison {
    let sent_hash = lead.score.as_ref().and_then(|score| score.text_at("config"));
    let stranger = [Some(lead.config_hash.as_str()), sent_hash].into_iter().flatten().find(|hash| *hash != plan.hash);
    if let Some(hash) = stranger {
        return Comparison { recomputed: None, differences: vec![Difference::Config(hash.to_owned())] };
    }
    let recomputed = recompute(plan, lead);
    let mut differences = Vec::new();
    for doubt in &recomputed.doubts {
        match (doubt, &lead.score) {
            (Doubt::Score, None) => differences.push(Difference::Unscored),
            (Doubt::Score, Some(sent)) => of_envelopes(sent, &recomputed.envelope, &mut differences),
            (doubt, _) => differences.push(Difference::Flow(doubt.clone())),
        }
    }
    Comparison { recomputed: Some(recomputed), differences }
}

/// Compares two envelopes member by member.
fn of_envelopes(sent: &Json, own: &Json, differences: &mut Vec<Difference>) {
    let members = |json: &Json| -> Vec<Member> { json.as_object().unwrap_or_default().to_vec() };
    let mut names: Vec<String> = Vec::new();
    for (name, _) in members(own).into_iter().chain(members(sent)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let told = |json: &Json, name: &str| json.get(name).map_or_else(|| "nothing".to_owned(), Json::canonical);
    for name in names {
        let (was, is) = (told(sent, &name), told(own, &name));
        if was == is {
            continue;
        }
        differences.push(match name.as_str() {
            "engine" => Difference::Engine(sent.owned_at("engine").unwrap_or_default()),
            "facts" => Difference::Facts,
            _ => Difference::Member(name, was, is),
        });
    }
}

impl Difference {
    /// Names the part of the lead it is about: a path such as `score.stage`.
    #[must_use]
    pub fn part(&self) -> String {
        match self {
            Difference::Config(_) => "config.hash".to_owned(),
            Difference::Engine(_) => "score.engine".to_owned(),
            Difference::Unscored => "score".to_owned(),
            Difference::Facts => "score.facts".to_owned(),
            Difference::Member(name, ..) => ["score.", name].concat(),
            Difference::Flow(Doubt::Outcome) => "outcome".to_owned(),
            Difference::Flow(Doubt::Time) => "submittedAt".to_owned(),
            Difference::Flow(Doubt::Score) => "score".to_owned(),
            Difference::Flow(
                Doubt::NotAsked(name) | Doubt::CannotBe(name) | Doubt::Reckoned(name) | Doubt::Unanswered(name),
            ) => ["answers.", name].concat(),
        }
    }

    /// Says it to a backend developer, in a sentence.
    #[must_use]
    pub fn say(&self) -> String {
        match self {
            Difference::Config(hash) => [
                "The lead was made with the config ",
                if hash.is_empty() { "of no hash" } else { hash },
                ", which is another than this one. Recompute it with the config its visitor saw.",
            ]
            .concat(),
            Difference::Engine(version) => [
                "It was scored by the engine ",
                if version.is_empty() { "of no version" } else { version },
                ", and this one is ",
                crate::score::ENGINE,
                ". Recompute it with that version.",
            ]
            .concat(),
            Difference::Unscored => "The lead carries no score.".to_owned(),
            Difference::Facts => {
                "The facts are not those that were scored: answers, events, attribution or visitor were changed."
                    .to_owned()
            }
            Difference::Member(_, was, is) => {
                [&shortened(was), " was sent, and ", &shortened(is), " comes out."].concat()
            }
            Difference::Flow(doubt) => doubt.say(),
        }
    }
}

/// Cuts what would fill a screen.
fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => [text.get(..end).unwrap_or_default(), "…"].concat(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::Answer,
        config::{self, Config},
        flow::{Event, Progress, advance},
        json::parse,
        lead::{Plan, compose},
    };

    const CONFIG: &str = r#"{"version":1,"id":"c",
        "steps":[{"id":"s","fields":[{"name":"role","type":"hidden"},{"name":"seats","type":"hidden"}]}],
        "scoring":{"rules":[{"id":"cto","points":30,"if":{"===":[{"var":"answers.role"},"cto"]}}]}}"#;

    fn plan(text: &str) -> Plan {
        let reading = config::read(text);
        let Config { plan, .. } = reading.config.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
        plan
    }

    /// The text of a lead as a widget posts it.
    fn sent(plan: &Plan) -> String {
        let now = 1_768_478_400_000;
        let mut progress = Progress::default();
        for event in [
            Event::Started { now },
            Event::Hidden(vec![("role".to_owned(), Answer::Text("cto".to_owned()))]),
            Event::Hidden(vec![("seats".to_owned(), Answer::Number(12.0))]),
        ] {
            progress = advance(&plan.flow, progress, event).0;
        }
        compose(plan, &progress, "0192f0c1-0000-7000-8000-000000000000", now).body.compact()
    }

    fn found(plan: &Plan, text: &str) -> Vec<(String, String)> {
        let lead = ReceivedLead::read(&parse(text).unwrap()).unwrap();
        compare(plan, &lead).differences.iter().map(|found| (found.part(), found.say())).collect()
    }

    #[test]
    fn an_untouched_lead_is_the_same() {
        let plan = plan(CONFIG);
        assert_eq!(found(&plan, &sent(&plan)), []);
    }

    #[test]
    fn each_way_of_tampering_is_said_in_words() {
        let plan = plan(CONFIG);
        let text = sent(&plan);
        let parts = |from: &str, to: &str| {
            assert!(text.contains(from), "{text} has no {from}");
            found(&plan, &text.replacen(from, to, 1)).into_iter().map(|(part, _)| part).collect::<Vec<_>>()
        };
        assert_eq!(parts(r#""score":30"#, r#""score":97"#), ["score.score"]);
        assert_eq!(parts(r#""seats":12"#, r#""seats":13"#), ["score.facts"]);
        assert!(parts(r#""role":"cto""#, r#""role":"dev""#).contains(&"score.score".to_owned()));
        assert_eq!(parts(&plan.hash, &"0".repeat(64)), ["config.hash"]);
        assert_eq!(parts(r#""engine":""#, r#""engine":"9."#), ["score.engine"]);
        assert_eq!(parts(r#""stage":"lead","#, ""), ["score.stage"]);
        assert_eq!(parts(r#""score":{"#, r#""score":{"more":1,"#), ["score.more"]);
        assert_eq!(parts(r#""answers":{"#, r#""answers":{"nobody":1,"#), ["answers.nobody"]);
        let (_, words) = found(&plan, &text.replacen(r#""score":30"#, r#""score":97"#, 1)).remove(0);
        assert_eq!(words, "97 was sent, and 30 comes out.");
    }

    #[test]
    fn a_lead_without_a_score_or_from_another_config_is_not_believed() {
        let plan = plan(CONFIG);
        let other = self::plan(&CONFIG.replace("30", "31"));
        let [(part, words)] = &found(&other, &sent(&plan))[..] else { panic!("one difference") };
        assert!(part == "config.hash" && words.contains(&plan.hash), "{words}");
        let text = sent(&plan);
        let bare = [&text[..text.find(r#""score":{"#).unwrap()], r#""outcome":""}"#].concat();
        assert_eq!(found(&plan, &bare), [("score".to_owned(), "The lead carries no score.".to_owned())]);
    }
}
