//! What the page is: its path, its campaign parameters, where the visitor came from.

use js_sys::JsString;
use leadlet_core::attribution::Attribution;
use web_sys::{Url, Window};

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

/// Reads where the visit began.
pub(crate) fn attribution() -> Attribution {
    web_sys::window().map(|window| read(&window)).unwrap_or_default()
}

fn read(window: &Window) -> Attribution {
    let location = window.location();
    let parameters = Url::new(&location.href().unwrap_or_default()).map(|url| url.search_params());
    let utm = leadlet_core::attribution::CAMPAIGN_KEYS.iter().filter_map(|key| {
        let name = ["utm_", key].concat();
        let value = parameters.as_ref().ok()?.get(&name)?;
        Some((name, value))
    });
    let referrer = window.document().map(|document| document.referrer()).and_then(|address| Url::new(&address).ok());
    let host = referrer.map(|url| url.host()).filter(|host| *host != location.host().unwrap_or_default());
    Attribution::of(&path(), &utm.collect::<Vec<_>>(), host.as_deref())
}
