//! What to watch a visit for, and which signals come of what was measured.
//!
//! An owner declares it in the config (`signals`): after how many seconds on a page and from which part
//! of its height a signal is given, and which pages and clicks are something by themselves, such as a
//! download. Thresholds, not a stream of measurements: a page gives each of its signals once, so that a
//! restless visitor says no more than a calm one. Measures nothing and knows no page: the browser edge
//! says how long, how far and what was clicked, and this module what that means.

use super::{Signal, bounded, fits};
use crate::{
    about,
    json::{Json, whole_text},
    shape::{Record, Shape, optional, required},
};

const SECONDS: Shape = Shape::Whole { min: 1, max: 3600 };
const PERCENT: Shape = Shape::Whole { min: 1, max: 100 };

/// The settings of what is watched for.
pub static SIGNALS: Record = Record {
    name: "Signals",
    about: about!(
        "What the visitor's behaviour on your own pages tells, besides the page that is open. Rules count it, conditions read it as events.KIND.n."
    ),
    settings: &[
        optional(
            "dwellSeconds",
            Shape::List { of: &SECONDS, min: 1, max: 5 },
            about!(
                "After how many seconds in view a page gives the event \"dwell\", named by the seconds, as \"30\"; 1 to 3600 each. Default: never."
            ),
        ),
        optional(
            "scrollPercent",
            Shape::List { of: &PERCENT, min: 1, max: 5 },
            about!(
                "From which percentage of its height on a page gives the event \"scroll\", named by the percentage, as \"75\"; 1 to 100 each. Default: never."
            ),
        ),
        optional(
            "records",
            Shape::List { of: &Shape::Record(&RECORD), min: 0, max: 50 },
            about!("Pages and clicks that are an event by themselves."),
        ),
    ],
};

static RECORD: Record = Record {
    name: "SignalRecord",
    about: about!("A page that is opened, or a click, that is an event by itself."),
    settings: &[
        required("kind", Shape::Text { max: 100 }, about!("The kind of event, as \"download\" or \"product\".")),
        optional("name", Shape::Text { max: 200 }, about!("Its name, as \"case-study\".")),
        optional(
            "path",
            Shape::Text { max: 200 },
            about!("Only on this path; with * at the end, on every path that begins so. Default: on every page."),
        ),
        optional(
            "selector",
            Shape::Text { max: 200 },
            about!("When something that this CSS selector finds is clicked. Default: when the page is opened."),
        ),
    ],
};

/// What to watch a page for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    dwell_seconds: Vec<i64>,
    scroll_percent: Vec<i64>,
    records: Vec<Declared>,
}

/// A page or a click that is an event by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Declared {
    kind: String,
    name: Option<String>,
    path: Option<String>,
    selector: Option<String>,
}

impl Watch {
    /// Picks what to watch for out of an examined tree; nothing where there is none.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let record = |json: &Json| {
            Some(Declared {
                kind: json.owned_at("kind")?,
                name: json.owned_at("name"),
                path: json.owned_at("path"),
                selector: json.owned_at("selector"),
            })
        };
        Watch {
            dwell_seconds: json.each_some("dwellSeconds", &Json::as_whole),
            scroll_percent: json.each_some("scrollPercent", &Json::as_whole),
            records: json.each_some("records", &record),
        }
    }

    /// Gives the signals of a page that has been opened, besides that it was.
    #[must_use]
    pub fn opened(&self, path: &str, at: i64) -> Vec<Signal> {
        let on_open = self.records.iter().filter(|record| record.selector.is_none());
        on_open.filter_map(|record| record.signal(path, at)).collect()
    }

    /// Gives the selectors to listen for on this page, in the order of the config.
    #[must_use]
    pub fn selectors(&self, path: &str) -> Vec<&str> {
        let here = self.records.iter().filter(|record| record.is_on(path));
        here.filter_map(|record| record.selector.as_deref()).collect()
    }

    /// Gives the signals of a click on something that this selector finds.
    #[must_use]
    pub fn clicked(&self, selector: &str, path: &str, at: i64) -> Vec<Signal> {
        let meant = self.records.iter().filter(|record| record.selector.as_deref() == Some(selector));
        meant.filter_map(|record| record.signal(path, at)).collect()
    }

    /// Gives the signals of a page that has been in view for so many seconds, and takes their thresholds
    /// off the list: a page gives each once.
    pub fn lingered(&mut self, seconds: i64, path: &str, at: i64) -> Vec<Signal> {
        passed(&mut self.dwell_seconds, "dwell", seconds, path, at)
    }

    /// Gives the seconds in view after which the next signal is due; none where there is no more.
    #[must_use]
    pub fn next_dwell(&self) -> Option<i64> {
        self.dwell_seconds.iter().copied().min()
    }

    /// Tells whether a signal can still come of how far the page is read.
    #[must_use]
    pub fn wants_scroll(&self) -> bool {
        !self.scroll_percent.is_empty()
    }

    /// Gives the signals of a page that has been seen down to this percentage of its height, and takes
    /// their thresholds off the list.
    pub fn scrolled(&mut self, percent: i64, path: &str, at: i64) -> Vec<Signal> {
        passed(&mut self.scroll_percent, "scroll", percent, path, at)
    }
}

