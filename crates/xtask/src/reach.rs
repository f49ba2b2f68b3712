//! Empties what a linked wasm file holds for exports that nobody calls.
//!
//! Leptos links server_fn, server_fn links wasm-streams, and wasm-streams exports three classes to
//! JavaScript. Without those exports its code would still stay: vtables name its functions, and no
//! tool that sees only the finished file can tell which vtable is used. The linker can. Told to
//! keep its relocations (`--emit-relocs`), it writes down every place where a function or a datum
//! names another; what no path leads to from a wanted export cannot run or be read, whatever it is
//! called. Such a function becomes one `unreachable`, such a datum zeros; both cost nothing packed.
//!
//! A name would be no proof: the compiler merges equal functions and keeps either name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    BinaryReader, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationEntry, RelocationType,
    SymbolInfo, TypeRef,
};

/// A function body that stops: no locals, `unreachable`, `end`.
pub(crate) const STOP: [u8; 3] = [0, 0x00, 0x0b];

/// How many functions and bytes of data were emptied.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Emptied {
    pub(crate) functions: usize,
    pub(crate) data: usize,
}

/// Returns `wasm`, without its relocations, with everything emptied that only exports matched by
/// `unwanted` lead to.
///
/// Fails if the linker was not told to keep the relocations, or if they do not fit the code.
pub(crate) fn empty_unreached(wasm: &[u8], unwanted: impl Fn(&str) -> bool) -> Result<(Vec<u8>, Emptied)> {
    let linked = Linked::read(wasm)?;
    let reached = linked.reached(&linked.edges(wasm)?, unwanted);
    let mut emptied = Emptied::default();
    let mut changed = wasm.to_vec();

    let mut keep = vec![false; linked.data.end - linked.data.start];
    let mut known = keep.clone();
    for (index, symbol) in linked.symbols.iter().enumerate() {
        if let Symbol::Data(range) = symbol {
            let marks = if reached.contains(&Node::Data(index)) { &mut keep } else { &mut known };
            marks[range.start - linked.data.start..range.end - linked.data.start].fill(true);
        }
    }
    for (at, (keep, known)) in keep.iter().zip(&known).enumerate() {
        if *known && !keep {
            emptied.data += 1;
            changed[linked.data.start + at] = 0;
        }
    }

    let mut code = leb(linked.bodies.len());
    for (index, body) in (linked.imported..).zip(&linked.bodies) {
        let bytes = if reached.contains(&Node::Function(index)) {
            &wasm[body.clone()]
        } else {
            emptied.functions += 1;
            &STOP
        };
        code.extend(leb(bytes.len()));
        code.extend_from_slice(bytes);
    }

    let mut written = wasm[..8].to_vec();
    for section in &linked.sections {
        if section.of_linker {
            continue; // it speaks of places that have moved
        }
        let content = if section.id == CODE { &code } else { &changed[section.range.clone()] };
        written.push(section.id);
        written.extend(leb(content.len()));
        written.extend_from_slice(content);
    }
    Ok((written, emptied))
}

/// The id of the code section.
const CODE: u8 = 10;

struct Section {
    id: u8,
    range: Range<usize>,
    of_linker: bool,
}

/// What can be reached: a function by its index, a datum by the index of its symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Function(u32),
    Data(usize),
}

enum Symbol {
    Function(u32),
    /// The place in the file.
    Data(Range<usize>),
    /// A global, a table: nothing that holds code.
    Other,
}

/// A finished wasm file and what the linker wrote down about it. All ranges are of the file.
#[derive(Default)]
struct Linked<'a> {
    sections: Vec<Section>,
    imported: u32,
    exports: Vec<(&'a str, u32)>,
    start: Option<u32>,
    code: Range<usize>,
    bodies: Vec<Range<usize>>,
    data: Range<usize>,
    symbols: Vec<Symbol>,
    /// The relocations with the section they are in.
    relocations: Vec<(usize, RelocationEntry)>,
}

/// Who names whom; what names without being a node itself names from the start.
#[derive(Default)]
struct Edges {
    roots: Vec<Node>,
    from: BTreeMap<Node, Vec<Node>>,
}

