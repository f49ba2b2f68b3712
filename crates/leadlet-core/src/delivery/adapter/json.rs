//! `json`: the lead as JSON to an endpoint of the owner's own, such as `leadlet serve`.

use crate::{
    about,
    delivery::{
        Endpoint,
        request::{self, Reply, Request, Verdict},
    },
    json::{Json, parse},
    shape::Record,
};

/// The settings: none of its own.
pub static RECORD: Record = Record { name: "json", about: about!("Posts the lead as JSON to an endpoint of your own."), settings: &[] };

/// Describes the request.
#[must_use]
pub fn describe(endpoint: &Endpoint, lead: &Json) -> Request {
    Request {
        url: endpoint.url.clone(),
        headers: vec![("content-type", "application/json".to_owned()), ("accept", "application/json".to_owned())],
        body: lead.compact(),
    }
}

/// Judges the reply: a 2xx is an ack unless its body is a web page (a captive portal answers so)
/// or says `"ok": false`. An empty body is fine: many endpoints answer 204.
#[must_use]
pub fn judge(reply: &Reply) -> Verdict {
    let verdict = request::judge(reply);
    let Reply::Answered { body, .. } = reply else { return verdict };
    if verdict == Verdict::Ack {
        if body.trim_start().starts_with('<') {
            return Verdict::Retry(None);
        }
        let denied = parse(body).ok().and_then(|json| json.get("ok").and_then(Json::as_bool)) == Some(false);
        if denied {
            return Verdict::Parked;
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Verdict {
        judge(&Reply::Answered { status, body: body.to_owned(), retry_after: None })
    }

    #[test]
    fn only_what_the_receiver_says_it_has_is_an_ack() {
        assert_eq!(answered(200, r#"{"ok":true}"#), Verdict::Ack);
        assert_eq!(answered(204, ""), Verdict::Ack);
        assert_eq!(answered(200, "  <html>Log in to the hotel Wi-Fi"), Verdict::Retry(None));
        assert_eq!(answered(200, r#"{"ok":false}"#), Verdict::Parked);
        assert_eq!(answered(503, ""), Verdict::Retry(None));
        assert_eq!(answered(429, ""), Verdict::Retry(None));
        assert_eq!(answered(404, ""), Verdict::Parked);
        assert_eq!(answered(307, ""), Verdict::Parked);
        assert_eq!(judge(&Reply::Failed), Verdict::Retry(None));
    }

    #[test]
    fn the_body_is_the_lead_and_nothing_else() {
        let endpoint = Endpoint { id: "own".into(), url: "/leads".into(), adapter: "json" };
        let request = describe(&endpoint, &parse(r#"{ "leadId": "x" }"#).unwrap());
        assert_eq!((request.url.as_str(), request.body.as_str()), ("/leads", r#"{"leadId":"x"}"#));
    }
}
