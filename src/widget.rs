//! The conductor: owns a flow's progress and its outbox, and runs every effect the core asks for.
//!
//! The only file that sees both `ui` and `browser`. It decides nothing: `advance` and `outbox::step`
//! do. What the page learns goes out as a [`Notice`]; how the page hears it is `embed`'s business.

#[cfg(feature = "wide")]
mod watched;

use crate::{
    browser::{clock, network, page},
    notice::{Notice, undelivered},
    ui::{self, Element, Needed, Picture, Screen},
};
use any_spawner::Executor;
use js_sys::Promise;
#[cfg(feature = "wide")]
use leadlet_core::signals::Watch;
use leadlet_core::{
    answer::Answer,
    config::{self, Config},
    delivery::{
        adapter,
        outbox::{self, Incident, Order, Outbox},
        request::Request,
    },
    facts::Surroundings,
    flow::{Effect, Event, Failure, Progress, advance},
    json::Json,
    lead::{self, Lead},
    signals::Signal,
};
use leptos::prelude::*;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
    sync::Arc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, ShadowRoot};

/// One flow on a page.
pub(crate) struct Widget {
    root: ShadowRoot,
    notify: Box<dyn Fn(Notice)>,
    flow: RefCell<Option<Running>>,
    /// What is shown.
    shown: RefCell<Option<Element>>,
}

/// What a flow needs while it is shown.
struct Running {
    config: Arc<Config>,
    progress: Progress,
    /// What the views follow.
    picture: ArcRwSignal<Arc<Picture>>,
    outbox: Outbox,
    /// Counts the visits: a reset begins another.
    visit: u32,
    /// The name of this visitor's lead, minted at the first touch.
    lead_id: Option<String>,
    /// The lead on its way.
    lead: Option<Lead>,
    alarm: Option<clock::Alarm>,
    /// What the page is watched for, and how far it has been seen.
    #[cfg(feature = "wide")]
    watch: Watch,
    /// Focus moves only after the visitor has done something: a page that loads keeps its own.
    touched: bool,
}

impl Widget {
    /// Shows the flow of a config, or its faults. The edition that does not explain shows nothing of
    /// a faulty one.
    pub(crate) fn start(host: &HtmlElement, text: &str, notify: Box<dyn Fn(Notice)>) -> Option<Rc<Self>> {
        let reading = config::read(text);
        #[cfg(feature = "explain")]
        if reading.config.is_none() {
            return Self::explain(host, &reading.diagnostics, notify);
        }
        let config = reading.config?;
        let widget = Self::open(host, notify)?;
        widget.run(host, Arc::new(config));
        Some(widget)
    }

