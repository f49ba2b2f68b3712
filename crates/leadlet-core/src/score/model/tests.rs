use super::*;
use crate::{json::parse, shape::examine};
use proptest::prelude::*;

fn read(text: &str) -> Model {
    let json = parse(text).unwrap();
    let mut faults = Vec::new();
    examine(&json, &Shape::Union(&MODEL), "", &mut faults);
    check(&json, None, "", &mut faults);
    assert_eq!(faults, []);
    Model::pick(&json).unwrap()
}

fn judged(model: &Model, facts: &str) -> Judgement {
    model.judge(&parse(facts).unwrap())
}

const CARD: &str = r#"{"kind":"additive","version":1,"base":-1,"unit":0.05,"features":[
    {"fact":"answers.seats","label":"Seats","edges":[10,100],"points":[-4,3,20],"missing":-7},
    {"fact":"answers.role","values":["cto","cfo"],"points":[12,8],"missing":-1,"other":2}]}"#;

const FOREST: &str = r#"{"kind":"trees","version":1,"base":-0.5,"single":true,
    "features":[{"fact":"answers.seats"},{"fact":"answers.role","is":"cto"}],
    "trees":[{"feature":[0,1],"below":[10.5,0.5],"left":[-1,-2],"right":[1,-3],"missingLeft":[false,true],
        "leaf":[-0.25,0.125,0.75],"weight":[30,10,10]},
        {"feature":[],"below":[],"left":[],"right":[],"missingLeft":[],"leaf":[0.1],"weight":[50]}]}"#;

