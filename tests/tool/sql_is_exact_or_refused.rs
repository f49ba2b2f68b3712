//! `leadlet sql`: one statement that scores, or every reason why there is none. That engines give with it what
//! `leadlet score` gives is proven in `tests/parity`.

use crate::running::leadlet;
use std::fs;
use std::path::Path;
use std::process::Output;

/// Compiles a config with these rules.
fn sql(rules: &str, arguments: &[&str]) -> Output {
    let directory = tempfile::tempdir().expect("a directory");
    let config = format!(
        r#"{{"version":1,"id":"c","steps":[{{"id":"s","fields":[
        {{"name":"role","type":"text"}},{{"name":"size","type":"number"}},{{"name":"plan","type":"hidden"}},
        {{"name":"uses","type":"choice","many":true,"options":[{{"value":"crm","label":"CRM"}}]}}]}}],
        "scoring":{{"rules":[{rules}]}}}}"#
    );
    fs::write(directory.path().join("c.json"), config).expect("a file");
    let mut command = leadlet();
    command.current_dir(directory.path()).args(["sql", "--config", "c.json", "--dialect", "duckdb"]).args(arguments);
    command.output().expect("the binary runs")
}

fn rule(condition: &str) -> String {
    format!(r#"{{"id":"r","points":1,"if":{condition}}}"#)
}

#[test]
fn what_sql_can_not_say_exactly_is_refused_by_name_with_its_path() {
    for (condition, path, words) in [
        (r#"{">":[{"+":[{"var":"answers.size"},1]},5]}"#, "scoring.rules[0].if.>[0].+", "SQL can't say \"+\" exactly"),
        (
            r#"{"some":[{"var":"answers.uses"},{"===":[{"var":""},"crm"]}]}"#,
            "scoring.rules[0].if.some",
            "SQL can't say \"some\"",
        ),
        (
            r#"{"and":[true,{"<":[{"var":"answers.role"},"m"]}]}"#,
            "scoring.rules[0].if.and[1].<[0]",
            "texts are ordered differently",
        ),
        (r#"{">":[{"var":"answers.size"},"5"]}"#, "scoring.rules[0].if.>[1]", "SQL compares numbers"),
        (r#"{"===":[{"var":"answers.plan"},"x"]}"#, "scoring.rules[0].if.===[0].var", "--type answers.plan=text"),
        (
            r#"{"===":[{"or":[{"var":"answers.role"},"x"]},"x"]}"#,
            "scoring.rules[0].if.===[0].or[0]",
            "gives this value itself",
        ),
        (
            r#"{"in":[{"var":"answers.role"},{"var":"answers.uses"}]}"#,
            "scoring.rules[0].if.in[0]",
            "a text that is written out",
        ),
        (
            r#"{"===":[{"var":["email.free",false]},false]}"#,
            "scoring.rules[0].if.===[0].var",
            "takes a default only for",
        ),
    ] {
        let output = sql(&rule(condition), &[]);
        assert_eq!(output.status.code(), Some(1), "{condition}: {output:?}");
        assert!(output.stdout.is_empty(), "no statement rather than a wrong one");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with(&format!("c.json: {path}: ")) && said.contains(words), "{condition}: {said}");
    }
}

#[test]
fn every_refusal_is_said_at_once() {
    let rules = format!(
        "{},{}",
        rule(r#"{"!!":[{"*":[2,{"var":"answers.size"}]}]}"#),
        r#"{"id":"q","points":1,"if":{"!!":[{"cat":["a"]}]}}"#
    );
    let said = String::from_utf8(sql(&rules, &[]).stderr).expect("UTF-8");
    assert_eq!(said.lines().count(), 2, "{said}");
}

#[test]
fn a_sort_that_the_config_leaves_open_can_be_given() {
    let output = sql(
        &rule(r#"{"===":[{"var":"answers.plan"},"x"]}"#),
        &["--type", "answers.plan=text", "--now", "2026-01-15", "--leads", "crm.leads"],
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("--   \"answers.plan\" varchar\n") && text.contains("FROM crm.leads"), "{text}");
    assert!(text.contains("CAST(1768435200000 AS bigint) AS at_ms"), "{text}");
    assert!(text.contains("FROM events e JOIN"), "the default stages ask for events of a product: {text}");
    let output = sql(&rule("true"), &["--without", "stage"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(!text.contains("JOIN"), "events that nothing counts are not read: {text}");
}

#[test]
fn a_text_of_a_config_stays_a_text_in_every_dialect() {
    let hostile = rule(r#"{"===":[{"var":"answers.role"},"x'); DROP TABLE leads; --\\"]}"#);
    let text = String::from_utf8(sql(&hostile, &[]).stdout).expect("UTF-8");
    assert!(text.contains(r"'x''); DROP TABLE leads; --\'"), "{text}");
    let spark = String::from_utf8(sql(&hostile, &["--dialect", "spark"]).stdout).unwrap_or_default();
    assert!(spark.is_empty(), "a dialect is given once");
    assert_eq!(sql(&rule("true"), &["--leads", "leads; DROP"]).status.code(), Some(2));
}

#[test]
fn every_engine_has_its_own_words_for_the_parity_config() {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/parity/config.json");
    for (dialect, words) in
        [("postgres", " = ANY("), ("duckdb", " // "), ("datafusion", "array_has("), ("spark", " div ")]
    {
        let output = leadlet().args(["sql", "--dialect", dialect, "--config"]).arg(&config).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(text.contains(words), "{dialect}");
        assert!(text.contains("(0,168,524288)"), "half of 2^20 after a half-life of seven days");
    }
}

/// Compiles a config whose scoring is this.
fn sql_of_scoring(scoring: &str, arguments: &[&str]) -> Output {
    let directory = tempfile::tempdir().expect("a directory");
    let config = format!(
        r#"{{"version":1,"id":"c","steps":[{{"id":"s","fields":[
        {{"name":"role","type":"text"}},{{"name":"size","type":"number"}}]}}],"scoring":{{{scoring}}}}}"#
    );
    fs::write(directory.path().join("c.json"), config).expect("a file");
    let mut command = leadlet();
    command.current_dir(directory.path()).args(["sql", "--config", "c.json", "--dialect", "postgres"]).args(arguments);
    command.output().expect("the binary runs")
}

#[test]
fn stages_routes_and_rubrics_that_sql_can_not_say_are_refused_with_their_path_and_can_be_left_out() {
    let model = r#""model":{"kind":"trees","version":1,"base":0,"features":[{"fact":"answers.size"}],"trees":[
        {"feature":[0],"below":[10],"left":[-1],"right":[-2],"missingLeft":[true],"leaf":[-1,1],"weight":[1,1]}]}"#;
    let stage = r#""stages":[{"stage":"mql","if":{">":[{"+":[{"var":"score.total"},1]},5]}}]"#;
    let route = r#""routes":[{"to":"a"},{"if":{"cat":["x"]},"to":"b"}]"#;
    let rubric = r#""rubrics":[{"id":"own","dimensions":[{"id":"size","evidence":[
        {"source":"stated","level":{"/":[{"var":"answers.size"},100]}}]}]}]"#;
    for (scoring, path, part) in [
        (model, "scoring.stages, the default,[3].if.or[1].===[0].var", "stage"),
        (stage, "scoring.stages[0].if.>[0].+", "stage"),
        (route, "scoring.routes[1].if.cat", "route"),
        (rubric, "scoring.rubrics[0].dimensions[0].evidence[0].level./", "rubrics"),
    ] {
        let output = sql_of_scoring(scoring, &[]);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(1), true), "{scoring}: {said}");
        assert!(said.contains(&format!("c.json: {path}: ")), "{scoring}: {said}");
        assert!(said.contains(&format!("To leave it out, give --without {part}.")), "{scoring}: {said}");
        let output = sql_of_scoring(scoring, &["--without", part]);
        let (text, said) = (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{scoring}: {said}");
        let has = |column: &str| text.contains(column);
        assert!(has("AS grade") && has("temperature") && has("AS \"engagementLevel\""), "{text}");
        assert_eq!(has("AS stage"), part != "stage", "{text}");
        assert_eq!(has("route.to"), part == "rubrics", "{text}");
        assert!(!has("rubrics.own"), "{text}");
    }
    // What a rubric finds is not nothing because nobody looks.
    let reads = format!(r#"{rubric},"stages":[{{"stage":"mql","if":{{">":[{{"var":"rubrics.own.level"}},1]}}}}]"#);
    let said = String::from_utf8(sql_of_scoring(&reads, &["--without", "rubrics"]).stderr).expect("UTF-8");
    assert!(said.contains("scoring.stages[0].if.>[0].var: SQL has no column for \"rubrics.own.level\"."), "{said}");
}