impl<'a> Linked<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut linked = Self::default();
        let mut segments = Vec::new();
        for part in Parser::new(0).parse_all(wasm) {
            let part = part?;
            if let Some((id, range)) = part.as_section() {
                linked.sections.push(Section { id, range, of_linker: false });
            }
            match part {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        linked.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            linked.exports.push((export.name, export.index));
                        }
                    }
                }
                Payload::StartSection { func, .. } => linked.start = Some(func),
                Payload::CodeSectionStart { range, .. } => linked.code = range,
                Payload::CodeSectionEntry(body) => linked.bodies.push(body.range()),
                Payload::DataSection(data) => {
                    linked.data = data.range();
                    for segment in data {
                        let segment = segment?;
                        // The bytes of a segment are the last thing in it.
                        segments.push(segment.range.end - segment.data.len()..segment.range.end);
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(parts) => {
                        for part in parts.subsections() {
                            if let Linking::SymbolTable(symbols) = part? {
                                for symbol in symbols {
                                    linked.symbols.push(Symbol::of(&symbol?, &segments)?);
                                }
                            }
                        }
                        linked.mark_last_as_linkers();
                    }
                    KnownCustom::Reloc(relocations) => {
                        let section = relocations.section_index() as usize;
                        for relocation in relocations.entries() {
                            linked.relocations.push((section, relocation?));
                        }
                        linked.mark_last_as_linkers();
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        if linked.symbols.is_empty() || linked.relocations.is_empty() {
            bail!("the linker wrote no relocations; link with `-Clink-arg=--emit-relocs`");
        }
        Ok(linked)
    }

    fn mark_last_as_linkers(&mut self) {
        if let Some(section) = self.sections.last_mut() {
            section.of_linker = true;
        }
    }

    fn edges(&self, wasm: &[u8]) -> Result<Edges> {
        let mut edges = Edges::default();
        for (index, body) in (self.imported..).zip(&self.bodies) {
            edges.from.insert(Node::Function(index), callees(&wasm[body.clone()])?);
        }
        for (section, relocation) in &self.relocations {
            let section = self.sections.get(*section).context("a relocation of no section")?;
            let at = section.range.start + relocation.offset as usize;
            let symbol = relocation.index as usize;
            let named = match (relocation.ty, self.symbols.get(symbol)) {
                (RelocationType::TypeIndexLeb, _) => continue,
                (_, Some(Symbol::Function(function))) => {
                    if relocation.ty == RelocationType::FunctionIndexLeb {
                        let written = BinaryReader::new(&wasm[at..], at).read_var_u32()?;
                        if written != *function {
                            bail!("a relocation speaks of function {function}, the code of {written}");
                        }
                    }
                    vec![Node::Function(*function)]
                }
                (_, Some(Symbol::Data(range))) => {
                    // A symbol and a distance may lead into a neighbour.
                    let target = range.start as i64 + relocation.addend;
                    let into = usize::try_from(target).map(|place| self.data_at(place));
                    std::iter::once(Node::Data(symbol)).chain(into.unwrap_or_default()).collect()
                }
                (_, Some(Symbol::Other)) => continue,
                (kind, None) => bail!("a relocation of kind {kind:?} names no symbol"),
            };
            let namers = if self.code.contains(&at) {
                self.bodies.iter().position(|body| body.contains(&at)).map_or_else(Vec::new, |at| {
                    vec![Node::Function(self.imported + u32::try_from(at).unwrap_or(u32::MAX))]
                })
            } else {
                self.data_at(at)
            };
            if namers.is_empty() {
                edges.roots.extend(&named);
            }
            for namer in namers {
                edges.from.entry(namer).or_default().extend(&named);
            }
        }
        Ok(edges)
    }

    /// The data that lie at a place of the file; equal texts may share one.
    fn data_at(&self, place: usize) -> Vec<Node> {
        let symbols = self.symbols.iter().enumerate();
        let here = symbols.filter(|(_, symbol)| matches!(symbol, Symbol::Data(range) if range.contains(&place)));
        here.map(|(index, _)| Node::Data(index)).collect()
    }

    fn reached(&self, edges: &Edges, unwanted: impl Fn(&str) -> bool) -> BTreeSet<Node> {
        let wanted = self.exports.iter().filter(|(name, _)| !unwanted(name));
        let functions = wanted.map(|(_, function)| *function).chain(self.start);
        let mut open: Vec<Node> = functions.map(Node::Function).chain(edges.roots.iter().copied()).collect();
        let mut reached = BTreeSet::new();
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                open.extend(edges.from.get(&node).into_iter().flatten());
            }
        }
        reached
    }
}

