//! What a page hears: `leadlet:*` events on the host element, and one console line for an error.
//!
//! The details hold no personal data: names of steps and fields, ids, points and reasons. They are
//! trees like every other document here, so one serializer carries all of them over the wall.

use crate::notice::Notice;
use leadlet_core::{
    diagnostic::Diagnostic,
    facts::lookup,
    json::{Json, object},
    score::{Ahead, Score, reasons, unknown},
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use wasm_bindgen::{JsValue, prelude::*};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(line: &str);
}

/// A tree on its way to the page.
struct Outgoing<'j>(&'j Json);

impl Serialize for Outgoing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(flag) => serializer.serialize_bool(*flag),
            Json::Number(number) => serializer.serialize_f64(*number),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items.iter().map(Outgoing)),
            Json::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, &Outgoing(value))?;
                }
                map.end()
            }
        }
    }
}

/// Gives the page's own form of a tree.
pub(super) fn outgoing(json: &Json) -> JsValue {
    Outgoing(json).serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// Gives a score as the page learns it.
pub(super) fn score_detail(score: &Score) -> Json {
    let members = vec![
        ("score", score.score.into()),
        ("stage", score.stage.into()),
        ("temperature", score.temperature.into()),
        ("grade", lookup(&score.envelope, "grade.cell").clone()),
        ("funnel", score.funnel.into()),
        ("route", score.envelope.at("route").clone()),
        ("reasons", reasons(&score.envelope).into()),
        ("contributions", score.envelope.at("contributions").clone()),
    ];
    #[cfg(feature = "rare")]
    let members = members.into_iter().chain(score.p.map(|p| ("p", p.into()))).collect();
    object(members)
}

/// Gives a score as the page learns it when it asks: with what is unknown and what lies ahead.
pub(super) fn explained(score: &Score, ahead: &[Ahead]) -> Json {
    let mut detail = score_detail(score);
    if let Json::Object(members) = &mut detail {
        members.push(("unknown".to_owned(), unknown(&score.envelope).into()));
        members.push(("ahead".to_owned(), ahead.iter().map(Ahead::words).collect::<Vec<_>>().into()));
    }
    detail
}

/// Makes the ear that turns notices into events of `host`.
pub(super) fn notifier(host: HtmlElement) -> Box<dyn Fn(Notice)> {
    Box::new(move |notice| {
        let (name, detail) = match notice {
            Notice::Ready => ("ready", object(Vec::new())),
            Notice::Step { step, place, steps } => {
                ("step", object(vec![("step", step.into()), ("place", count(place)), ("steps", count(steps))]))
            }
            Notice::Answer { field } => ("answer", object(vec![("field", field.into())])),
            Notice::Score(score) => ("score", score_detail(&score)),
            Notice::Submit { lead_id } => ("submit", lead(lead_id)),
            Notice::Queued { lead_id } => ("queued", lead(lead_id)),
            Notice::Delivered { lead_id } => ("delivered", lead(lead_id)),
            Notice::Outcome { outcome } => ("outcome", object(vec![("outcome", outcome.into())])),
            Notice::Error(diagnostics) => {
                complain(&diagnostics);
                ("error", object(vec![("diagnostics", Json::List(diagnostics.iter().map(fault).collect()))]))
            }
        };
        dispatch(&host, name, &detail);
    })
}

/// Writes a place or a number of steps.
pub(super) fn count(count: usize) -> Json {
    Json::Number(count as f64)
}

fn lead(id: String) -> Json {
    object(vec![("leadId", id.into())])
}

fn fault(diagnostic: &Diagnostic) -> Json {
    object(vec![
        ("code", diagnostic.code.into()),
        ("path", diagnostic.path.as_str().into()),
        ("message", diagnostic.message.as_str().into()),
        ("suggestion", diagnostic.suggestion.as_deref().into()),
    ])
}

/// Writes one line to the console, however many faults there are.
fn complain(diagnostics: &[Diagnostic]) {
    let lines: Vec<String> = diagnostics.iter().map(|diagnostic| ["\n  ", &diagnostic.line()].concat()).collect();
    console_error(&["leadlet:", &lines.concat()].concat());
}

fn dispatch(host: &HtmlElement, name: &str, detail: &Json) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&outgoing(detail));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(&["leadlet:", name].concat(), &init) {
        // A listener of the page that throws is reported by the browser; it can't stop the flow.
        _ = host.dispatch_event(&event);
    }
}
