//! Time and chance, from the browser.

use js_sys::Date;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use std::time::Duration;

/// Gives the time in milliseconds since 1970, by the visitor's clock.
pub(crate) fn now() -> i64 {
    Date::now() as i64
}

/// Fills `bytes` with chance. Present on plain http pages too, unlike `crypto.randomUUID`.
pub(crate) fn random(bytes: &mut [u8]) {
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(bytes).ok());
    if filled.is_none() {
        // A page without any crypto: a name for a lead needs to be unlikely to repeat, not secret.
        bytes.iter_mut().for_each(|byte| *byte = (js_sys::Math::random() * 256.0) as u8);
    }
}

/// A call that will be made later, unless the alarm is dropped before.
pub(crate) struct Alarm(TimeoutHandle);

impl Alarm {
    /// Calls `ring` at the time `at`; at once where it has passed.
    pub(crate) fn at(at: i64, ring: impl FnOnce() + 'static) -> Option<Self> {
        let wait = u64::try_from(at - now()).unwrap_or(0);
        set_timeout_with_handle(ring, Duration::from_millis(wait)).ok().map(Alarm)
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.0.clear();
    }
}
