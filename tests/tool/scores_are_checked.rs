use crate::running::{Receiver, fresh_directory};
use crate::wire::{Lead, made_up_score};
use leadlet_core::config;
use leadlet_core::json::Json;
use std::fs;
use std::path::Path;

const CONFIG: &str = r#"{
  "version": 1,
  "id": "cloud-cost-guide",
  "steps": [{ "id": "contact", "fields": [
    { "name": "email", "type": "email", "label": "Work email", "required": true },
    { "name": "wish", "type": "text", "label": "Your wish" }
  ] }],
  "scoring": { "rules": [
    { "id": "wish", "dimension": "fit", "points": POINTS, "if": { "===": [{ "var": "answers.wish" }, "price"] }, "reason": "Asked for a price" },
    { "id": "reached", "dimension": "engagement", "points": 5, "if": { "!!": [{ "var": "answers.email" }] }, "reason": "Left an address" }
  ] },
  "outcomes": [{ "id": "done", "title": "Thank you" }],
  "delivery": [{ "id": "receiver", "type": "json", "url": "/leads" }]
}"#;

/// Writes the config with so many points for its rule; gives its name and hash.
fn write_config(place: &Path, points: &str) -> (String, String) {
    let text = CONFIG.replace("POINTS", points);
    fs::create_dir_all(place.join("configs")).expect("writable");
    fs::write(place.join("configs/guide.json"), &text).expect("writable");
    let reading = config::read(&text);
    let plan = reading.config.unwrap_or_else(|| panic!("{:?}", reading.diagnostics)).plan;
    (plan.id, plan.hash)
}

fn start(place: &Path) -> Receiver {
    Receiver::start(place, &["--configs", &place.join("configs").display().to_string()])
}

fn asking(number: u32, config: (String, String)) -> Lead {
    Lead { config, ..Lead::new(number).answer("wish", "price") }
}

/// Posts a lead; gives what was made of it.
fn weighed(receiver: &Receiver, lead: &Lead) -> Json {
    let reply = receiver.post(&lead.body());
    assert_eq!(reply.status, 200, "{}", reply.text());
    let id = lead.id();
    let is_it =
        |kept: &&Json| kept.get("lead").and_then(|lead| lead.get("leadId")).and_then(Json::as_text) == Some(&id);
    receiver.kept().iter().find(is_it).cloned().expect("it is kept")
}

fn check(kept: &Json) -> &str {
    kept.get("scoreCheck").and_then(Json::as_text).expect("a check")
}

fn score(kept: &Json) -> Option<i64> {
    kept.get("recomputed").and_then(|ours| ours.get("score")).and_then(Json::as_whole)
}

#[test]
fn a_lead_without_a_score_is_scored_here() {
    let place = fresh_directory();
    let config = write_config(place.path(), "20");
    let receiver = start(place.path());
    let kept = weighed(&receiver, &asking(1, config));
    assert_eq!((check(&kept), score(&kept)), ("unscored", Some(25)));
    let page = receiver.get("/inbox");
    assert!(page.text().contains(">25<") && page.text().contains("+20 Asked for a price"), "{}", page.text());
}

#[test]
fn the_score_that_the_core_computes_is_a_match() {
    let place = fresh_directory();
    let config = write_config(place.path(), "20");
    let receiver = start(place.path());
    let unscored = weighed(&receiver, &asking(1, config.clone()));
    let envelope = unscored.get("recomputed").cloned().expect("it was computed");
    let kept = weighed(&receiver, &Lead { score: envelope, outcome: "done".into(), ..asking(2, config) });
    assert_eq!((check(&kept), score(&kept)), ("match", Some(25)));
    let page = receiver.get("/inbox/019a1b2c-3d4e-7f60-8a9b-000000000002");
    assert!(!page.text().contains("In doubt") && !page.text().contains("Not verified"), "{}", page.text());
}

#[test]
fn a_forged_score_is_kept_flagged_and_shown_beside_ours() {
    let place = fresh_directory();
    let config = write_config(place.path(), "20");
    let receiver = start(place.path());
    let kept =
        weighed(&receiver, &Lead { score: made_up_score(99, "sql"), outcome: "done".into(), ..asking(1, config) });
    assert_eq!((check(&kept), score(&kept)), ("differs", Some(25)));
    assert!(receiver.get("/inbox").text().contains("In doubt"));
    let page = receiver.get("/inbox/019a1b2c-3d4e-7f60-8a9b-000000000001");
    assert!(page.text().contains(">25<") && page.text().contains("What the browser sent: 99"), "{}", page.text());
}

