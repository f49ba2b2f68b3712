//! A backend that believes no score it has not made itself.
//!
//! It has the configs that its pages have shown, finds the one a lead names by its hash, scores the lead
//! anew, and acts only where every byte is the same. `cargo run -p leadlet-core --example recompute`.

use leadlet_core::{
    config,
    json::parse,
    lead::{Plan, ReceivedLead, compare},
};

/// What a backend makes of a request's body.
#[derive(Debug, PartialEq)]
enum Received {
    /// The lead is what its config makes of it: its name, its stage, its score.
    Believed(String, String, i64),
    /// It is a lead, and not to be acted upon: why.
    Doubted(Vec<String>),
    /// It is no lead: why.
    Refused(Vec<String>),
}

/// Every config that a page may still show, by hash. An edited one is added, never replaced.
struct Configs(Vec<Plan>);

impl Configs {
    fn add(&mut self, text: &str) -> Result<(), Vec<String>> {
        let reading = config::read(text);
        let Some(config) = reading.config else {
            return Err(reading.diagnostics.iter().map(ToString::to_string).collect());
        };
        self.0.push(config.plan);
        Ok(())
    }

    fn receive(&self, body: &str) -> Received {
        let json = match parse(body) {
            Ok(json) => json,
            Err(error) => return Received::Refused(vec![format!("not JSON at byte {}: {}", error.at, error.message)]),
        };
        let lead = match ReceivedLead::read(&json) {
            Ok(lead) => lead,
            Err(faults) => return Received::Refused(faults.iter().map(ToString::to_string).collect()),
        };
        let Some(plan) = self.0.iter().find(|plan| plan.hash == lead.config_hash) else {
            return Received::Doubted(vec![format!("no config here has the hash {}", lead.config_hash)]);
        };
        let compared = compare(plan, &lead);
        match &compared.recomputed {
            Some(made) if compared.is_same() => Received::Believed(
                lead.lead_id,
                made.envelope.text_at("stage").unwrap_or_default().to_owned(),
                made.envelope.whole_at("score").unwrap_or_default(),
            ),
            _ => {
                let told = compared.differences.iter().map(|found| format!("{}: {}", found.part(), found.say()));
                Received::Doubted(told.collect())
            }
        }
    }
}

/// The config of the page.
const CONFIG: &str = r#"{
  "version": 1,
  "id": "ebook",
  "steps": [{ "id": "contact", "fields": [
    { "name": "role", "type": "choice", "options": [{ "value": "cto", "label": "CTO" }, { "value": "dev", "label": "Developer" }] },
    { "name": "email", "type": "email", "label": "E-mail" }] }],
  "scoring": { "rules": [
    { "id": "decides", "points": 40, "if": { "===": [{ "var": "answers.role" }, "cto"] }, "reason": "Decides" },
    { "id": "work-address", "points": 20, "if": { "===": [{ "var": "email.free" }, false] }, "reason": "Wrote from a work address" }] }
}"#;

/// Makes what a widget would post; a real backend gets it over HTTP.
fn posted(role: &str) -> String {
    use leadlet_core::{
        answer::Raw,
        flow::{Event, Progress, advance},
        lead::{compose, mint},
    };
    let now = 1_768_478_400_000;
    let plan = config::read(CONFIG).config.expect("the config is sound").plan;
    let mut progress = Progress::default();
    for event in [
        Event::Started { now },
        Event::Gave { name: "role".to_owned(), raw: Raw::Picked(vec![role.to_owned()]), now },
        Event::Gave { name: "email".to_owned(), raw: Raw::Text("ann@firm.example".to_owned()), now },
    ] {
        progress = advance(&plan.flow, progress, event).0;
    }
    compose(&plan, &progress, &mint(now, &[7; 10]), now).body.compact()
}

fn main() {
    let mut configs = Configs(Vec::new());
    configs.add(CONFIG).expect("the config is sound");
    let lead = posted("dev");
    println!("as it was sent:   {:?}", configs.receive(&lead));
    println!("a better score:   {:?}", configs.receive(&lead.replacen("\"score\":20", "\"score\":90", 1)));
    println!("a better answer:  {:?}", configs.receive(&lead.replacen("\"dev\"", "\"cto\"", 1)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configs() -> Configs {
        let mut configs = Configs(Vec::new());
        configs.add(CONFIG).expect("the config is sound");
        configs
    }

    #[test]
    fn a_config_is_read_once_for_all_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&configs().0);
    }

    #[test]
    fn a_received_lead_is_recomputed_and_believed() {
        let Received::Believed(_, stage, score) = configs().receive(&posted("cto")) else { panic!("it is believed") };
        assert_eq!((stage.as_str(), score), ("lead", 60));
    }

    #[test]
    fn a_tampered_lead_is_refused_and_it_is_said_why() {
        let lead = posted("dev");
        let doubts = |from: &str, to: &str| {
            assert!(lead.contains(from), "{lead}");
            match configs().receive(&lead.replacen(from, to, 1)) {
                Received::Doubted(why) => why.join("\n"),
                other => panic!("{other:?}"),
            }
        };
        assert!(doubts("\"score\":20", "\"score\":90").contains("score.score: 90 was sent, and 20 comes out."));
        assert!(doubts("\"dev\"", "\"cto\"").contains("score.facts: The facts are not those that were scored"));
        assert!(doubts("\"engine\":\"", "\"engine\":\"9").contains("score.engine: It was scored by the engine 9"));
        let hash = configs().0[0].hash.clone();
        assert!(doubts(&hash, &"f".repeat(64)).starts_with("no config here has the hash"));
        assert!(matches!(configs().receive("{}"), Received::Refused(why) if why.len() > 3));
        assert!(matches!(configs().receive("{"), Received::Refused(_)));
    }
}
