//! What a page hears: `leadlet:*` events on the host element, and one console line for an error.
//!
//! The details hold no personal data: names of steps and fields, ids, points and reasons.

use crate::widget::Notice;
use leadlet_core::{diagnostic::Diagnostic, score::{Score, reasons}};
use serde::Serialize;
use wasm_bindgen::{JsValue, prelude::*};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(line: &str);
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Vec<Fault>>,
}

/// A score as the page learns it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScoreDetail {
    score: i64,
    stage: &'static str,
    temperature: &'static str,
    grade: String,
    reasons: Vec<String>,
    contributions: Vec<Points>,
}

#[derive(Serialize)]
struct Points {
    rule: String,
    dimension: String,
    points: i64,
    reason: String,
}

#[derive(Serialize)]
struct Fault {
    code: &'static str,
    path: String,
    message: String,
    suggestion: Option<String>,
}

impl ScoreDetail {
    pub(super) fn of(score: &Score) -> Self {
        let points = score.contributions.iter().map(|one| Points {
            rule: one.rule.clone(),
            dimension: one.dimension.clone(),
            points: one.points,
            reason: one.reason.clone(),
        });
        ScoreDetail {
            score: score.score,
            stage: score.stage,
            temperature: score.temperature,
            grade: leadlet_core::facts::lookup(&score.envelope, "grade.cell").as_text().unwrap_or_default().to_owned(),
            reasons: reasons(&score.envelope),
            contributions: points.collect(),
        }
    }
}

/// Makes the ear that turns notices into events of `host`.
pub(super) fn notifier(host: HtmlElement) -> Box<dyn Fn(Notice)> {
    Box::new(move |notice| {
        let (name, detail) = match notice {
            Notice::Ready => ("ready", Detail::default()),
            Notice::Step { step, place, steps } => ("step", Detail { step: Some(step), place: Some(place), steps: Some(steps), ..Detail::default() }),
            Notice::Answer { field } => ("answer", Detail { field: Some(field), ..Detail::default() }),
            Notice::Score(score) => return dispatch(&host, "score", &ScoreDetail::of(&score)),
            Notice::Submit { lead_id } => ("submit", Detail { lead_id: Some(lead_id), ..Detail::default() }),
            Notice::Queued { lead_id } => ("queued", Detail { lead_id: Some(lead_id), ..Detail::default() }),
            Notice::Delivered { lead_id } => ("delivered", Detail { lead_id: Some(lead_id), ..Detail::default() }),
            Notice::Outcome { outcome } => ("outcome", Detail { outcome: Some(outcome), ..Detail::default() }),
            Notice::Error(diagnostics) => {
                complain(&diagnostics);
                let faults = diagnostics.into_iter().map(|d| Fault { code: d.code, path: d.path, message: d.message, suggestion: d.suggestion });
                ("error", Detail { diagnostics: Some(faults.collect()), ..Detail::default() })
            }
        };
        dispatch(&host, name, &detail);
    })
}

/// Writes one line to the console, however many faults there are.
fn complain(diagnostics: &[Diagnostic]) {
    let lines: Vec<String> = diagnostics.iter().map(|diagnostic| ["\n  ", &diagnostic.to_string()].concat()).collect();
    console_error(&["leadlet:", &lines.concat()].concat());
}

fn dispatch(host: &HtmlElement, name: &str, detail: &impl Serialize) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&serde_wasm_bindgen::to_value(detail).unwrap_or(JsValue::NULL));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(&["leadlet:", name].concat(), &init) {
        // A listener of the page that throws is reported by the browser; it can't stop the flow.
        _ = host.dispatch_event(&event);
    }
}