#[test]
fn a_number_at_an_edge_belongs_to_the_bin_below_it() {
    let card = read(CARD);
    let points = |seats: &str| {
        let facts = [r#"{"answers":{"role":"cto","seats":"#, seats, "}}"].concat();
        (judged(&card, &facts).parts[0].logit / 50_000_000, judged(&card, &facts).parts[0].reason.clone())
    };
    assert_eq!(points("10"), (-4, "Seats: up to 10".into()));
    assert_eq!(points("10.5"), (3, "Seats: over 10 to 100".into()));
    assert_eq!(points("1e300"), (20, "Seats: over 100".into()));
    assert_eq!(points("true"), (-4, "Seats: up to 10".into()));
    for missing in ["null", "\"many\"", "[]"] {
        assert_eq!(points(missing), (-7, "Seats: unknown".into()), "{missing}");
    }
}

#[test]
fn what_is_missing_and_what_was_never_seen_have_bins_of_their_own() {
    let card = read(CARD);
    let points = |role: &str| {
        let facts = [r#"{"answers":{"role":"#, role, "}}"].concat();
        judged(&card, &facts).parts[1].logit / 50_000_000
    };
    let roles = ["\"cto\"", "\"cfo\"", "[\"cfo\",\"cto\"]", "\"ceo\"", "7", "null", "\"\"", "[]"];
    assert_eq!(roles.map(points), [12, 8, 12, 2, 2, -1, -1, -1]);
}

#[test]
fn a_path_explains_a_tree_exactly() {
    let forest = read(FOREST);
    // The root's mean is (-0.25·30 + 0.125·10 + 0.75·10) / 50 = 0.025, that of the node below it 0.4375.
    let found = judged(&forest, r#"{"answers":{"seats":20,"role":"cto"}}"#);
    assert_eq!(found.base, -500_000_000 + 25_000_000 + 100_000_000);
    assert_eq!(found.parts.iter().map(|part| part.logit).collect::<Vec<_>>(), [412_500_000, 312_500_000]);
    assert_eq!(found.logit, 350_000_000);
    // Without the number the lead goes the stored way, right here.
    assert_eq!(judged(&forest, "{}").logit, -500_000_000 + 100_000_000 + 125_000_000);
    assert_eq!(found.parts[1].reason, "answers.role: cto");
}

#[test]
fn single_precision_decides_where_the_forest_was_trained_with_it() {
    let almost = r#"{"answers":{"seats":10.4999999999}}"#;
    let found = |text: &str| judged(&read(text), almost).parts[0].logit;
    assert_ne!(found(FOREST), found(&FOREST.replace("true,\n", "false,\n")));
}

#[test]
fn calibration_is_level_outside_of_what_was_seen_and_straight_between() {
    let text = CARD
        .replace("\"features\"", r#""calibration":{"kind":"isotonic","logits":[-1,0,1],"p":[0.1,0.2,0.9]},"features""#);
    let model = read(&text);
    let p = |logit: f64| model.calibration.probability(logit);
    assert_eq!(
        [p(-9.0), p(-1.0), p(-0.5), p(0.0), p(1.0), p(9.0)].map(|p| rounded(p, 6)),
        [0.1, 0.1, 0.15, 0.2, 0.9, 0.9]
    );
}

#[test]
fn a_threshold_is_compared_as_a_logit() {
    let calibration = Calibration::Platt { slope: 1.0, shift: 0.0 };
    let half = 0.0;
    assert!(calibration.reaches(half, 0.5) && !calibration.reaches(-1e-9, 0.5));
    assert!(calibration.reaches(-900.0, 0.0) && !calibration.reaches(30.0, 1.0));
    // Both have the same probability as an f64.
    assert_eq!(calibration.probability(40.0), calibration.probability(50.0));
}

#[test]
fn the_probability_is_printed_with_six_decimals() {
    let model = read(CARD);
    let found = judged(&model, r#"{"answers":{"seats":200,"role":"cto"}}"#);
    assert_eq!((logit_of(found.logit), found.p()), (0.6, 0.645_656));
    let members = object(found.members()).compact();
    assert_eq!(
        members,
        r#"{"p":0.645656,"logit":0.6,"model":{"base":-1,"contributions":[{"fact":"answers.seats","logit":1,"reason":"Seats: over 100"},{"fact":"answers.role","logit":0.6,"reason":"answers.role: cto"}]}}"#
    );
}

#[test]
fn what_is_no_number_is_refused_where_a_model_has_one() {
    assert!(parse(&CARD.replace("[-4,3,20]", "[-4,NaN,20]")).is_err());
    for (wrong, code) in [
        ("[-4,\"NaN\",20]", "config/wrong-kind"),
        ("[-4,null,20]", "config/wrong-kind"),
        ("[-4,1e9,20]", "config/out-of-bounds"),
    ] {
        let mut faults = Vec::new();
        examine(&parse(&CARD.replace("[-4,3,20]", wrong)).unwrap(), &Shape::Union(&MODEL), "", &mut faults);
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [code], "{wrong}");
    }
}

#[test]
fn a_model_that_fits_together_but_not_with_the_flow_is_refused() {
    let codes = |text: &str, answers: Option<&[&str]>| {
        let mut faults = Vec::new();
        check(&parse(text).unwrap(), answers, "", &mut faults);
        faults.iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(CARD, Some(&["seats", "role"])), [""; 0]);
    assert_eq!(codes(CARD, Some(&["seats"])), ["model/unknown-fact"]);
    assert_eq!(codes(&FOREST.replace("[0,1]", "[0,2]"), None), ["model/broken-tree"]);
    assert_eq!(codes(&FOREST.replace("[-1,-2]", "[-1,-1]"), None), ["model/broken-tree"]);
    assert_eq!(codes(&FOREST.replace("[1,-3]", "[5,-3]"), None), ["model/broken-tree"]);
    assert_eq!(codes(&FOREST.replace("[30,10,10]", "[30,10]"), None), ["model/wrong-length"]);
    // Of a newer one nothing else is said: it may be right by rules that are not known here.
    assert_eq!(
        codes(&CARD.replace("\"version\":1", "\"version\":2").replace("[10,100]", "[100,10]"), None),
        ["model/newer-version"]
    );
}

proptest! {
    #[test]
    fn the_base_and_the_parts_add_up_to_the_logit(
        seats in prop::option::of(-1e6..1e6_f64), role in prop::sample::select(vec!["\"cto\"", "\"x\"", "null"]),
    ) {
        let seats = seats.map_or("null".to_owned(), |seats| Json::from(seats).compact());
        let facts = [r#"{"answers":{"seats":"#, &seats, r#","role":"#, role, "}}"].concat();
        for text in [CARD, FOREST] {
            let found = judged(&read(text), &facts);
            prop_assert_eq!(found.base + found.parts.iter().map(|part| part.logit).sum::<i64>(), found.logit);
            // What is printed reads back as the same billionths.
            prop_assert_eq!(nanos(logit_of(found.logit)), found.logit);
            prop_assert!((0.0..=1.0).contains(&found.probability));
        }
    }

    #[test]
    fn a_model_that_is_not_sound_gives_some_number_and_never_falls(
        columns in prop::collection::vec(-20..20_i64, 0..8), facts in prop::sample::select(vec!["{}", "[]", r#"{"answers":{"seats":3}}"#]),
    ) {
        let column = Json::List(columns.into_iter().map(Json::from).collect()).compact();
        let text = FOREST.replace("[1,-3]", &column).replace("[0,1]", &column);
        if let Some(model) = Model::pick(&parse(&text).unwrap()) {
            prop_assert!(!model.judge(&parse(facts).unwrap()).probability.is_nan());
        }
    }
}

/// A config with or without a model, whose one outcome holds and says what it is told to.
fn config(model: bool, condition: &str, title: &str) -> String {
    let model = if model { [r#""model":"#, CARD].concat() } else { String::new() };
    [
        r#"{"version":1,"id":"c","steps":[{"id":"s","fields":[{"name":"seats","type":"number"},{"name":"role","type":"text"}]}],
        "delivery":[{"type":"json","url":"/leads"}],"scoring":{"#,
        &model,
        r#"},"outcomes":[{"id":"a","if":"#,
        condition,
        r#","title":"x"},{"id":"b","title":""#,
        title,
        r#""}]}"#,
    ]
    .concat()
}

#[test]
fn outcomes_and_their_texts_read_the_probability_as_other_values_of_the_score() {
    use crate::{
        answer::Raw,
        flow::{Event, Progress, advance},
        lead::compose,
    };
    for (bound, outcome) in [("0.32", "a"), ("0.33", "b")] {
        let condition = [r#"{">=":[{"var":"score.p"},"#, bound, "]}"].concat();
        let config = crate::config::read(&config(true, &condition, "{score.p}")).config.unwrap();
        let gave =
            |name: &str, raw: &str| Event::Gave { name: name.to_owned(), raw: Raw::Text(raw.to_owned()), now: 1 };
        let mut progress = Progress::default();
        for event in [gave("seats", "20"), gave("role", "boss")] {
            progress = advance(&config.plan.flow, progress, event).0;
        }
        // -1, 0.05·3 of the seats and 0.05·2 of another role: p = 1 / (1 + e^0.75).
        let lead = compose(&config.plan, &progress, "01999999-0000-7000-8000-000000000001", 1);
        assert_eq!((lead.score.p, lead.outcome.as_str()), (Some(0.320821), outcome));
        assert_eq!(lead.score.tell("score.p", "de").as_deref(), Some("0,320821"));
    }
}

#[cfg(feature = "lint")]
#[test]
fn a_probability_is_read_only_where_there_is_a_model() {
    let faults = |model, condition: &str, title: &str| {
        let faults = crate::lint::read(&config(model, condition, title)).diagnostics;
        faults.into_iter().map(|fault| (fault.code, fault.message)).collect::<Vec<_>>()
    };
    let condition = r#"{">=":[{"var":"score.p"},0.5]}"#;
    assert_eq!(faults(true, condition, "{score.p}"), []);
    let told = faults(false, "true", "{score.p}");
    assert!(matches!(&told[..], [("flow/unknown-place", why)] if why.contains("has no model")), "{told:?}");
    let told = faults(false, condition, "x");
    assert_eq!(told.first().map(|(code, _)| *code), Some("logic/unknown-fact"), "{told:?}");
    let beyond = faults(true, r#"{">":[{"var":"score.p"},1]}"#, "x");
    assert_eq!(beyond.first().map(|(code, _)| *code), Some("outcome/never-reached"), "{beyond:?}");
}