impl Symbol {
    fn of(symbol: &SymbolInfo<'_>, segments: &[Range<usize>]) -> Result<Self> {
        Ok(match symbol {
            SymbolInfo::Func { index, .. } => Self::Function(*index),
            SymbolInfo::Data { symbol: Some(place), name, .. } => {
                // What the linker keeps in no segment starts as zeros and names nothing.
                let Some(segment) = segments.get(place.index as usize) else {
                    return Ok(Self::Other);
                };
                let start = segment.start + place.offset as usize;
                let end = start + place.size as usize;
                if end > segment.end {
                    bail!("the datum `{name}` ends outside its segment");
                }
                Self::Data(start..end)
            }
            _ => Self::Other,
        })
    }
}

/// The functions a body calls outright. The linker's own functions call without relocations.
fn callees(body: &[u8]) -> Result<Vec<Node>> {
    let body = wasmparser::FunctionBody::new(BinaryReader::new(body, 0));
    let mut called = Vec::new();
    for operator in body.get_operators_reader()? {
        if let Operator::Call { function_index } | Operator::RefFunc { function_index } = operator? {
            called.push(Node::Function(function_index));
        }
    }
    Ok(called)
}

/// Writes a length as WebAssembly does: seven bits a byte, the lowest first.
pub(crate) fn leb(mut length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (length & 0x7f) as u8;
        length >>= 7;
        if length == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::{Emptied, STOP, empty_unreached};

    /// A linked module of four functions without parameters: `run` and `old` are exported. A datum
    /// `used` names function 1, a datum `dead` names function 3; `run` reads `used`, `old` `dead`.
    fn linked(with_relocations: bool, emptied: bool) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, content: &[u8]| {
            wasm.extend([id, u8::try_from(content.len()).expect("a short section")]);
            wasm.extend_from_slice(content);
        };
        section(1, &[1, 0x60, 0, 0]);
        section(3, &[4, 0, 0, 0, 0]);
        section(5, &[1, 0, 1]);
        section(7, b"\x02\x03run\0\0\x03old\0\x02");
        // 0: address of `used`; 1: nop; 2: address of `dead`; 3: nop. Addresses take five bytes.
        let names = [0, 0x41, 0x80, 0x80, 0x80, 0x80, 0, 0x1a, 0x0b].as_slice();
        let nop = [0, 0x01, 0x01, 0x01, 0x0b].as_slice();
        let (old, its_own, dead) = if emptied { (STOP.as_slice(), STOP.as_slice(), 0) } else { (names, nop, 3) };
        let mut code = vec![4];
        for body in [names, nop, old, its_own] {
            code.push(u8::try_from(body.len()).expect("a short body"));
            code.extend_from_slice(body);
        }
        section(10, &code);
        section(11, &[1, 0, 0x41, 0, 0x0b, 8, 1, 0, 0, 0, dead, 0, 0, 0]);
        if with_relocations {
            let symbols = [
                &[5, 0, 0, 0, 1, b'a', 0, 0, 1, 1, b'b', 0, 0, 3, 1, b'd'][..],
                &[1, 0, 4, b'u', b's', b'e', b'd', 0, 0, 4],
                &[1, 0, 4, b'd', b'e', b'a', b'd', 0, 4, 4],
            ]
            .concat();
            let size = u8::try_from(symbols.len()).expect("few symbols");
            section(0, &[&b"\x07linking\x02\x08"[..], &[size], &symbols].concat());
            // Of section 4, the code: 4 is an address in a constant. Place, symbol, distance.
            section(0, &[&b"\x0areloc.CODE\x04\x02"[..], &[4, 4, 3, 0], &[4, 20, 4, 0]].concat());
            // Of section 5, the data: 2 is a place in the table of functions.
            section(0, &[&b"\x0areloc.DATA\x05\x02"[..], &[2, 6, 1], &[2, 10, 2]].concat());
        }
        wasm
    }

    #[test]
    fn what_only_an_unwanted_export_leads_to_is_emptied_and_the_rest_is_whole() {
        let (wasm, emptied) = empty_unreached(&linked(true, false), |name| name == "old").expect("sound");
        assert_eq!((emptied.functions, emptied.data), (2, 4));
        assert_eq!(wasm, linked(false, true));
    }

    #[test]
    fn with_every_export_wanted_only_the_relocations_go() {
        let (wasm, emptied) = empty_unreached(&linked(true, false), |_| false).expect("sound");
        assert_eq!((wasm, emptied), (linked(false, false), Emptied::default()));
    }

    #[test]
    fn a_file_linked_without_relocations_is_refused_with_what_to_ask_of_the_linker() {
        let said = empty_unreached(&linked(false, false), |_| false).expect_err("nothing is known");
        assert!(said.to_string().contains("--emit-relocs"), "{said}");
    }
}
