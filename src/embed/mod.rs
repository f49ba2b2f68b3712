//! The wall: all that a page may say to the wasm, and nothing else is exported.
//!
//! A config crosses once, as text. What goes out are events and plain objects; no pointer, no
//! signal, no borrowed text. `elements.js` builds the friendly side of it.

mod events;

use crate::widget::Widget;
#[cfg(feature = "explain")]
use leadlet_core::lead::{ReceivedLead, ahead_of, recompute};
use leadlet_core::{answer::Answer, flow::Event, json, signals::Signal};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// One flow on a page, as the page holds it.
#[wasm_bindgen]
pub struct Flow {
    widget: Rc<Widget>,
}

/// Shows the flow of a config text in `host`, or its faults; nothing of a faulty one where this
/// edition of the widget does not explain.
#[wasm_bindgen]
#[must_use]
pub fn start(host: &HtmlElement, config: &str) -> Option<Flow> {
    let widget = Widget::start(host, config, events::notifier(host.clone()))?;
    Some(Flow { widget })
}

/// Says in `host` why the config at `address` could not be had: `status` is the HTTP status, 0
/// where there was no answer at all.
#[cfg(feature = "explain")]
#[wasm_bindgen(js_name = explainMissing)]
#[must_use]
pub fn explain_missing(host: &HtmlElement, address: &str, status: u16) -> Option<Flow> {
    let message = match status {
        0 => ["The config at ", address, " could not be fetched."].concat(),
        404 => ["There is no config at ", address, "."].concat(),
        status => ["The config at ", address, " was answered with status ", &status.to_string(), "."].concat(),
    };
    let fault = leadlet_core::diagnostic::Diagnostic::error("config/not-found", "", &[&message])
        .suggest(&["Check the address in the src attribute, and open it in the browser."]);
    let widget = Widget::explain(host, &[fault], events::notifier(host.clone()))?;
    Some(Flow { widget })
}

/// Explains the score of a lead, finished or not, by its config: the score with its reasons, what is unknown
/// and what would change its stage. Null where the config can't be used, or the lead is none.
#[cfg(feature = "explain")]
#[wasm_bindgen(js_name = explainScore)]
#[must_use]
pub fn explain_score(config: &str, lead: &str) -> JsValue {
    let explained = leadlet_core::config::read(config).config.and_then(|config| {
        let lead = ReceivedLead::read(&json::parse(lead).ok()?).ok()?;
        let found = recompute(&config.plan, &lead);
        Some(events::explained(&found.envelope, &ahead_of(&config.plan, &lead)))
    });
    events::outgoing(&explained.into())
}

#[wasm_bindgen]
impl Flow {
    /// Takes everything out of the page again.
    pub fn destroy(self) {
        self.widget.destroy();
    }

    /// Begins anew.
    pub fn reset(&self) {
        self.widget.reset();
    }

    /// Gives `{step, steps}`: the place of the step that is shown, from 1.
    #[must_use]
    pub fn progress(&self) -> JsValue {
        let place = self
            .widget
            .place()
            .map(|(step, steps)| json::object(vec![("step", events::count(step)), ("steps", events::count(steps))]));
        events::outgoing(&place.into())
    }

    /// Gives the lead as it would be sent now, as JSON text: what [`explain_score`] reads.
    #[must_use]
    pub fn lead(&self) -> Option<String> {
        Some(self.widget.lead()?.compact())
    }

    /// Fills in answers that the visitor can see and change: JSON text of names and values.
    pub fn prefill(&self, values: &str) {
        self.widget.preset(answers(values), false);
    }

    /// Sets hidden fields: JSON text of names and values.
    pub fn hidden(&self, values: &str) {
        self.widget.preset(answers(values), true);
    }

    /// Says what the page knows of the visitor: JSON text of names and values.
    pub fn visitor(&self, facts: &str) {
        self.widget.hear(Event::Knew(answers(facts)));
    }

    /// Records something the visitor did: JSON text of its `kind`, as `product`, its `name`, as
    /// `trial-started`, and `props`, names and values of what else the page says of it. The plain edition
    /// does not take those.
    pub fn record(&self, event: &str) {
        let json = json::parse(event).unwrap_or(json::Json::Null);
        let kind = json.text_at("kind").unwrap_or_default();
        if let Some(signal) = Signal::named(js_sys::Date::now() as i64, kind, json.text_at("name")) {
            #[cfg(feature = "wide")]
            let signal = signal.with_props(json.at("props"));
            self.widget.hear(Event::Did(signal));
        }
    }

    /// Takes a word of `watching.js`, as JSON text, and gives the answer; [`Widget::watch`] says which there are.
    /// All go through one door, because every export weighs.
    #[cfg(feature = "wide")]
    #[must_use]
    pub fn watch(&self, word: &str) -> JsValue {
        events::outgoing(&self.widget.watch(&json::parse(word).unwrap_or(json::Json::Null)))
    }

    /// Allows or refuses that what was observed is kept with the lead.
    pub fn consent(&self, allowed: bool) {
        self.widget.hear(Event::Allowed(allowed));
    }
}

/// Reads values as the page gives them; what is no answer is passed over.
fn answers(text: &str) -> Vec<(String, Answer)> {
    let json = json::parse(text).unwrap_or(json::Json::Null);
    let members = json.as_object().unwrap_or(&[]);
    members.iter().filter_map(|(name, value)| Some((name.clone(), Answer::from_json(value)?))).collect()
}
