use super::*;
use crate::{
    answer::Answer,
    config::{Config, read},
    field::Field,
};

const NOW: i64 = 1_760_000_000_000;

/// Reads a config with these steps.
fn config(steps: &str) -> Config {
    let text = [r#"{"version":1,"id":"a","delivery":[{"type":"json","url":"/leads"}],"steps":"#, steps, "}"].concat();
    let reading = read(&text);
    reading.config.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

/// A visitor of a config.
struct Visit {
    config: Config,
    progress: Progress,
}

impl Visit {
    fn of(steps: &str) -> Self {
        let mut visit = Visit { config: config(steps), progress: Progress::default() };
        visit.does(Event::Started { now: NOW });
        visit
    }

    fn does(&mut self, event: Event) -> Vec<Effect> {
        let (progress, effects) = advance(&self.config.plan.flow, core::mem::take(&mut self.progress), event);
        self.progress = progress;
        effects
    }

    fn gives(&mut self, name: &str, raw: Raw) {
        self.does(Event::Gave { name: name.into(), raw, now: NOW });
    }

    fn picks(&mut self, name: &str, value: &str) {
        self.gives(name, Raw::Picked(vec![value.into()]));
    }

    fn writes(&mut self, name: &str, text: &str) {
        self.gives(name, Raw::Text(text.into()));
    }

    fn goes_on(&mut self) -> Vec<Effect> {
        self.does(Event::Next { now: NOW })
    }

    fn walk(&self) -> Walk<'_> {
        self.progress.walk(&self.config.plan.flow)
    }

    fn answer(&self, name: &str) -> Option<Answer> {
        let walk = self.walk();
        let field = self.config.plan.flow.field(name).unwrap();
        walk.answer(field).cloned()
    }

    fn ahead(&self) -> (usize, usize) {
        let ahead = self.walk().ahead(&self.config.plan.flow, self.progress.step);
        (ahead.fewest, ahead.most)
    }
}

const KIND: &str = r#"{"name":"kind","type":"choice","options":[{"value":"firm"},{"value":"person"}]}"#;

#[test]
fn a_field_is_required_while_its_condition_holds_and_no_longer() {
    let mut visit = Visit::of(&format!(
        r#"[{{"id":"a","fields":[{KIND},{{"name":"company","type":"text","requiredIf":{{"===":[{{"var":"answers.kind"}},"firm"]}}}}]}}]"#
    ));
    let requires = |visit: &Visit| visit.walk().requires(visit.config.plan.flow.field("company").unwrap());
    assert!(!requires(&visit));
    visit.picks("kind", "firm");
    assert!(requires(&visit));
    assert_eq!(visit.goes_on(), [Effect::Refuse(vec!["company".into()])]);
    visit.picks("kind", "person");
    assert!(!requires(&visit));
    assert_eq!(visit.goes_on(), [Effect::Submit]);
}

#[test]
fn a_hidden_value_that_nobody_set_never_stops_a_visitor() {
    let mut visit = Visit::of(r#"[{"id":"a","fields":[{"name":"plan","type":"hidden","required":true}]}]"#);
    assert_eq!(visit.goes_on(), [Effect::Submit]);
}

#[test]
fn what_was_typed_into_a_field_that_went_out_of_sight_is_there_again_with_it() {
    let mut visit = Visit::of(&format!(
        r#"[{{"id":"a","fields":[{KIND},{{"name":"company","type":"text","showIf":{{"===":[{{"var":"answers.kind"}},"firm"]}}}}]}}]"#
    ));
    visit.picks("kind", "firm");
    visit.writes("company", "Lamp Ltd");
    visit.picks("kind", "person");
    assert_eq!(visit.answer("company"), None, "out of sight it is no answer");
    visit.picks("kind", "firm");
    assert_eq!(visit.answer("company"), Some(Answer::Text("Lamp Ltd".into())));
    visit.does(Event::Reset { now: NOW });
    visit.picks("kind", "firm");
    assert_eq!(visit.answer("company"), None, "a new beginning keeps nothing");
}

const THREE: &str = r#"[
    {"id":"a","fields":[{"name":"one","type":"text","required":true}]},
    {"id":"b","fields":[{"name":"two","type":"text","required":true}]},
    {"id":"c","fields":[{"name":"three","type":"text"}]}]"#;

#[test]
fn a_visitor_goes_to_any_step_they_have_seen_and_comes_forward_again_with_every_answer() {
    let mut visit = Visit::of(THREE);
    assert_eq!(visit.does(Event::GoTo(1)), [], "not seen yet");
    for (name, text) in [("one", "1"), ("two", "2")] {
        visit.writes(name, text);
        visit.goes_on();
    }
    visit.writes("three", "3");
    assert_eq!(visit.does(Event::GoTo(0)), [Effect::ShowStep(0)]);
    assert!(!visit.progress.can_go_back(), "the first step has none before it");
    assert_eq!(visit.does(Event::GoTo(2)), [Effect::ShowStep(2)]);
    assert_eq!(visit.answer("three"), Some(Answer::Text("3".into())));
    assert_eq!(visit.does(Event::Back), [Effect::ShowStep(1)]);
}

#[test]
fn going_forward_by_the_bar_passes_no_answer_by_that_can_not_be_taken() {
    let mut visit = Visit::of(THREE);
    for (name, text) in [("one", "1"), ("two", "2")] {
        visit.writes(name, text);
        visit.goes_on();
    }
    visit.does(Event::GoTo(0));
    visit.writes("two", " ");
    assert_eq!(visit.does(Event::GoTo(2)), [Effect::ShowStep(1), Effect::Refuse(vec!["two".into()])]);
    assert!(visit.progress.refused);
    visit.does(Event::GoTo(0));
    visit.writes("one", "");
    assert_eq!(visit.does(Event::GoTo(2)), [Effect::Refuse(vec!["one".into()])]);
    assert_eq!(visit.progress.step, 0);
}

#[test]
fn an_address_fills_in_only_what_says_so_and_only_what_is_taken() {
    let mut visit = Visit::of(
        r#"[{"id":"a","fields":[
        {"name":"email","type":"email","prefill":true},
        {"name":"size","type":"number","prefill":"seats","max":100},
        {"name":"topics","type":"choice","many":true,"prefill":true,"options":[{"value":"a"},{"value":"b"},{"value":"c"}]},
        {"name":"kind","type":"choice","prefill":true,"options":[{"value":"a"},{"value":"b"}]},
        {"name":"company","type":"text"},
        {"name":"note","type":"text","prefill":true,"maxLength":1000},
        {"name":"plan","type":"hidden"},
        {"name":"news","type":"agreement","text":"Write to me."}]}]"#,
    );
    let parameters = |pairs: &[(&str, &str)]| {
        Event::Linked(pairs.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect())
    };
    let long = "x".repeat(201);
    assert_eq!(
        visit.does(parameters(&[
            ("email", "<script>"),
            ("seats", "101"),
            ("topics", "c,a"),
            ("kind", "b"),
            ("company", "Lamp"),
            ("note", &long),
            ("plan", "pro"),
            ("news", "true"),
        ])),
        []
    );
    let text = |text: &str| Some(Answer::Text(text.into()));
    for name in ["email", "size", "company", "note", "plan", "news"] {
        assert_eq!(visit.answer(name), None, "{name}");
        assert_eq!(visit.progress.raw(name), None, "{name}: not even shown");
    }
    assert_eq!(visit.answer("topics"), Some(Answer::Many(vec!["a".into(), "c".into()])));
    assert_eq!(visit.answer("kind"), text("b"));
    visit.does(parameters(&[("email", "ann@firm.example"), ("seats", "12"), ("note", "<b>hi</b>")]));
    assert_eq!(visit.answer("email"), text("ann@firm.example"));
    assert_eq!(visit.answer("size"), Some(Answer::Number(12.0)));
    assert_eq!(visit.answer("note"), text("<b>hi</b>"), "a text is a text");
    visit.writes("email", "bea@firm.example");
    assert_eq!(visit.answer("email"), text("bea@firm.example"), "the visitor has the last word");
}

