//! The loop: leads come over HTTP, what became of them is marked over HTTP, a model is trained on them, stands in
//! the config, and scores the next ones.

use crate::running::{Receiver, database, fresh_directory, leadlet, run};
use leadlet_core::{
    answer::Raw,
    config,
    flow::{Event, Progress, advance},
    json::{Json, object, parse},
    lead::{Plan, compose},
    signals::Signal,
};
use std::fs;
use std::path::{Path, PathBuf};

const CONFIG: &str = r#"{
  "version": 1,
  "id": "guide",
  "steps": [{ "id": "about", "fields": [
    { "name": "role", "type": "choice", "label": "Your role", "options": [{ "value": "head" }, { "value": "staff" }, { "value": "student" }] },
    { "name": "seats", "type": "number", "label": "Seats" },
    { "name": "uses", "type": "choice", "label": "You use", "many": true, "options": [{ "value": "crm" }, { "value": "mail" }, { "value": "paper" }] },
    { "name": "wish", "type": "choice", "label": "Your wish", "options": [{ "value": "see", "asksFor": "demo" }, { "value": "read" }] },
    { "name": "company", "type": "text", "label": "Company" },
    { "name": "email", "type": "email", "label": "E-mail" }
  ] }],
  "scoring": { "rules": [
    { "id": "head", "points": 30, "if": { "===": [{ "var": "answers.role" }, "head"] }, "reason": "Heads a team" },
    { "id": "free", "points": -10, "if": { "var": "email.free" }, "reason": "Free mail" }
  ] },
  "outcomes": [{ "id": "done", "title": "Thank you" }],
  "delivery": [{ "id": "receiver", "type": "json", "url": "/leads" }]
}"#;

const DAY: i64 = 86_400_000;

/// A receiver with a config, and leads of it.
struct World {
    place: tempfile::TempDir,
    receiver: Receiver,
    plan: Plan,
}

/// One lead, and whether it was won.
struct Sent {
    id: String,
    body: String,
    won: bool,
}

fn plan(text: &str) -> Plan {
    let reading = config::read(text);
    reading.config.unwrap_or_else(|| panic!("{:?}", reading.diagnostics)).plan
}

/// Numbers by chance, the same in every run (SplitMix64).
fn chance(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }
}

/// Lets a visitor fill in the form; who heads a team or has many seats is likelier to buy.
fn lead(plan: &Plan, number: u64) -> Sent {
    let mut dice = chance(number);
    let role = ["head", "staff", "student"][usize::try_from(dice(3)).unwrap()];
    let seats = dice(200);
    let uses: Vec<String> =
        ["crm", "mail", "paper"].iter().filter(|_| dice(2) == 0).map(|one| (*one).to_owned()).collect();
    let odds = match role {
        "head" => 60,
        "staff" => 25,
        _ => 5,
    } + if seats > 100 { 25 } else { 0 };
    let won = dice(100) < odds;
    let free = if dice(2) == 0 { "gmail.com" } else { "firm.example" };
    // Later leads say that they are older, and are named so: only the receiver knows when they came.
    let now = 1_795_000_000_000 - i64::try_from(number).unwrap() * DAY / 8;
    let gave = |name: &str, raw: Raw| Event::Gave { name: name.to_owned(), raw, now };
    let mut progress = Progress::default();
    let mut events = vec![
        Event::Did(Signal::page(now - DAY, "/pricing")),
        gave("role", Raw::Picked(vec![role.to_owned()])),
        gave("seats", Raw::Text(seats.to_string())),
        gave("company", Raw::Text(["Ann Lee Ltd", "Bolt & Sons"][usize::try_from(dice(2)).unwrap()].to_owned())),
        gave("email", Raw::Text(format!("visitor{number}@{free}"))),
    ];
    if !uses.is_empty() {
        events.push(gave("uses", Raw::Picked(uses)));
    }
    for event in events {
        progress = advance(&plan.flow, progress, event).0;
    }
    let id = format!("019a1b2c-3d4e-7f60-8a9b-{:012x}", 0xffff_ffff - number);
    let body = compose(plan, &progress, &id, now).body.compact();
    Sent { id, body, won }
}