#[test]
fn a_column_is_asked_for_only_where_it_can_matter() {
    let text = String::from_utf8(sql_of_scoring("", &[]).stdout).expect("UTF-8");
    assert!(!text.contains("visitor.isCustomer"), "no answer asks for an upgrade, so nobody is at that stage: {text}");
    let asks = r#""stages":[{"stage":"mql","if":{"var":"visitor.isCustomer"}}]"#;
    let text = String::from_utf8(sql_of_scoring(asks, &[]).stdout).expect("UTF-8");
    assert!(text.contains("--   \"visitor.isCustomer\" boolean"), "{text}");
}

#[test]
fn a_number_that_is_none_is_nothing_told() {
    let text = String::from_utf8(sql(&rule(r#"{">":[{"var":"answers.size"},5]}"#), &[]).stdout).expect("UTF-8");
    assert!(text.contains("BETWEEN CAST('-1.7976931348623157e308' AS double)"), "{text}");
}

#[test]
fn a_table_of_bins_is_said_in_billionths_and_likely_as_a_logit() {
    let model = r#""model":{"kind":"additive","version":1,"base":-1,"features":[
        {"fact":"answers.size","edges":[10],"points":[-0.5,0.25],"missing":0.125}],
        "calibration":{"kind":"platt","slope":2,"shift":-1},"threshold":0.5}"#;
    let output = sql_of_scoring(model, &[]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    for part in ["-1000000000", "IS NULL THEN 125000000", "THEN -500000000 ELSE 250000000 END", "model.logitBillionths"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Platt's line reaches one half where 2x - 1 is 0.
    assert!(text.contains("(model_logit >= 500000000)"), "{text}");
    let p = r#","stages":[{"stage":"mql","if":{">":[{"var":"model.p"},0.4]}}]"#;
    let said = String::from_utf8(sql_of_scoring(&[model, p].concat(), &[]).stderr).expect("UTF-8");
    assert!(said.contains("scoring.stages[0].if.>[0].var: SQL says model.logit and model.likely"), "{said}");
}