#[test]
fn an_address_fills_in_from_no_more_than_20_parameters() {
    let mut visit = Visit::of(r#"[{"id":"a","fields":[{"name":"last","type":"text","prefill":true}]}]"#);
    let mut many: Vec<(String, Vec<String>)> = (0..20).map(|n| (format!("p{n}"), vec!["x".to_owned()])).collect();
    many.push(("last".to_owned(), vec!["x".to_owned()]));
    visit.does(Event::Linked(many.clone()));
    assert_eq!(visit.answer("last"), None);
    visit.does(Event::Linked(many.split_off(1)));
    assert!(visit.answer("last").is_some());
}

#[test]
fn how_far_it_is_says_no_more_than_is_certain() {
    let mut visit = Visit::of(&format!(
        r#"[{{"id":"a","fields":[{KIND}],"next":[{{"if":{{"===":[{{"var":"answers.kind"}},"person"]}},"to":"d"}}]}},
        {{"id":"b","fields":[{{"name":"size","type":"number"}}]}},
        {{"id":"c","showIf":{{">":[{{"var":"answers.size"}},10]}},"fields":[]}},
        {{"id":"d","fields":[]}}]"#
    ));
    assert_eq!(visit.ahead(), (1, 3), "one to three steps can follow");
    visit.picks("kind", "person");
    assert_eq!(visit.ahead(), (1, 1));
    visit.picks("kind", "firm");
    assert_eq!(visit.ahead(), (2, 3));
    visit.goes_on();
    assert_eq!(visit.ahead(), (1, 2));
    visit.writes("size", "11");
    assert_eq!(visit.ahead(), (2, 2));
    visit.writes("size", "");
    assert_eq!(visit.ahead(), (1, 2), "not answered, it may still be");
    visit.goes_on();
    assert_eq!((visit.progress.step, visit.ahead()), (3, (0, 0)));
}

