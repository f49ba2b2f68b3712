//! What is sent for a lead, and what each reply means.

use crate::{compare, visits};
use leadlet_core::delivery::{adapter, request::Reply};

fn described(text: &str) -> String {
    let input = visits::input(text);
    let config = visits::config(&input);
    let endpoint = config.delivery.first().expect("the config names an endpoint");
    let request = adapter::describe(endpoint, input.at("lead"));
    let mut lines = vec![format!("POST {}", request.url)];
    lines.extend(request.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    lines.extend([String::new(), request.body, String::new()]);
    for written in input.list_at("replies") {
        let reply = match written.whole_at("status") {
            Some(status) => Reply::Answered {
                status: u16::try_from(status).expect("it is a status"),
                body: written.text_at("body").unwrap_or_default().to_owned(),
                retry_after: written.whole_at("retryAfter"),
            },
            None => Reply::Failed,
        };
        lines.push(format!("{written} -> {:?}", adapter::judge(endpoint, &reply)));
    }
    lines.join("\n") + "\n"
}

#[test]
fn a_lead_is_posted_as_described_and_each_reply_means_one_thing() {
    compare("requests", described);
}