#[test]
fn an_answer_that_the_form_would_not_have_taken_is_named() {
    let place = fresh_directory();
    let config = write_config(place.path(), "20");
    let receiver = start(place.path());
    let forged = Lead { answers: vec![("email".into(), "nobody".into())], ..asking(2, config) };
    let forged = Lead { score: made_up_score(5, "lead"), outcome: "done".into(), ..forged.answer("other", true) };
    let kept = weighed(&receiver, &forged);
    assert_eq!(check(&kept), "differs");
    let page = receiver.get("/inbox/019a1b2c-3d4e-7f60-8a9b-000000000002");
    let words = page.text().replace("&quot;", "\"");
    assert!(words.contains("The field \"email\" would not have taken this answer."), "{words}");
    assert!(words.contains("\"other\" was not asked with these answers."), "{words}");
}

#[test]
fn a_score_of_an_unknown_config_is_kept_and_marked_as_not_verified() {
    let place = fresh_directory();
    write_config(place.path(), "20");
    let receiver = start(place.path());
    let kept = weighed(&receiver, &Lead { score: made_up_score(42, "mql"), ..Lead::new(1) });
    assert_eq!((check(&kept), score(&kept)), ("unknown-config", None));
    let page = receiver.get("/inbox");
    assert!(page.text().contains(">42<") && page.text().contains("Not verified"), "{}", page.text());
}

#[test]
fn a_config_edited_while_the_receiver_runs_is_known_and_so_is_the_one_before() {
    let place = fresh_directory();
    let before = write_config(place.path(), "20");
    let receiver = start(place.path());
    assert_eq!(score(&weighed(&receiver, &asking(1, before.clone()))), Some(25));
    let after = write_config(place.path(), "1000");
    assert_ne!(before, after);
    assert!(score(&weighed(&receiver, &asking(2, after))) > Some(25));
    assert_eq!(score(&weighed(&receiver, &asking(3, before))), Some(25));
}

#[test]
fn a_faulty_config_in_the_directory_does_not_stop_the_receiver() {
    let place = fresh_directory();
    let config = write_config(place.path(), "20");
    fs::write(place.path().join("configs/broken.json"), "{ oops").expect("writable");
    fs::write(place.path().join("configs/notes.txt"), "not a config").expect("writable");
    let receiver = start(place.path());
    assert_eq!(score(&weighed(&receiver, &asking(1, config))), Some(25));
}

#[test]
fn the_inbox_says_what_is_not_known_who_takes_care_and_what_would_change_the_stage() {
    let place = fresh_directory();
    let text = r#"{
      "version": 1,
      "id": "wishes",
      "steps": [{ "id": "contact", "fields": [
        { "name": "email", "type": "email", "label": "Work email", "required": true },
        { "name": "wish", "type": "choice", "label": "Wish", "options": [{ "value": "see", "asksFor": "demo" }, { "value": "no" }] }
      ] }],
      "scoring": { "rubrics": ["bant"], "routes": [{ "stage": "lead", "to": "desk", "slaMinutes": 90 }] },
      "outcomes": [{ "id": "done", "title": "Thank you" }],
      "delivery": [{ "id": "receiver", "type": "json", "url": "/leads" }]
    }"#;
    fs::create_dir_all(place.path().join("configs")).expect("writable");
    fs::write(place.path().join("configs/wishes.json"), text).expect("writable");
    let plan = config::read(text).config.expect("it is sound").plan;
    let receiver = start(place.path());
    let page = |number, config| {
        let lead = Lead { config, ..Lead::new(number) };
        weighed(&receiver, &lead);
        receiver.get(&format!("/inbox/{}", lead.id())).text().to_owned()
    };
    let known = page(1, (plan.id.clone(), plan.hash));
    for said in ["authority", "desk, within 90 minutes", "Asking for a demo makes it SQL"] {
        assert!(known.contains(said), "{said} is not in {known}");
    }
    let unknown = page(2, (plan.id, "0".repeat(64)));
    assert!(!unknown.contains("makes it SQL"), "nothing can be said of a config that is not here");
}
