//! Reads JSON text (RFC 8259) into a tree, within bounds, and says where a text goes wrong.

use super::{Json, Member, read_decimal};
use core::{error::Error, fmt};

/// The longest text that is read, in bytes. A config with hundreds of questions has 100 kB.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting that is read. The deepest sensible condition has about 20 levels.
pub const MAX_DEPTH: usize = 128;

/// What is wrong with a text, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The byte offset of the fault, from 0 to the length of the text.
    pub at: usize,
    /// What is wrong, as a sentence without a full stop.
    pub message: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message)
    }
}

impl Error for SyntaxError {}

impl SyntaxError {
    fn new(at: usize, message: &'static str) -> Self {
        SyntaxError { at, message: if cfg!(feature = "explain") { message } else { "" } }
    }
}

/// Reads one JSON document. A byte order mark at the start is skipped.
///
/// # Errors
/// The first place where the text is not JSON, is nested deeper than [`MAX_DEPTH`] or is longer
/// than [`MAX_BYTES`].
pub fn parse(text: &str) -> Result<Json, SyntaxError> {
    if text.len() > MAX_BYTES {
        return Err(SyntaxError::new(MAX_BYTES, "the text is longer than 1 MiB"));
    }
    let mut parser = Parser { text, at: 0 };
    if text.starts_with('\u{feff}') {
        parser.at = '\u{feff}'.len_utf8();
    }
    let value = parser.value(0)?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.fault("there is more text after the end of the document"));
    }
    Ok(value)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn fault(&self, message: &'static str) -> SyntaxError {
        SyntaxError::new(self.at, message)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Skips `byte` where it is next.
    fn take(&mut self, byte: u8) -> bool {
        let here = self.peek() == Some(byte);
        self.at += usize::from(here);
        here
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, SyntaxError> {
        if self.rest().starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.fault(
                "a value was expected here: a text in double quotes, a number, true, false, null, a list or an object",
            ))
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, SyntaxError> {
        self.space();
        if depth > MAX_DEPTH {
            return Err(self.fault("the document is nested deeper than 128 levels"));
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.string().map(Json::Text),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            None => Err(self.fault("the text ends too early")),
            _ => self.word("null", Json::Null),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, SyntaxError> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(Json::List(items));
            }
            self.separator(b']', "a comma or ] is missing here")?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, SyntaxError> {
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.fault("a name in double quotes was expected here"));
            }
            let name = self.string()?;
            self.space();
            if !self.take(b':') {
                return Err(self.fault("a colon is missing after the name"));
            }
            let value = self.value(depth + 1)?;
            members.push((name, value));
            self.space();
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            self.separator(b'}', "a comma or } is missing here")?;
        }
    }

    fn separator(&mut self, end: u8, missing: &'static str) -> Result<(), SyntaxError> {
        let comma = self.at;
        if !self.take(b',') {
            let at_end = self.peek().is_none();
            return Err(self.fault(if at_end { "the text ends too early" } else { missing }));
        }
        self.space();
        if self.peek() == Some(end) {
            return Err(SyntaxError::new(comma, "there is a comma after the last entry; remove it"));
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Json, SyntaxError> {
        let start = self.at;
        self.take(b'-');
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits();
        if whole == 0 || (leading_zero && whole > 1) {
            self.at = start;
            return Err(self.fault("this is not a number as JSON writes it"));
        }
        if self.take(b'.') && self.digits() == 0 {
            return Err(self.fault("a digit is missing after the decimal point"));
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if !self.take(b'+') {
                self.take(b'-');
            }
            if self.digits() == 0 {
                return Err(self.fault("a digit is missing in the exponent"));
            }
        }
        match self.text.get(start..self.at).and_then(read_decimal) {
            Some(number) if number.is_finite() => Ok(Json::Number(number)),
            _ => {
                self.at = start;
                Err(self.fault("this number is too large"))
            }
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn string(&mut self) -> Result<String, SyntaxError> {
        let opening = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let Some(stop) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') else {
                self.at = opening;
                return Err(self.fault("the closing quote of this text is missing"));
            };
            out.push_str(rest.get(..stop).unwrap_or(""));
            self.at += stop;
            if self.take(b'"') {
                return Ok(out);
            }
            if !self.take(b'\\') {
                return Err(self.fault("a line break or control character stands inside a text; write \\n instead"));
            }
            out.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        let known = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(self.fault("this escape is not one of JSON's; write \\\\ for a backslash")),
        };
        self.at += 1;
        Ok(known)
    }

    /// Reads the four digits after `\u`, and a second escape where the first is half of a pair.
    fn unicode(&mut self) -> Result<char, SyntaxError> {
        const BROKEN: &str = "this \\u escape is not a whole character";
        let first = self.four_digits()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            if !self.rest().starts_with("\\u") {
                return Err(self.fault(BROKEN));
            }
            self.at += 2;
            let second = self.four_digits()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(self.fault(BROKEN));
            }
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| self.fault(BROKEN))
    }

    fn four_digits(&mut self) -> Result<u32, SyntaxError> {
        let digits = self.rest().get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|d| u32::from_str_radix(d, 16).ok());
        let code = code.ok_or_else(|| self.fault("four hexadecimal digits are missing after \\u"))?;
        self.at += 4;
        Ok(code)
    }
}
