//! Visits as inputs write them: a config, what is known of a visitor, and what happened.

use crate::read;
use leadlet_core::{
    answer::{Answer, Raw},
    config::{self, Config},
    facts::Surroundings,
    flow::{Effect, Event, Failure, Progress, advance},
    json::{Json, parse},
    signals::Signal,
};

/// Reads an input.
pub(crate) fn input(text: &str) -> Json {
    parse(text).unwrap_or_else(|error| panic!("an input is no JSON at byte {}: {}", error.at, error.message))
}

/// Reads an input's config: a path in the repository, or the config itself.
pub(crate) fn config(input: &Json) -> Config {
    let text = input.text_at("config").map_or_else(|| input.at("config").compact(), read);
    let reading = config::read(&text);
    reading.config.unwrap_or_else(|| panic!("the config has faults: {:?}", reading.diagnostics))
}

/// Gives a whole number that must stand there.
pub(crate) fn whole(input: &Json, name: &str) -> i64 {
    input.whole_at(name).unwrap_or_else(|| panic!("{name} is missing in {input}"))
}

fn raw(json: &Json) -> Raw {
    match json {
        Json::Bool(ticked) => Raw::Ticked(*ticked),
        Json::List(items) => Raw::Picked(items.iter().filter_map(Json::as_text).map(str::to_owned).collect()),
        Json::Text(text) => Raw::Text(text.clone()),
        other => panic!("{other} can't be put into a field"),
    }
}

fn answers(json: &Json) -> Vec<(String, Answer)> {
    let members = json.as_object().unwrap_or_default();
    members.iter().map(|(name, value)| (name.clone(), Answer::from_json(value).expect("it is an answer"))).collect()
}

fn event(json: &Json, now: i64) -> Event {
    let failure = |text: &str| match text {
        "offline" => Failure::Offline,
        "unreachable" => Failure::Unreachable,
        "refused" => Failure::Refused,
        other => panic!("no failure is named {other}"),
    };
    let (name, value) = json.as_object().and_then(<[_]>::first).unwrap_or_else(|| panic!("{json} is no event"));
    let text = || value.as_text().unwrap_or_default().to_owned();
    match name.as_str() {
        "started" => Event::Started { now },
        "next" => Event::Next { now },
        "back" => Event::Back,
        "gave" => Event::Gave { name: text(), raw: raw(json.at("raw")), now },
        "left" => Event::Left { name: text() },
        "prefilled" => Event::Prefilled(answers(value)),
        "hidden" => Event::Hidden(answers(value)),
        "knew" => Event::Knew(answers(value)),
        "did" => Event::Did(Signal::from_json(value).expect("it is a signal")),
        "allowed" => Event::Allowed(*value == Json::Bool(true)),
        "delivered" => Event::Delivered(text()),
        "delayed" => Event::Delayed,
        "undelivered" => Event::Undelivered(failure(&text())),
        "retried" => Event::Retried,
        "reset" => Event::Reset { now },
        other => panic!("no event is named {other}"),
    }
}

/// Lets a scripted visit happen: each entry of `script` is an event, and a second passes with each.
///
/// Calls `seen` with every event as it is written and what had to be done about it.
pub(crate) fn happen(config: &Config, input: &Json, mut seen: impl FnMut(&Json, &[Effect])) -> Progress {
    let begun = whole(input, "begun");
    let mut progress = Progress::new(Surroundings::from_lead(input));
    for (second, written) in (0..).zip(input.list_at("script")) {
        let (after, effects) = advance(&config.plan.flow, progress, event(written, begun + 1000 * second));
        progress = after;
        seen(written, &effects);
    }
    progress
}

/// Writes a tree with a line for every value.
pub(crate) fn pretty(json: &Json, indent: &str, out: &mut String) {
    let deeper = format!("{indent}  ");
    let (open, close, items): (_, _, Vec<(String, &Json)>) = match json {
        Json::Object(members) if !members.is_empty() => (
            '{',
            '}',
            members.iter().map(|(name, value)| (format!("{}: ", Json::from(name.as_str())), value)).collect(),
        ),
        Json::List(items) if !items.is_empty() => ('[', ']', items.iter().map(|item| (String::new(), item)).collect()),
        other => return out.push_str(&other.compact()),
    };
    out.push(open);
    for (index, (name, value)) in items.iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str(&deeper);
        out.push_str(name);
        pretty(value, &deeper, out);
    }
    out.push('\n');
    out.push_str(indent);
    out.push(close);
}
