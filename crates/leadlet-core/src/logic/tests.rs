//! What the official suite leaves open: reading, bounds, coercions, and what the reference does.

mod bounds;

use super::*;
use crate::json::parse;

fn json(text: &str) -> Json {
    parse(text).expect("the test writes JSON")
}

fn condition(text: &str) -> Condition {
    Condition::read(&json(text)).expect("the test writes an expression")
}

fn plain(text: &str) -> Condition {
    Condition::read_plain(&json(text)).expect("the test writes an expression")
}

fn value(rule: &str, facts: &str) -> String {
    plain(rule).value(&json(facts)).map_or_else(|stop| stop.to_string(), |value| value.to_string())
}

fn faults(rule: &str) -> Vec<String> {
    let faults = Condition::read(&json(rule)).expect_err("the expression is faulty");
    faults.iter().map(|fault| fault.diagnostic("if").to_string()).collect()
}

#[test]
fn every_fault_is_found_with_its_place_and_what_was_meant() {
    assert_eq!(
        faults(r#"{"and": [{"=": [{"var": "a"}, 1]}, {">": [{"lenght": "b"}]}, [1, {"substring": ["abc", 1]}]]}"#),
        [
            r#"if.and[0].=: There is no operator "=". Did you mean "==="?  [logic/unknown-operator]"#,
            r#"if.and[1].>[0].lenght: There is no operator "lenght". An object with one name is an operation, such as { "===": [ { "var": "answers.role" }, "cto" ] }.  [logic/unknown-operator]"#,
            r#"if.and[1].>: ">" takes 2 values, here are 1. Write { ">": [ … ] } with 2 values.  [logic/value-count]"#,
            r#"if.and[2][1].substring: There is no operator "substring". Did you mean "substr"?  [logic/unknown-operator]"#,
        ]
    );
}

#[test]
fn two_operators_in_one_object_are_a_fault_and_a_plain_object_is_a_value() {
    assert_eq!(
        faults(r#"{"<": [1, 2], ">": [3, 2]}"#),
        [
            r#"if: "<" shares its object with other names, so it would never be evaluated. Give each operator an object of its own and join them with "and" or "or".  [logic/several-operators]"#
        ]
    );
    assert_eq!(value(r#"{"var": ["x", {"a": 1, "b": {"c": 2, "d": 3}}]}"#, "{}"), r#"{"a":1,"b":{"c":2,"d":3}}"#);
    assert_eq!(value(r#"{"!!": {}}"#, "{}"), "true");
}

#[test]
fn a_name_that_is_likely_a_slip_is_guessed_and_another_is_not() {
    for (written, meant) in [
        ("&&", Some("and")),
        ("contains", Some("in")),
        ("NOT", Some("!")),
        ("mising", Some("missing")),
        ("redcue", Some("reduce")),
        ("vra", Some("var")),
        ("~", None),
        ("score", None),
        ("", None),
    ] {
        let rule = Json::Object(vec![(written.to_owned(), Json::Null)]);
        let kinds: Vec<LogicFaultKind> =
            Condition::read(&rule).expect_err(written).into_iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [LogicFaultKind::UnknownOperator { name: written.to_owned(), meant }]);
    }
}

#[test]
fn equality_that_coerces_is_refused_in_a_config_at_its_operator() {
    assert_eq!(
        faults(
            r#"{"and": [{"==": [{"var": "a"}, 1]}, {"!": {"!=": [{"var": "b"}, null]}}, {"fives.add": [{"==": [1, 1]}]}]}"#
        ),
        [
            r#"if.and[0].==: "==" takes unlike things for equal, and engines disagree which: 0 and "", 1 and true. Write "===", with a value of the same kind: 1 is not "1".  [logic/loose-equality]"#,
            r#"if.and[1].!.!=: "!=" takes unlike things for equal, and engines disagree which: 0 and "", 1 and true. Write "!=="; what is missing is null here, so nothing else is needed.  [logic/loose-equality]"#,
            r#"if.and[2]["fives.add"]: There is no operator "fives.add". An object with one name is an operation, such as { "===": [ { "var": "answers.role" }, "cto" ] }.  [logic/unknown-operator]"#,
        ]
    );
}

#[test]
fn an_expression_of_nothing_but_faults_is_refused_at_once() {
    let many = Json::List((0..20_000).map(|_| Json::Object(vec![("redcue".to_owned(), Json::Null)])).collect());
    assert_eq!(Condition::read(&many).expect_err("all are unknown").len(), 100);
    let long = Json::Object(vec![("reduce".repeat(100_000), Json::Null)]);
    let faults = Condition::read(&long).expect_err("it is unknown");
    assert!(matches!(
        faults.as_slice(),
        [LogicFault { kind: LogicFaultKind::UnknownOperator { meant: None, .. }, .. }]
    ));
}

#[test]
fn the_paths_an_expression_reads_are_listed() {
    let rule = r#"{"and": [
        {"===": [{"var": "answers.role"}, "cto"]}, {"<": [{"var": ["events.page.n7d", {"var": "fallback"}]}, 3]},
        {"missing": ["email.domain", "answers.role"]}, {"missing": {"merge": ["vin", {"if": [{"var": "financing"}, ["apr"], []]}]}},
        {"missing_some": [1, ["phone", "mobile"]]}, {"some": [{"var": "answers.tools"}, {"===": [{"var": "item"}, "x"]}]},
        {"reduce": [{"var": "xs"}, {"var": "accumulator"}, {"var": "start"}]}, {"var": {"cat": ["computed.", {"var": "part"}]}}, {"var": ""}, {"var": 1}
    ]}"#;
    assert_eq!(
        condition(rule).variables(),
        [
            "1",
            "answers.role",
            "answers.tools",
            "apr",
            "email.domain",
            "events.page.n7d",
            "fallback",
            "financing",
            "mobile",
            "part",
            "phone",
            "start",
            "vin",
            "xs"
        ]
    );
}

#[test]
fn a_path_walks_objects_lists_and_lengths_and_inherits_nothing() {
    let facts = r#"{"a": {"b": [10, {"c": null}], "": 7}, "a.b": 8, "name": "Zoë 😀", "null": null}"#;
    for (path, expected) in [
        ("a.b.0", "10"),
        ("a.b.1.c", "null"),
        ("a.b.length", "2"),
        ("a.b.2", "null"),
        ("a.b.00", "null"),
        ("a.b.-1", "null"),
        ("a.", "7"),
        ("name.length", "6"),
        ("name.0", r#""Z""#),
        ("name.2", r#""ë""#),
        ("name.4", "null"),
        ("name.5", "null"),
        ("name.6", "null"),
        ("name.0.0.length", "1"),
        ("constructor", "null"),
        ("a.b.map", "null"),
        ("a.b.0.c.d", "null"),
    ] {
        assert_eq!(value(&format!(r#"{{"var": "{path}"}}"#), facts), expected, "{path}");
    }
    assert_eq!(value(r#"{"var": ["null", 1]}"#, facts), "null", "a default is for what is missing, not for null");
    assert_eq!(value(r#"{"var": ["null.x", 1]}"#, facts), "1");
    assert_eq!(value(r#"{"var": [{"var": "where"}, "nowhere"]}"#, r#"{"where": "x"}"#), r#""nowhere""#);
}

#[test]
fn values_are_coerced_as_javascript_does() {
    for (rule, expected) in [
        (r#"{"==": [null, 0]}"#, "false"),
        (r#"{"==": [null, null]}"#, "true"),
        (r#"{"==": ["", 0]}"#, "true"),
        (r#"{"==": [[1], 1]}"#, "true"),
        (r#"{"==": [[1, 2], "1,2"]}"#, "true"),
        (r#"{"==": [true, "1"]}"#, "true"),
        (r#"{"==": [[1], [1]]}"#, "false"),
        (r#"{"===": [[], []]}"#, "false"),
        (r#"{"<": ["10", "9"]}"#, "true"),
        (r#"{"<": ["10", 9]}"#, "false"),
        (r#"{"<": [null, 1]}"#, "true"),
        (r#"{"<": ["x", 1]}"#, "false"),
        (r#"{">=": ["x", 1]}"#, "false"),
        (r#"{"<": [1, 2, 2]}"#, "false"),
        (r#"{"<=": [1, 2, 2]}"#, "true"),
        (r#"{"+": ["3.5 kg", "1"]}"#, "4.5"),
        (r#"{"+": [null]}"#, "null"),
        (r#"{"+": []}"#, "0"),
        (r#"{"*": ["7"]}"#, "\"7\""),
        (r#"{"-": ["3 kg", 1]}"#, "null"),
        (r#"{"-": [[5]]}"#, "-5"),
        (r#"{"%": [-7, 3]}"#, "-1"),
        (r#"{"/": [1, 0]}"#, "null"),
        (r#"{"max": ["12", 3, null]}"#, "12"),
        (r#"{"min": [3, "x", 1]}"#, "null"),
        (r#"{"max": [[4]]}"#, "4"),
        (r#"{"cat": [null, true, [1, [2, null]], 0.1, {}]}"#, r#""true1,2,0.1[object Object]""#),
        (r#"{"cat": {"/": [1, 0]}}"#, r#""Infinity""#),
        (r#"{"in": [1, "213"]}"#, "true"),
        (r#"{"in": ["", ""]}"#, "false"),
        (r#"{"in": ["1", [1]]}"#, "false"),
        (r#"{"in": ["a", null]}"#, "false"),
        (r#"{"substr": [12345, "1", "2"]}"#, r#""23""#),
        (r#"{"substr": ["abc", 1, null]}"#, r#""""#),
        (r#"{"substr": ["a😀b", 2]}"#, r#""b""#),
        (r#"{"substr": ["a😀b", 1, 2]}"#, r#""😀""#),
        (r#"{"substr": ["abc", -9, 9]}"#, r#""abc""#),
        (r#"{"substr": ["abc", 1, -9]}"#, r#""""#),
        (r#"{"missing_some": [1, ["a", "b"]]}"#, r#"["a","b"]"#),
        (r#"{"log": "said"}"#, r#""said""#),
        (r#"{"reduce": [[1, 2], {"var": ""}, 0]}"#, r#"{"current":2,"accumulator":{"current":1,"accumulator":0}}"#),
    ] {
        assert_eq!(value(rule, "{}"), expected, "{rule}");
    }
}

#[test]
fn a_plain_expression_with_values_left_out_gives_what_the_reference_gives() {
    for (rule, expected) in [
        (r#"{"===": []}"#, "true"),
        (r#"{"===": [null]}"#, "false"),
        (r#"{"==": [null]}"#, "true"),
        (r#"{"!==": [1]}"#, "true"),
        (r#"{"<": [1]}"#, "false"),
        (r#"{"<=": []}"#, "false"),
        (r#"{">": [3, 2, 9]}"#, "true"),
        (r#"{"<": [1, 2, 3, 0]}"#, "true"),
        (r#"{"and": []}"#, "null"),
        (r#"{"===": [{"and": []}, null]}"#, "false"),
        (r#"{"!": []}"#, "true"),
        (r#"{"!!": []}"#, "false"),
        (r#"{"in": ["undefined"]}"#, "false"),
        (r#"{"in": [{"or": []}, "undefined"]}"#, "true"),
        (r#"{"-": []}"#, "null"),
        (r#"{"%": [7]}"#, "null"),
        (r#"{"<": [{"min": []}, 1e308]}"#, "false"),
        (r#"{"<": [{"max": []}, -1e308]}"#, "true"),
        (r#"{"*": []}"#, "\"*\" has no value to multiply"),
        (r#"{"cat": [{"and": []}, "x", [{"and": []}, 1]]}"#, r#""x,1""#),
        (r#"{"substr": ["abc"]}"#, r#""abc""#),
        (r#"{"substr": []}"#, r#""undefined""#),
        (r#"{"substr": ["abc", 0, "-2"]}"#, r#""""#),
        (r#"{"substr": ["abc", 0, -2]}"#, r#""a""#),
        (r#"{"map": [[1, 2]]}"#, "[null,null]"),
        (r#"{"filter": [[1, 2]]}"#, "[]"),
        (r#"{"all": [[1]]}"#, "false"),
        (r#"{"some": [[1]]}"#, "false"),
        (r#"{"none": [[1]]}"#, "true"),
        (r#"{"reduce": [[1]]}"#, "null"),
        (r#"{"reduce": [[], {"var": "x"}, 7]}"#, "7"),
        (r#"{"reduce": [[1], {"var": ""}]}"#, r#"{"current":1,"accumulator":null}"#),
        (r#"{"reduce": [[1], {"var": ""}, {"and": []}]}"#, r#"{"current":1}"#),
        (r#"{"log": []}"#, "null"),
        (r#"{"var": ["x", 1, 2]}"#, "1"),
        (r#"{"var": ["x", {"and": []}]}"#, "null"),
        (r#"{"missing": [["a"], "b"]}"#, r#"["a"]"#),
        (r#"{"missing": [[["a", 1], ["b"], []]]}"#, r#"[["b"]]"#),
        (r#"{"missing_some": [1, "ab"]}"#, "[]"),
        (r#"{"missing_some": [1, "a"]}"#, r#"["a"]"#),
        (r#"{"missing_some": [1, true]}"#, "[true]"),
        (r#"{"missing_some": [2, [["a", "b"], "c", "d", "e"]]}"#, "[]"),
        (r#"{"missing_some": [1]}"#, "the second value of \"missing_some\" is not a list of names"),
        (r#"{"a": 1, "<": [1, 2]}"#, r#"{"a":1,"<":[1,2]}"#),
        (r#"{"if": [true, 1, {"nonsense": []}]}"#, "1"),
        (r#"{"if": [false, 1, {"nonsense": []}]}"#, "the expression has an operator that there is not"),
    ] {
        assert_eq!(value(rule, "{}"), expected, "{rule}");
    }
}

#[test]
fn a_comparison_in_a_config_does_not_hold_where_a_value_is_missing() {
    let holds = |rule: &str| condition(rule).holds(&json(r#"{"x": 5, "none": null, "list": [3, null]}"#));
    for rule in [
        r#"{"<": [{"var": "gone"}, 15]}"#,
        r#"{"<=": [{"var": "none"}, 0]}"#,
        r#"{">": [1, {"var": "gone"}]}"#,
        r#"{">=": [0, {"var": "gone.deeper"}]}"#,
        r#"{"<": [-1, {"var": "gone"}, 9]}"#,
        r#"{"<=": [0, 0, {"var": "gone"}]}"#,
        r#"{"<": [{"+": [{"var": "x"}, {"*": [2, {"-": {"var": "gone"}}]}]}, 15]}"#,
        r#"{"<": [{"min": [{"var": "x"}, {"var": "gone"}]}, 15]}"#,
        r#"{"<": [{"if": [true, {"var": "gone"}, 1]}, 15]}"#,
        r#"{"<": [null, 15]}"#,
    ] {
        assert!(!holds(rule), "{rule}");
        assert!(holds(&format!(r#"{{"!": {rule}}}"#)), "not {rule}");
    }
    for rule in [
        r#"{"<": [{"var": "x"}, 15]}"#,
        r#"{"<": [{"var": ["gone", 7]}, 15]}"#,
        r#"{"<": [{"+": [{"var": "x"}, 1]}, 15]}"#,
        r#"{"some": [{"var": "list"}, {"<": [{"var": ""}, 4]}]}"#,
        r#"{"<": [1, {"var": "x"}, 9]}"#,
        r#"{"<": [{"cat": [{"var": "gone"}, "3"]}, 4]}"#,
    ] {
        assert!(holds(rule), "{rule}");
    }
    assert!(!holds(r#"{"all": [{"var": "list"}, {"<": [{"var": ""}, 4]}]}"#), "a null item has no size");
    assert_eq!(value(r#"{"<": [{"var": "gone"}, 15]}"#, "{}"), "true", "a plain comparison takes null for 0");
}

#[test]
fn a_list_is_the_same_only_as_itself() {
    assert_eq!(value(r#"{"===": [{"var": "a"}, {"var": "a"}]}"#, r#"{"a": []}"#), "true");
    assert_eq!(value(r#"{"===": [{"var": "a"}, {"var": "b"}]}"#, r#"{"a": [], "b": []}"#), "false");
    assert_eq!(
        value(r#"{"in": [{"var": "a"}, [{"var": "b"}, {"var": "a"}]]}"#, r#"{"a": {"x": 1, "y": 2}, "b": 1}"#),
        "true"
    );
}

#[test]
fn common_conditions_borrow_what_they_read() {
    let facts = json(r#"{"answers": {"role": "cto", "tools": ["a", "b"]}}"#);
    let role = condition(r#"{"if": [{"in": ["b", {"var": "answers.tools"}]}, {"var": "answers.role"}, "none"]}"#);
    assert!(matches!(role.evaluate(&facts), Ok(Operand::Text(std::borrow::Cow::Borrowed("cto")))));
}

#[test]
fn the_table_has_each_operator_once_and_no_borrowed_word_hides_one() {
    let names = ops::names();
    for (index, name) in names.iter().enumerate() {
        assert!(!names[..index].contains(name), "{name} stands twice");
        assert_eq!(ops::find(name).map(|operator| operator.name), Some(*name));
    }
    assert_eq!(names.len(), 35);
    for word in ops::words_from_elsewhere() {
        assert!(ops::find(word).is_none(), "{word} is an operator itself");
    }
}
