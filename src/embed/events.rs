//! What a page hears: `leadlet:*` events on the host element, and one console line for an error.
//!
//! The details hold no personal data: names of steps and fields, ids, points and reasons. They are
//! trees like every other document here, so one serializer carries all of them over the wall.

use crate::notice::Notice;
#[cfg(feature = "explain")]
use leadlet_core::score::{Ahead, unknown};
use leadlet_core::{
    diagnostic::Diagnostic,
    facts::lookup,
    json::{Json, Member, object},
    score::reasons,
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
fn scored(envelope: &Json) -> Json {
    let told = ["score", "stage", "temperature", "funnel", "route", "contributions"];
    let mut members: Vec<Member> = told.iter().map(|name| ((*name).to_owned(), envelope.at(name).clone())).collect();
    members.push(("grade".to_owned(), lookup(envelope, "grade.cell").clone()));
    members.push(("reasons".to_owned(), reasons(envelope).into()));
    #[cfg(feature = "rare")]
    members.extend(envelope.get("p").map(|p| ("p".to_owned(), p.clone())));
    Json::Object(members)
}

/// Gives a score as the page learns it when it asks: with what is unknown and what lies ahead.
#[cfg(feature = "explain")]
pub(super) fn explained(envelope: &Json, ahead: &[Ahead]) -> Json {
    let mut detail = scored(envelope);
    if let Json::Object(members) = &mut detail {
        members.push(("unknown".to_owned(), unknown(envelope).into()));
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
            Notice::Score(envelope) => ("score", scored(&envelope)),
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