impl World {
    fn new() -> Self {
        let place = fresh_directory();
        fs::create_dir(place.path().join("configs")).expect("writable");
        fs::write(place.path().join("configs/guide.json"), CONFIG).expect("writable");
        let configs = place.path().join("configs").display().to_string();
        let receiver = Receiver::start(place.path(), &["--configs", &configs]);
        World { plan: plan(CONFIG), place, receiver }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn post(&self, lead: &Sent) {
        let answer = self.receiver.post(&lead.body);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// Marks a lead, in turns as a page does and as a program does.
    fn mark(&self, lead: &Sent, won: bool) {
        let word = if won { "won" } else { "lost" };
        let path = format!("/inbox/{}/mark", lead.id);
        let answer = if lead.id.ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']) {
            let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
            self.receiver.send("POST", &path, &form, format!("mark={word}").as_bytes())
        } else {
            let json = [("content-type", "application/json")];
            self.receiver.send("PUT", &path, &json, format!(r#"{{"mark":"{word}"}}"#).as_bytes())
        };
        assert!(matches!(answer.status, 200 | 303), "{}", answer.text());
    }

    /// Trains while the receiver runs; gives the exit code, the model, and what was said.
    fn train(&self, config: &Path, more: &[&str]) -> (Option<i32>, String, String) {
        let (db, config) = (database(self.place.path()).display().to_string(), config.display().to_string());
        let output = run(&[&["train", "--db", &db, "--config", &config], more].concat());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn trained(&self, config: &Path, more: &[&str]) -> (Json, String) {
        let (code, model, said) = self.train(config, more);
        assert_eq!(code, Some(0), "{said}");
        (parse(&model).expect("JSON"), said)
    }
}

fn with_model(model: &Json) -> String {
    let mut config = parse(CONFIG).expect("JSON");
    let Json::Object(members) = &mut config else { panic!("an object") };
    let (_, Json::Object(scoring)) = members.iter_mut().find(|(name, _)| name == "scoring").expect("it has one") else {
        panic!("an object")
    };
    scoring.push(("model".to_owned(), model.clone()));
    config.compact()
}

#[test]
fn leads_that_are_marked_in_the_inbox_make_the_model_that_scores_the_next_ones() {
    let world = World::new();
    let leads: Vec<Sent> = (0..300).map(|number| lead(&world.plan, number)).collect();
    for lead in &leads {
        world.post(lead);
    }
    // The last twenty are still open; one was marked by mistake and taken back.
    for lead in &leads[..280] {
        world.mark(lead, lead.won);
    }
    world.mark(&leads[290], true);
    let path = format!("/inbox/{}/mark", leads[290].id);
    assert_eq!(world.receiver.send("DELETE", &path, &[], b"").status, 200);

    let (model, said) = world.trained(&world.file("configs/guide.json"), &[]);
    let won = leads[..280].iter().filter(|lead| lead.won).count();
    assert_eq!(model.whole_at("n"), Some(280));
    assert_eq!(model.whole_at("positives"), i64::try_from(won).ok());
    assert!(said.contains("20 leads are not marked and are left out"), "{said}");
    assert!(said.contains("5-fold cross-validation") && said.contains("most recent 20 %"), "{said}");
    let auc = model.at("metrics").at("crossValidated").number_at("auc").expect("a number");
    assert!(auc > 0.7, "who heads a team and has seats buys: {auc}\n{said}");
    let facts: Vec<&str> = model.list_at("features").iter().filter_map(|feature| feature.text_at("fact")).collect();
    assert!(facts.contains(&"answers.role") && facts.contains(&"answers.seats"), "{facts:?}");
    assert!(model.list_at("features").iter().any(|feature| feature.text_at("label") == Some("Your role")), "{model}");
    assert!(!said.contains("answers.email") && !said.contains("answers.company"), "all wrote something: {said}");
    let written = model.compact();
    for typed in ["Ann Lee", "Bolt", "visitor", "gmail", "@"] {
        assert!(!written.contains(typed), "what a visitor typed does not stand in a public config: {written}");
    }
    assert_eq!(world.trained(&world.file("configs/guide.json"), &[]).0, model, "the same leads, the same model");

    let improved = world.file("configs/improved.json");
    fs::write(&improved, with_model(&model)).expect("writable");
    let improved_name = improved.display().to_string();
    let checked = run(&["check", &improved_name]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));

    // Scored in bulk, the won ones have the higher probabilities.
    let lines = world.file("leads.jsonl");
    fs::write(&lines, leads.iter().map(|lead| lead.body.as_str()).collect::<Vec<_>>().join("\n")).expect("writable");
    let score = |more: &[&str]| {
        let output = leadlet().args(["score", "--config"]).args([&improved, &lines]).args(more).output();
        String::from_utf8(output.expect("the binary runs").stdout).expect("UTF-8")
    };
    let envelopes: Vec<Json> = score(&[]).lines().map(|line| parse(line).expect("JSON")).collect();
    assert_eq!(envelopes.len(), leads.len());
    let mean = |won: bool| {
        let of = envelopes.iter().zip(&leads).filter(|(_, lead)| lead.won == won);
        let p: Vec<f64> = of.map(|(envelope, _)| envelope.number_at("p").expect("a probability")).collect();
        p.iter().sum::<f64>() / p.len() as f64
    };
    assert!(mean(true) > mean(false) + 0.15, "{} and {}", mean(true), mean(false));
    let rate = won as f64 / 280.0;
    let all = envelopes.iter().filter_map(|envelope| envelope.number_at("p")).sum::<f64>() / 300.0;
    assert!((all - rate).abs() < 0.05, "on average as many as were won: {all} of {rate}");

    // The next visitor meets the new config; the receiver reckons the same and says why.
    let new_plan = plan(&with_model(&model));
    let next = lead(&new_plan, 1000);
    world.post(&next);
    let page = world.receiver.get(&format!("/inbox/{}", next.id)).text().to_owned();
    assert!(page.contains("What past leads say") && page.contains(" logit Your role: "), "{page}");
    assert!(page.contains("What would change the stage") && page.contains("Asking for a demo makes it SQL"), "{page}");
    assert!(!page.contains("In doubt") && !page.contains("Not verified"), "{page}");
    let explained = score(&["--explain"]);
    assert_eq!(explained.matches("  Probability 0.").count(), leads.len(), "{explained}");

    // Round again: the leads of before the model count as they did.
    let (again, said) = world.trained(&improved, &[]);
    assert!(said.contains("280 leads came with another version of the config"), "{said}");
    assert_eq!(again.at("features"), model.at("features"), "their facts are the same");
}

#[test]
fn the_most_recent_leads_are_those_that_came_last_whatever_they_say() {
    let world = World::new();
    let leads: Vec<Sent> = (0..250).map(|number| lead(&world.plan, number)).collect();
    for (number, lead) in leads.iter().enumerate() {
        world.post(lead);
        let is_head = lead.body.contains(r#""role":"head""#);
        // In the last fifth the market turns round.
        world.mark(lead, if number < 200 { is_head } else { !is_head });
    }
    let (model, said) = world.trained(&world.file("configs/guide.json"), &["--drop", "answers.seats"]);
    let recent = model.at("metrics").at("mostRecent").number_at("auc").expect("a number");
    assert!(recent < 0.1, "the model of the first four fifths is wrong about the last: {recent}\n{said}");
}

#[test]
fn what_a_later_version_of_the_config_still_asks_counts() {
    let world = World::new();
    for number in 0..120 {
        let lead = lead(&world.plan, number);
        world.post(&lead);
        world.mark(&lead, number % 2 == 0);
    }
    // The next version asks first whether there is a company at all, drops a question and renames an option.
    let later = CONFIG
        .replace(r#"{ "name": "role","#, r#"{ "name": "firm", "type": "choice", "label": "Firm?", "required": true, "options": [{ "value": "yes" }, { "value": "no" }] }, { "name": "role", "showIf": { "===": [{ "var": "answers.firm" }, "yes"] },"#)
        .replace(r#"{ "name": "seats", "type": "number", "label": "Seats" },"#, "")
        .replace(r#""value": "student""#, r#""value": "learner""#);
    let file = world.file("later.json");
    fs::write(&file, later).expect("writable");
    let (model, said) = world.trained(&file, &["--kind", "bayes"]);
    assert_eq!(model.whole_at("n"), Some(120), "{said}");
    assert!(said.contains("120 leads came with another version of the config"), "{said}");
    let of =
        |fact: &str| model.list_at("features").iter().find(|feature| feature.text_at("fact") == Some(fact)).cloned();
    assert_eq!(of("answers.seats"), None, "it is not asked any more");
    let values: Vec<Json> =
        of("answers.role").expect("it is asked, behind another question").list_at("values").to_vec();
    assert_eq!(values.len(), 2, "{values:?}");
    assert!(!values.contains(&"student".into()), "an option that is gone is one of the others");
}

#[test]
fn too_few_marks_none_and_the_wrong_file_are_refused_with_what_to_do() {
    let world = World::new();
    let config = world.file("configs/guide.json");
    let refused = |config: &Path, more: &[&str], words: &[&str]| {
        let (code, model, said) = world.train(config, more);
        assert_eq!((code, model.as_str()), (Some(1), ""), "{said}");
        assert!(words.iter().all(|word| said.contains(word)), "{words:?} in {said}");
    };
    refused(&config, &[], &["no lead is marked", "inbox"]);
    for number in 0..79 {
        let lead = lead(&world.plan, number);
        world.post(&lead);
        world.mark(&lead, number < 40);
    }
    refused(&config, &[], &["40 leads marked won and 39 marked lost are too few", "40 of each"]);
    let other = world.file("other.json");
    fs::write(&other, CONFIG.replace("\"guide\"", "\"webinar\"")).expect("writable");
    refused(&other, &[], &["no lead of the config \"webinar\"", "guide", "--also"]);
    refused(&other, &["--also", "guide"], &["40 leads marked won and 39 marked lost"]);
    refused(&world.file("none.json"), &[], &["none.json"]);
    let last = lead(&world.plan, 79);
    world.post(&last);
    world.mark(&last, false);
    let (model, said) = world.trained(&other, &["--also", "guide"]);
    assert!(model.whole_at("n") == Some(80) && said.contains("40 positive outcomes are few"), "{said}");

    let missing = world.file("missing.db").display().to_string();
    let config = config.display().to_string();
    let output = run(&["train", "--db", &missing, "--config", &config]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("there is no file") && said.contains("--db"), "{said}");
    assert!(!Path::new(&missing).exists(), "what is only read is not made");
    let output = run(&["train", "--db", &config, "--config", &config]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("is not a SQLite database"), "{said}");
    for (arguments, word) in [(&["train", "--db", "x"][..], "--config"), (&["train", "leads.csv"], "--target")] {
        let output = run(arguments);
        assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains(word));
    }
}

#[test]
fn a_lead_can_be_left_to_be_marked_later_and_told_apart_by_where_it_came_from() {
    let world = World::new();
    for number in 0..200 {
        let mut lead = lead(&world.plan, number);
        let mut body = parse(&lead.body).expect("JSON");
        if let Json::Object(members) = &mut body {
            let source = if number % 2 == 0 { "ads" } else { "letter" };
            let utm = object(vec![("utm", object(vec![("source", source.into())]))]);
            members.retain(|(name, _)| name != "attribution" && name != "score");
            members.push(("attribution".to_owned(), utm));
        }
        lead.body = body.compact();
        world.post(&lead);
        if number % 4 != 3 {
            world.mark(&lead, number % 4 == 0);
        }
    }
    let (model, said) = world.trained(&world.file("configs/guide.json"), &["--where", "attribution.utm.source=ads"]);
    assert!(model.whole_at("n") == Some(100) && said.contains("50 leads are not marked"), "{said}");
    let (model, said) = world.trained(&world.file("configs/guide.json"), &["--kind", "logistic"]);
    let source = model.list_at("features").iter().find(|one| one.text_at("fact") == Some("attribution.utm.source"));
    assert_eq!(source.map(|one| one.list_at("values").len()), Some(2), "{said}");
}