#[test]
fn nothing_but_a_visitors_own_field_may_be_prefilled() {
    let visit = Visit::of(
        r#"[{"id":"a","fields":[{"name":"a","type":"text"},{"name":"b","type":"hidden"},{"name":"c","type":"agreement","text":"Yes."}]}]"#,
    );
    let may: Vec<bool> = visit.config.plan.flow.fields().map(|(_, field)| Field::may_be_prefilled(field)).collect();
    assert_eq!(may, [true, false, false]);
}

const PRICE: &str = r#"[{"id":"a","fields":[
    {"name":"seats","type":"number"},
    {"name":"price","type":"calculated","value":{"*":[{"var":"answers.seats"},12.5]},"decimals":1},
    {"name":"big","type":"agreement","text":"Yes.","showIf":{">":[{"var":"answers.price"},100]}}]}]"#;

#[test]
fn a_calculated_answer_is_reckoned_from_those_before_it_whatever_was_given_for_it() {
    let mut visit = Visit::of(PRICE);
    visit.writes("seats", "3");
    assert_eq!(visit.answer("price"), Some(Answer::Number(37.5)));
    visit.gives("price", Raw::Set(Answer::Number(1.0)));
    visit.does(Event::Prefilled(vec![("price".into(), Answer::Number(2.0))]));
    visit.does(Event::Hidden(vec![("price".into(), Answer::Number(3.0))]));
    assert_eq!(visit.answer("price"), Some(Answer::Number(37.5)));
    assert_eq!(visit.walk().shown.len(), 2);
    visit.writes("seats", "9");
    assert_eq!(visit.walk().shown.len(), 3, "conditions below read it");
}

#[test]
fn a_receiver_reckons_it_anew() {
    use crate::{
        json::parse,
        lead::{Doubt, ReceivedLead, compose, recompute},
    };
    let mut visit = Visit::of(PRICE);
    visit.writes("seats", "3");
    let lead = compose(&visit.config.plan, &visit.progress, "01999999-0000-7000-8000-000000000001", NOW);
    let sent = lead.body.compact();
    let doubts = |text: &str| recompute(&visit.config.plan, &ReceivedLead::read(&parse(text).unwrap()).unwrap()).doubts;
    assert_eq!(doubts(&sent), []);
    let cheaper = sent.replacen(r#""price":37.5"#, r#""price":1"#, 1);
    assert_ne!(cheaper, sent);
    assert_eq!(doubts(&cheaper), [Doubt::Reckoned("price".into())]);
    let without = sent.replacen(r#","price":37.5"#, "", 1);
    assert_eq!(doubts(&without), [Doubt::Reckoned("price".into())]);
    let unasked = sent.replacen(r#""price":37.5"#, r#""price":37.5,"big":true"#, 1);
    assert_eq!(doubts(&unasked), [Doubt::NotAsked("big".into())]);
}

#[test]
fn answers_are_told_as_their_visitor_would_say_them() {
    let mut visit = Visit::of(
        r#"[{"id":"a","fields":[
        {"name":"kind","type":"choice","options":[{"value":"a","label":"A firm"}]},
        {"name":"topics","type":"choice","many":true,"options":[{"value":"a","label":"bills"},{"value":"b"},{"value":"c","label":"{{c}}"}]},
        {"name":"one","type":"choice","many":true,"options":[{"value":"a","label":"bills"}]},
        {"name":"size","type":"number"},
        {"name":"sure","type":"yes-no","no":"Not yet"},
        {"name":"sum","type":"money","currency":"EUR"},
        {"name":"day","type":"date"},
        {"name":"hour","type":"time"},
        {"name":"text","type":"text"}]}]"#,
    );
    visit.config.plan.flow.locale = "de".into();
    visit.picks("kind", "a");
    visit.gives("topics", Raw::Picked(vec!["c".into(), "a".into(), "b".into()]));
    visit.picks("one", "a");
    visit.writes("size", "12345,5");
    visit.gives("sure", Raw::Ticked(false));
    visit.writes("sum", "1.234,5 €");
    visit.writes("day", "24.12.2026");
    visit.writes("hour", "9:05");
    visit.writes("text", "{answers.kind}");
    let told = visit.walk().told(&visit.config.words, "de");
    let told: Vec<(&str, &str)> = told.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    assert_eq!(
        told,
        [
            ("kind", "A firm"),
            ("topics", "bills, b and {c}"),
            ("one", "bills"),
            ("size", "12.345,5"),
            ("sure", "Not yet"),
            ("sum", "1234,5\u{a0}EUR"),
            ("day", "24.12.2026"),
            ("hour", "09:05"),
            ("text", "{answers.kind}"),
        ]
    );
}