/// Takes the thresholds that a measure has passed off a list, and gives a signal for each.
fn passed(thresholds: &mut Vec<i64>, kind: &str, measure: i64, path: &str, at: i64) -> Vec<Signal> {
    let mut signals = Vec::new();
    thresholds.retain(|threshold| {
        let is_passed = measure >= *threshold;
        if is_passed {
            let name = Some(whole_text(*threshold));
            signals.push(Signal { name, kind: kind.to_owned(), ..Signal::page(at, path) });
        }
        !is_passed
    });
    signals
}

impl Declared {
    fn is_on(&self, path: &str) -> bool {
        self.path.as_deref().is_none_or(|wanted| fits(wanted, path))
    }

    fn signal(&self, path: &str, at: i64) -> Option<Signal> {
        let name = self.name.as_deref().map(bounded);
        self.is_on(path).then(|| Signal { kind: bounded(&self.kind), name, ..Signal::page(at, path) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn watch() -> Watch {
        Watch::pick(
            &parse(
                r#"{"dwellSeconds":[60,30],"scrollPercent":[75],"records":[
                {"kind":"download","name":"guide","path":"/thanks/guide"},
                {"kind":"download","name":"prices","selector":"a[href$='.pdf']"},
                {"kind":"product","name":"trial","selector":".try","path":"/app*"}]}"#,
            )
            .unwrap(),
        )
    }

    fn told(signals: &[Signal]) -> String {
        let of = |signal: &Signal| {
            [&signal.kind, " ", signal.name.as_deref().unwrap_or("-"), " ", signal.path.as_deref().unwrap_or("-")]
                .concat()
        };
        signals.iter().map(of).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_page_says_once_that_somebody_stayed_and_once_how_far_they_read() {
        let mut watch = watch();
        assert_eq!(watch.next_dwell(), Some(30));
        assert_eq!(watch.lingered(29, "/a", 0), []);
        assert_eq!(told(&watch.lingered(30, "/a?x=1", 5)), "dwell 30 /a");
        assert_eq!((watch.lingered(31, "/a", 0), watch.next_dwell()), (Vec::new(), Some(60)));
        assert_eq!(told(&watch.lingered(500, "/a", 0)), "dwell 60 /a");
        assert_eq!(watch.next_dwell(), None);
        assert!(watch.wants_scroll());
        assert_eq!(told(&watch.scrolled(100, "/a", 0)), "scroll 75 /a");
        assert_eq!((watch.scrolled(100, "/a", 0), watch.wants_scroll()), (Vec::new(), false));
    }

    #[test]
    fn pages_and_clicks_that_are_declared_are_events() {
        let watch = watch();
        assert_eq!(told(&watch.opened("/thanks/guide", 1)), "download guide /thanks/guide");
        assert_eq!(watch.opened("/thanks", 1), []);
        assert_eq!(watch.selectors("/"), ["a[href$='.pdf']"]);
        assert_eq!(watch.selectors("/app/new"), ["a[href$='.pdf']", ".try"]);
        assert_eq!(told(&watch.clicked(".try", "/app/new", 1)), "product trial /app/new");
        assert_eq!(watch.clicked(".try", "/", 1), []);
        assert_eq!(watch.clicked("#other", "/app", 1), []);
    }

    #[test]
    fn nothing_is_watched_that_nobody_asked_for() {
        let mut nothing = Watch::pick(&Json::Null);
        assert_eq!(nothing, Watch::default());
        assert_eq!((nothing.opened("/", 0), nothing.lingered(9999, "/", 0)), (Vec::new(), Vec::new()));
    }
}
