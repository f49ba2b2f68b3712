use crate::running::{Receiver, fresh_directory};
use std::fs;
use std::path::Path;

fn site(place: &Path) -> Receiver {
    let (www, dist) = (place.join("www"), place.join("dist"));
    fs::create_dir_all(www.join("configs")).expect("writable");
    fs::create_dir_all(&dist).expect("writable");
    fs::write(www.join("index.html"), "<!doctype html><title>Gallery</title>").expect("writable");
    fs::write(www.join("configs/a.json"), "{}").expect("writable");
    fs::write(dist.join("leadlet.js"), "/* loader */".repeat(500)).expect("writable");
    fs::write(dist.join("leadlet_bg.wasm"), b"\0asm\x01\0\0\0".repeat(500)).expect("writable");
    fs::write(dist.join("leadlet.d.ts"), "export {};").expect("writable");
    fs::write(place.join("secret.txt"), "secret").expect("writable");
    Receiver::start(place, &["--www", &www.display().to_string(), "--dist", &dist.display().to_string()])
}

#[test]
fn files_have_the_types_a_browser_insists_on() {
    let place = fresh_directory();
    let receiver = site(place.path());
    for (path, content_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/configs/a.json", "application/json"),
        ("/leadlet/leadlet.js", "text/javascript; charset=utf-8"),
        ("/leadlet/leadlet_bg.wasm", "application/wasm"),
        ("/leadlet/leadlet.d.ts", "text/plain; charset=utf-8"),
    ] {
        let answer = receiver.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, content_type), "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let place = fresh_directory();
    let receiver = site(place.path());
    let modified = receiver.get("/index.html").header("last-modified").to_owned();
    assert_ne!(modified, "");
    let again = receiver.send("GET", "/index.html", &[("if-modified-since", &modified)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn scripts_and_wasm_travel_compressed_to_whom_can_read_that() {
    let place = fresh_directory();
    let receiver = site(place.path());
    for path in ["/leadlet/leadlet.js", "/leadlet/leadlet_bg.wasm"] {
        for encoding in ["br", "gzip"] {
            let answer = receiver.send("GET", path, &[("accept-encoding", encoding)], b"");
            assert_eq!(answer.header("content-encoding"), encoding, "{path}");
            assert!(answer.body.len() < 500, "{path} in {encoding}: {}", answer.body.len());
        }
        let plain = receiver.send("GET", path, &[("accept-encoding", "identity")], b"");
        assert_eq!(plain.header("content-encoding"), "", "{path}");
    }
}

#[test]
fn no_path_leads_out_of_the_served_directories() {
    let place = fresh_directory();
    let receiver = site(place.path());
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/leadlet/../../secret.txt",
        "/leadlet/%2e%2e/%2e%2e/secret.txt",
        "//etc/passwd",
        "/%00",
    ] {
        let answer = receiver.send_raw(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 404 ") || answer.starts_with("HTTP/1.1 400 "), "{path}: {answer}");
    }
}

#[test]
fn a_missing_file_is_404() {
    let place = fresh_directory();
    let receiver = site(place.path());
    for path in ["/nothing.html", "/configs/none.json", "/leadlet/none.wasm"] {
        assert_eq!(receiver.get(path).status, 404, "{path}");
    }
}