    /// Shows why there is no flow.
    #[cfg(feature = "explain")]
    pub(crate) fn explain(
        host: &HtmlElement,
        diagnostics: &[leadlet_core::diagnostic::Diagnostic],
        notify: Box<dyn Fn(Notice)>,
    ) -> Option<Rc<Self>> {
        let widget = Self::open(host, notify)?;
        use leadlet_core::{
            diagnostic::Severity,
            words::{Word, Words},
        };
        let errors: Vec<_> =
            diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).cloned().collect();
        let lines: Vec<String> = errors.iter().map(leadlet_core::diagnostic::Diagnostic::line).collect();
        ui::adopt_styles(&widget.root, &Default::default());
        widget.show(|| ui::faults(Words::default().say(Word::Broken), &lines));
        (widget.notify)(Notice::Error(errors));
        Some(widget)
    }

    fn open(host: &HtmlElement, notify: Box<dyn Fn(Notice)>) -> Option<Rc<Self>> {
        let options = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
        let root = host.shadow_root().or_else(|| host.attach_shadow(&options).ok())?;
        root.set_text_content(None);
        Some(Rc::new(Widget { root, notify, flow: RefCell::new(None), shown: RefCell::new(None) }))
    }

    fn show(&self, view: impl FnOnce() -> Element) {
        // Fails where it has been done, by another flow: then it is done.
        _ = Executor::init_wasm_bindgen();
        let element = view();
        _ = self.root.append_child(element.node());
        *self.shown.borrow_mut() = Some(element);
    }

    fn run(self: &Rc<Self>, host: &HtmlElement, config: Arc<Config>) {
        ui::adopt_styles(&self.root, &config.theme);
        let surroundings = Surroundings {
            attribution: page::attribution(),
            signals: vec![Signal::page(clock::now(), &page::path())],
            visitor: page::visitor(),
        };
        let direction = page::direction(host);
        let weak = Rc::downgrade(self);
        self.show(move || {
            let progress = Progress::new(surroundings);
            let picture = ArcRwSignal::new(Arc::new(Picture::of(&config, &progress, None)));
            let ear = weak.clone();
            let tell = Rc::new(move |event| tell(&ear, event));
            if let Some(widget) = weak.upgrade() {
                *widget.flow.borrow_mut() = Some(Running {
                    config: config.clone(),
                    progress,
                    picture: picture.clone(),
                    outbox: Outbox::Empty,
                    visit: 0,
                    lead_id: None,
                    lead: None,
                    alarm: None,
                    #[cfg(feature = "wide")]
                    watch: config.watch.clone(),
                    touched: false,
                });
                widget.hear(Event::Started { now: clock::now() });
                #[cfg(feature = "wide")]
                let asked = config.plan.flow.fields().filter_map(|(_, field)| field.prefill.as_deref());
                #[cfg(feature = "wide")]
                widget.hear(Event::Linked(page::parameters(asked)));
            }
            ui::flow(&Screen::new(Needed { config, picture, clock: clock::now, tell }), direction)
        });
        (self.notify)(Notice::Ready);
    }

    /// Takes an event: moves the progress on and runs what follows from it.
    pub(crate) fn hear(self: &Rc<Self>, event: Event) {
        let effects = {
            let mut flow = self.flow.borrow_mut();
            let Some(running) = flow.as_mut() else { return };
            running.note_touch(&event);
            let (progress, effects) = advance(&running.config.plan.flow, core::mem::take(&mut running.progress), event);
            let score = running.lead.as_ref().map(|lead| &lead.score);
            let drawn = Arc::new(Picture::of(&running.config, &progress, score));
            running.progress = progress;
            let picture = running.picture.clone();
            drop(flow);
            // Views may tell something while they follow: the flow is free again before they do.
            picture.set(drawn);
            effects
        };
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::ShowStep(_) => {
                self.focus("step");
                let notice = self.with(|running| {
                    let picture = running.picture.get_untracked();
                    let step = running
                        .config
                        .plan
                        .flow
                        .steps
                        .get(picture.step)
                        .map(|step| step.id.clone())
                        .unwrap_or_default();
                    Notice::Step { step, place: picture.place, steps: picture.steps }
                });
                notice.into_iter().for_each(&self.notify);
            }
            Effect::Answered(field) => (self.notify)(Notice::Answer { field }),
            Effect::Refuse(_) => self.focus("summary"),
            Effect::Submit => self.submit(),
            Effect::ShowOutcome(outcome) => {
                self.focus("outcome");
                (self.notify)(Notice::Outcome { outcome });
            }
            Effect::ShowFailure(_) => self.focus("failure"),
        }
    }

    /// Makes the lead; what is sent from then on are these bytes. After a failure the lead there is
    /// goes out once more, unless the visitor has changed it: then it is another lead.
    fn submit(self: &Rc<Self>) {
        let now = clock::now();
        let made = self.with(|running| {
            let compose = |id: &str| lead::compose(&running.config.plan, &running.progress, id, now);
            let id = running.lead_id.get_or_insert_with(|| mint(now)).clone();
            let mut lead = compose(&id);
            if let Some(earlier) = &running.lead {
                if lead.says_the_same(earlier) {
                    return None;
                }
                let fresh = mint(now);
                lead = compose(&fresh).superseding(&id);
                running.lead_id = Some(fresh);
            }
            let request = running.config.delivery.first().map(|endpoint| adapter::describe(endpoint, &lead.body));
            let (score, outcome) = (lead.score.envelope.clone(), lead.outcome.clone());
            running.lead = Some(lead);
            Some((score, outcome, request))
        });
        let Some(made) = made else { return };
        let Some((score, outcome, request)) = made else { return self.deliver(Incident::Asked) };
        let lead_id = self.with(|running| running.lead_id.clone()).flatten().unwrap_or_default();
        (self.notify)(Notice::Score(score));
        (self.notify)(Notice::Submit { lead_id });
        match request {
            Some(request) => self.deliver(Incident::Submitted(request)),
            // An owner who names no endpoint takes the lead from the page's own code.
            None => self.hear(Event::Delivered(outcome)),
        }
    }

    fn deliver(self: &Rc<Self>, incident: Incident) {
        let orders = self.with(|running| {
            let (outbox, orders) = outbox::step(core::mem::take(&mut running.outbox), incident, clock::now());
            running.outbox = outbox;
            orders
        });
        for order in orders.unwrap_or_default() {
            self.obey(order);
        }
    }

    fn obey(self: &Rc<Self>, order: Order) {
        let lead_id = self.with(|running| running.lead_id.clone()).flatten().unwrap_or_default();
        match order {
            Order::Send(request) => self.send(request),
            Order::WakeAt(at) => {
                let weak = Rc::downgrade(self);
                let alarm = clock::Alarm::at(at, move || {
                    if let Some(widget) = weak.upgrade() {
                        widget.deliver(Incident::Woke);
                    }
                });
                self.with(|running| running.alarm = alarm);
            }
            Order::TellReceived => {
                (self.notify)(Notice::Delivered { lead_id });
                let outcome = self.with(|running| running.lead.as_ref().map(|lead| lead.outcome.clone())).flatten();
                self.hear(Event::Delivered(outcome.unwrap_or_default()));
            }
            Order::TellDelayed => {
                (self.notify)(Notice::Queued { lead_id });
                self.hear(Event::Delayed);
            }
            Order::TellFailed(refused) => {
                let failure = match refused {
                    true => Failure::Refused,
                    false if network::is_offline() => Failure::Offline,
                    false => Failure::Unreachable,
                };
                self.hear(Event::Undelivered(failure));
                (self.notify)(Notice::Error(vec![undelivered(failure)]));
            }
        }
    }

    fn send(self: &Rc<Self>, request: Request) {
        let weak = Rc::downgrade(self);
        let Some((visit, config)) = self.with(|running| (running.visit, running.config.clone())) else { return };
        wasm_bindgen_futures::spawn_local(async move {
            let reply = network::send(&request).await;
            let (Some(widget), Some(endpoint)) = (weak.upgrade(), config.delivery.first()) else { return };
            // After a reset the answer to the old lead says nothing of the new one.
            if widget.with(|running| running.visit) != Some(visit) {
                return;
            }
            let mut chance = [0; 4];
            clock::random(&mut chance);
            let verdict = adapter::judge(endpoint, &reply);
            widget.deliver(Incident::Judged { verdict, chance: u32::from_le_bytes(chance) });
        });
    }

    /// Moves the focus to what has appeared, once it is there.
    fn focus(self: &Rc<Self>, what: &'static str) {
        let touched = self.with(|running| running.touched).unwrap_or(false);
        if !touched {
            return;
        }
        let selector = ["[data-focus=", what, "]"].concat();
        let root = self.root.clone();
        wasm_bindgen_futures::spawn_local(async move {
            // Views follow in tasks of their own, begun before this one.
            _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
            if let Ok(Some(element)) = root.query_selector(&selector) {
                _ = element.unchecked_into::<HtmlElement>().focus();
            }
        });
    }

    /// Gives the lead as it would be sent now, finished or not.
    pub(crate) fn lead(&self) -> Option<Json> {
        self.with(|running| {
            let now = running.progress.now;
            let id = running.lead_id.clone().unwrap_or_else(|| mint(now));
            lead::compose(&running.config.plan, &running.progress, &id, now).body
        })
    }

    /// Gives the place of the step that is shown, from 1, and how many the way has.
    pub(crate) fn place(&self) -> Option<(usize, usize)> {
        self.with(|running| {
            let picture = running.picture.get_untracked();
            (picture.place, picture.steps)
        })
    }

    /// Takes values from the page, for fields a visitor sees or for hidden ones.
    pub(crate) fn preset(self: &Rc<Self>, values: Vec<(String, Answer)>, hidden: bool) {
        self.hear(if hidden { Event::Hidden(values) } else { Event::Prefilled(values) });
    }

    /// Begins anew. A lead that is still on its way is no longer this visitor's.
    pub(crate) fn reset(self: &Rc<Self>) {
        self.with(|running| {
            running.visit += 1;
            running.outbox = Outbox::Empty;
            running.lead = None;
            running.lead_id = None;
            running.alarm = None;
        });
        self.hear(Event::Reset { now: clock::now() });
    }

    /// Takes everything out of the page again.
    pub(crate) fn destroy(&self) {
        self.flow.borrow_mut().take();
        self.shown.borrow_mut().take();
        self.root.set_text_content(None);
        _ = js_sys::Reflect::set(&self.root, &"adoptedStyleSheets".into(), &js_sys::Array::new());
    }

    fn with<T>(&self, look: impl FnOnce(&mut Running) -> T) -> Option<T> {
        self.flow.borrow_mut().as_mut().map(look)
    }
}

impl Running {
    /// A lead's name is minted when the visitor first touches the flow.
    fn note_touch(&mut self, event: &Event) {
        if matches!(event, Event::Gave { .. } | Event::Next { .. } | Event::Back | Event::GoTo(_)) {
            self.touched = true;
            self.lead_id.get_or_insert_with(|| mint(clock::now()));
        }
    }
}

fn mint(now: i64) -> String {
    let mut chance = [0; 10];
    clock::random(&mut chance);
    lead::mint(now, &chance)
}

fn tell(widget: &Weak<Widget>, event: Event) {
    if let Some(widget) = widget.upgrade() {
        widget.hear(event);
    }
}
