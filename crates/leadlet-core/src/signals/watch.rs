//! What to watch a visit for, and which signals come of what was measured.
//!
//! An owner declares it in the config (`signals`): after how many seconds on a page and from which part
//! of its height a signal is given, whether links to files are downloads, and which pages and clicks are
//! something by themselves. Thresholds, not a stream of measurements: a page gives each of its signals
//! once, so that a restless visitor says no more than a calm one. Measures nothing and knows no page: the
//! browser edge says how long, how far and what was clicked ([`Watch::observe`]), and this module what
//! that means.

use super::{Signal, bare, bounded, fits};
use crate::{
    about,
    json::{Json, whole_text},
    shape::{Record, Shape, optional, required},
    sought,
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
            "downloads",
            Shape::Flag,
            about!(
                "Whether a click on a link to a file is the event \"download\", named by the file, as \"prices.pdf\": a link with the attribute download, or to a document, table, archive, sound or film by the end of its name. Default false."
            ),
        ),
        optional(
            "remember",
            Shape::Flag,
            about!(
                "Whether events are kept on the visitor's device from page to page and from visit to visit, for 90 days. Nothing is read or written before the page says consent(true). Default false."
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

/// The ends of names of files that somebody downloads to read, see or use.
const FILE_ENDS: &str =
    "pdf doc docx odt xls xlsx ods csv ppt pptx odp epub zip 7z rar gz dmg exe msi apk deb rpm mp3 mp4 ics";

/// The kind of event that a click on a link to a file is.
const DOWNLOAD: &str = "download";

/// What to watch a page for, and how far it has been seen.
#[derive(Clone, Debug)]
pub struct Watch {
    declared: Json,
    /// How many seconds the page has been in view, and down to which percentage it has been seen.
    seconds: i64,
    percent: i64,
}

impl Watch {
    /// Makes a watch for what an examined tree declares; null for nothing.
    #[must_use]
    pub fn of(declared: &Json) -> Self {
        Watch { declared: declared.clone(), seconds: 0, percent: 0 }
    }

    /// Gives what is declared, as it stands in the config: what the edge has to measure.
    #[must_use]
    pub fn declared(&self) -> &Json {
        &self.declared
    }

    /// Gives the signals that a measure of the page means; what is no measure means nothing.
    ///
    /// Each has the `path` of the page and is one of: `opened` (false as the flow begins, true where the
    /// visitor turned to the page without another document, or came back to it), `seconds` in view, `percent`
    /// of its height that has been seen, or `clicked`, the list of those selectors that found what was
    /// clicked, with `file`, the address of a link, where it led somewhere, and `saves` where the link has the
    /// attribute `download`.
    pub fn observe(&mut self, measure: &Json, at: i64) -> Vec<Signal> {
        let path = bare(measure.text_at("path").unwrap_or(""));
        let mut signals = Vec::new();
        let mut give = |kind: &str, name: Option<&str>| {
            signals.push(Signal { kind: bounded(kind), name: name.map(bounded), ..Signal::page(at, path) });
        };
        let measures = [
            ("dwell", "dwellSeconds", "seconds", &mut self.seconds),
            ("scroll", "scrollPercent", "percent", &mut self.percent),
        ];
        let opened = measure.get("opened");
        for (kind, setting, key, passed) in measures {
            if opened == Some(&Json::Bool(true)) {
                *passed = 0;
            }
            let Some(measured) = measure.whole_at(key) else { continue };
            for threshold in self.declared.list_at(setting) {
                let threshold = threshold.as_whole().unwrap_or(i64::MAX);
                if *passed < threshold && threshold <= measured {
                    give(kind, Some(&whole_text(threshold)));
                }
            }
            *passed = measured.max(*passed);
        }
        if opened == Some(&Json::Bool(true)) {
            give("page", None);
        }
        let mut is_named = false;
        for record in self.declared.list_at("records") {
            let is_meant = match record.get("selector") {
                Some(selector) => measure.list_at("clicked").contains(selector),
                None => opened.is_some(),
            };
            if is_meant && record.text_at("path").is_none_or(|wanted| fits(wanted, path)) {
                let kind = record.text_at("kind").unwrap_or("");
                is_named |= kind == DOWNLOAD;
                give(kind, record.text_at("name"));
            }
        }
        // A download that the owner has given a name of its own is not counted under the file's as well.
        if let (true, false, Some(address)) = (self.declared.flag_at("downloads"), is_named, measure.text_at("file")) {
            let name = last(bare(address), '/');
            if measure.flag_at("saves") || is_file(name) {
                give(DOWNLOAD, Some(name));
            }
        }
        signals
    }
}

/// Gives what stands behind the last `sign`; the whole where there is none.
fn last(text: &str, sign: char) -> &str {
    sought::parts(text, sign).last().unwrap_or(text)
}

/// Tells whether a name is a file's, by its end.
fn is_file(name: &str) -> bool {
    let end = last(name, '.');
    end.len() < name.len() && sought::parts(FILE_ENDS, ' ').any(|known| end.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use proptest::prelude::*;

    fn watch() -> Watch {
        Watch::of(
            &parse(
                r##"{"dwellSeconds":[60,30],"scrollPercent":[75],"downloads":true,"records":[
                {"kind":"download","name":"guide","path":"/thanks/guide"},
                {"kind":"download","name":"prices","selector":"#prices a"},
                {"kind":"product","name":"trial","selector":".try","path":"/app*"}]}"##,
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

    fn of(watch: &mut Watch, measure: &str) -> String {
        told(&watch.observe(&parse(measure).unwrap(), 1))
    }

    #[test]
    fn a_page_says_once_that_somebody_stayed_and_once_how_far_they_read() {
        let mut watch = watch();
        assert_eq!(of(&mut watch, r#"{"path":"/a","seconds":29}"#), "");
        assert_eq!(of(&mut watch, r#"{"path":"/a?x=1","seconds":30}"#), "dwell 30 /a");
        assert_eq!(of(&mut watch, r#"{"path":"/a","seconds":31}"#), "");
        assert_eq!(of(&mut watch, r#"{"path":"/a","seconds":500}"#), "dwell 60 /a");
        assert_eq!(of(&mut watch, r#"{"path":"/a","percent":100}"#), "scroll 75 /a");
        assert_eq!(of(&mut watch, r#"{"path":"/a","percent":10}"#), "");
        assert_eq!(of(&mut watch, r#"{"path":"/a","percent":100}"#), "", "scrolled up and down again");
    }

    #[test]
    fn a_page_turned_to_in_the_same_document_is_a_page_of_its_own() {
        let mut watch = watch();
        assert_eq!(of(&mut watch, r#"{"path":"/a","seconds":90}"#), "dwell 60 /a, dwell 30 /a");
        assert_eq!(
            of(&mut watch, r#"{"path":"/thanks/guide?mail=a@b.example","opened":true}"#),
            "page - /thanks/guide, download guide /thanks/guide"
        );
        assert_eq!(of(&mut watch, r#"{"path":"/thanks/guide","seconds":30}"#), "dwell 30 /thanks/guide");
    }

    #[test]
    fn pages_and_clicks_that_are_declared_are_events() {
        let mut watch = watch();
        assert_eq!(of(&mut watch, r#"{"path":"/thanks/guide","opened":false}"#), "download guide /thanks/guide");
        assert_eq!(of(&mut watch, r#"{"path":"/thanks","opened":false}"#), "");
        assert_eq!(of(&mut watch, r##"{"path":"/app/new","clicked":[".try","#other"]}"##), "product trial /app/new");
        assert_eq!(of(&mut watch, r#"{"path":"/","clicked":[".try"]}"#), "");
    }

    #[test]
    fn a_link_to_a_file_is_a_download_named_by_the_file() {
        let mut watch = watch();
        let mut click = |address: &str, more: &str| {
            of(&mut watch, &format!(r#"{{"path":"/p","clicked":[],"file":"{address}"{more}}}"#))
        };
        assert_eq!(click("https://firm.example/files/Prices.PDF?mail=a#p=2", ""), "download Prices.PDF /p");
        assert_eq!(click("/pricing", ""), "");
        assert_eq!(click("https://firm.example/", ""), "");
        assert_eq!(click("https://firm.example", ""), "");
        assert_eq!(click("/pdf", ""), "", "a name is not its own end");
        assert_eq!(click("/export", r#","saves":true"#), "download export /p");
        let named = r##"{"path":"/p","clicked":["#prices a"],"file":"/prices.pdf"}"##;
        assert_eq!(of(&mut watch, named), "download prices /p", "what the owner has named is counted once");
        let mut unasked = Watch::of(&parse(r#"{"scrollPercent":[50]}"#).unwrap());
        assert_eq!(of(&mut unasked, r#"{"path":"/p","clicked":[],"file":"/prices.pdf","saves":true}"#), "");
    }

    #[test]
    fn nothing_is_watched_that_nobody_asked_for() {
        let mut nothing = Watch::of(&Json::Null);
        for measure in [
            "null",
            r#"{"path":"/","seconds":999}"#,
            r#"{"path":"/","opened":false}"#,
            r#"{"clicked":["a"],"file":"/a.pdf"}"#,
        ] {
            assert_eq!(of(&mut nothing, measure), "");
        }
        assert_eq!(nothing.declared(), &Json::Null);
    }

    proptest! {
        #[test]
        fn a_page_gives_no_more_signals_than_it_has_thresholds(measures in prop::collection::vec((any::<bool>(), -10i64..5000), 0..200)) {
            let mut watch = watch();
            let mut given = 0;
            for (is_time, measure) in measures {
                let key = if is_time { "seconds" } else { "percent" };
                given += watch.observe(&parse(&format!(r#"{{"path":"/","{key}":{measure}}}"#)).unwrap(), 0).len();
            }
            prop_assert!(given <= 3);
        }
    }
}
