//! What the page is: its path, its campaign parameters, where the visitor came from.

use js_sys::JsString;
use leadlet_core::{
    answer::Answer,
    attribution::{Attribution, CAMPAIGN_KEYS, CLICK_KEYS},
};
use web_sys::{HtmlElement, Url, Window};

/// Gives the path of the page, without query or fragment.
pub(crate) fn path() -> String {
    web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Gives those of the page's parameters that are asked for, each with all its values, composed (Unicode's NFC) as typed
/// text is.
pub(crate) fn parameters<'n>(asked: impl Iterator<Item = &'n str>) -> Vec<(String, Vec<String>)> {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let Ok(url) = Url::new(&address) else { return Vec::new() };
    let there = url.search_params();
    let composed = |value| JsString::from(value).normalize("NFC").into();
    let values = |name: &str| there.get_all(name).iter().map(composed).collect();
    asked.filter(|name| there.has(name)).map(|name| (name.to_owned(), values(name))).collect()
}

/// Gives what the browser tells of any visitor: `device` (`phone`, `tablet` or `desktop`) and `locale`,
/// as `de-CH`. A device that is touched is a phone where its screen is narrow; no name of a browser or a
/// maker is looked at.
pub(crate) fn visitor() -> Vec<(String, Answer)> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let is = |query: &str| window.match_media(query).ok().flatten().is_some_and(|media| media.matches());
    let device = match (is("(pointer:coarse)"), is("(max-device-width:600px),(max-device-height:600px)")) {
        (false, _) => "desktop",
        (true, true) => "phone",
        (true, false) => "tablet",
    };
    let told = |name: &str, value: &str| (name.to_owned(), Answer::Text(value.to_owned()));
    let mut facts = vec![told("device", device)];
    facts.extend(window.navigator().language().map(|locale| told("locale", &locale)));
    facts
}

/// Gives the direction the page around the host is written in. Its markup says, not its styles: a
/// style sheet that reaches for everything must not turn the flow around.
pub(crate) fn direction(host: &HtmlElement) -> Option<&'static str> {
    let around = host.closest("[dir]").ok()??;
    (around.get_attribute("dir")?.eq_ignore_ascii_case("rtl")).then_some("rtl")
}

/// Reads where the visit began.
pub(crate) fn attribution() -> Attribution {
    web_sys::window().map(|window| read(&window)).unwrap_or_default()
}

fn read(window: &Window) -> Attribution {
    let location = window.location();
    let parameters = Url::new(&location.href().unwrap_or_default()).map(|url| url.search_params());
    let campaign = CAMPAIGN_KEYS.iter().map(|key| ["utm_", key].concat());
    let wanted = campaign.chain(CLICK_KEYS.iter().map(|key| (*key).to_owned()));
    let there = wanted.filter_map(|name| {
        let value = parameters.as_ref().ok()?.get(&name)?;
        Some((name, value))
    });
    let referrer = window.document().map(|document| document.referrer()).and_then(|address| Url::new(&address).ok());
    let host = referrer.map(|url| url.host()).filter(|host| *host != location.host().unwrap_or_default());
    Attribution::of(&path(), &there.collect::<Vec<_>>(), host.as_deref())
}
