//! Which function or constant of a linked module leads to which others.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    Data, DataKind, ExternalKind, KnownCustom, Linking, Name, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// A function or a piece of memory with initial content: the functions come first, numbered as in the module.
pub type Node = usize;

/// Constants that nothing writes to lie in the segment of this name; only they can be moved.
const READ_ONLY: &str = ".rodata";

/// The module, as far as references go.
#[derive(Debug)]
pub struct Graph {
    /// The names of functions; empty for those without.
    pub names: Vec<String>,
    /// Every function with a name that no other has.
    pub by_name: HashMap<String, Node>,
    /// The address ranges of the nodes after the functions. None overlaps another.
    pub places: Vec<Place>,
    /// For each node the nodes it refers to.
    pub leads_to: Vec<Vec<Node>>,
    /// Functions that are called from outside.
    pub exported: Vec<Node>,
}

/// A piece of memory.
#[derive(Debug, Clone)]
pub struct Place {
    /// From where to where.
    pub addresses: Range<u32>,
    /// Whether it is never written to.
    pub constant: bool,
}

impl Graph {
    /// Reads a module that was linked with `--emit-relocs`.
    pub fn read(module: &[u8]) -> Result<Self> {
        let sections = Sections::read(module)?;
        let pieces = Pieces::of(&sections)?;
        let count = sections.names.len();
        let mut leads_to = vec![Vec::new(); count + pieces.places.len()];
        let aim = |entry: &RelocationEntry| -> Result<Option<Node>> {
            use RelocationType as Kind;
            let symbol = sections.symbols.get(entry.index as usize);
            Ok(
                match (entry.ty, symbol.context("a relocation without symbol")?) {
                    (
                        Kind::FunctionIndexLeb | Kind::TableIndexSleb | Kind::TableIndexI32,
                        SymbolInfo::Func { index, .. },
                    ) => Some(*index as Node),
                    (
                        Kind::MemoryAddrLeb | Kind::MemoryAddrSleb | Kind::MemoryAddrI32,
                        SymbolInfo::Data { .. },
                    ) => pieces.of_symbol(entry.index).map(|piece| count + piece),
                    // Types, globals and the table are everywhere.
                    (Kind::TypeIndexLeb | Kind::GlobalIndexLeb | Kind::TableNumberLeb, _) => None,
                    (kind, symbol) => {
                        bail!("a relocation of an unknown kind: {kind:?} to {symbol:?}")
                    }
                },
            )
        };
        for entry in &sections.in_code {
            let at = sections.code + entry.offset as usize;
            let body = sections.bodies.partition_point(|body| body.end <= at);
            let inside = sections
                .bodies
                .get(body)
                .is_some_and(|body| body.contains(&at));
            ensure!(inside, "a relocation outside of all functions");
            if let Some(to) = aim(entry)? {
                leads_to[sections.imported + body].push(to);
            }
        }
        let mut exported = sections.exported.clone();
        for entry in &sections.in_data {
            let at = sections.address(sections.data + entry.offset as usize)?;
            match (pieces.at(at), aim(entry)?) {
                (Some(from), Some(to)) => leads_to[count + from].push(to),
                // Whatever lies between all symbols is there from the start, and so is what it leads to.
                (None, Some(to)) => exported.push(to),
                (_, None) => {}
            }
        }
        Ok(Self {
            by_name: unique(&sections.names),
            names: sections.names,
            places: pieces.places,
            leads_to,
            exported,
        })
    }
}

fn unique(names: &[String]) -> HashMap<String, Node> {
    let mut found: HashMap<String, Option<Node>> = HashMap::new();
    for (node, name) in names.iter().enumerate() {
        let entry = found.entry(name.clone());
        entry.and_modify(|node| *node = None).or_insert(Some(node));
    }
    let mut single: HashMap<String, Node> = HashMap::new();
    single.extend(
        found
            .into_iter()
            .filter_map(|(name, node)| Some((name, node?))),
    );
    single
}

/// What the module says of itself.
#[derive(Default)]
struct Sections<'a> {
    imported: usize,
    names: Vec<String>,
    bodies: Vec<Range<usize>>,
    exported: Vec<Node>,
    segments: Vec<Segment>,
    segment_names: Vec<&'a str>,
    symbols: Vec<SymbolInfo<'a>>,
    /// Where the contents of the two sections begin in the file.
    code: usize,
    data: usize,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
}

/// Initial content of memory.
struct Segment {
    address: u32,
    in_file: Range<usize>,
}

impl<'a> Sections<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut all = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let function = matches!(import?.ty, TypeRef::Func(_));
                        all.imported += usize::from(function);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            all.exported.push(export.index as Node);
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => all.code = range.start,
                Payload::CodeSectionEntry(body) => all.bodies.push(body.range()),
                Payload::DataSection(segments) => {
                    all.data = segments.range().start;
                    for segment in segments {
                        all.segments.push(placed(&segment?)?);
                    }
                }
                Payload::CustomSection(section) => {
                    all.custom(section.name(), section.as_known())?;
                }
                _ => {}
            }
        }
        all.names
            .resize(all.imported + all.bodies.len(), String::new());
        ensure!(
            !all.symbols.is_empty(),
            "the module was linked without --emit-relocs"
        );
        Ok(all)
    }

    fn custom(&mut self, name: &str, content: KnownCustom<'a>) -> Result<()> {
        match content {
            KnownCustom::Name(parts) => {
                for part in parts {
                    let Name::Function(names) = part? else {
                        continue;
                    };
                    for named in names {
                        let named = named?;
                        let index = named.index as usize;
                        let missing = (index + 1).saturating_sub(self.names.len());
                        self.names.extend(vec![String::new(); missing]);
                        named.name.clone_into(&mut self.names[index]);
                    }
                }
            }
            KnownCustom::Linking(parts) => {
                for part in parts.subsections() {
                    match part? {
                        Linking::SymbolTable(symbols) => {
                            self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                        }
                        Linking::SegmentInfo(segments) => {
                            for segment in segments {
                                self.segment_names.push(segment?.name);
                            }
                        }
                        _ => {}
                    }
                }
            }
            KnownCustom::Reloc(entries) => {
                let entries = entries.entries().into_iter().collect::<Result<_, _>>()?;
                match name {
                    "reloc.CODE" => self.in_code = entries,
                    "reloc.DATA" => self.in_data = entries,
                    // Of sections that browsers do not read.
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The address in memory of a byte in the file.
    fn address(&self, at: usize) -> Result<u32> {
        let segment = self
            .segments
            .iter()
            .find(|segment| segment.in_file.contains(&at));
        let segment = segment.context("a relocation outside of all segments")?;
        Ok(segment.address + u32::try_from(at - segment.in_file.start)?)
    }
}

fn placed(segment: &Data<'_>) -> Result<Segment> {
    let DataKind::Active { offset_expr, .. } = &segment.kind else {
        bail!("a segment without an address");
    };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
        bail!("a segment whose address is no number");
    };
    Ok(Segment {
        address: u32::try_from(value)?,
        in_file: segment.range.end - segment.data.len()..segment.range.end,
    })
}

/// The pieces of memory that symbols name. Symbols that overlap are one piece.
struct Pieces {
    places: Vec<Place>,
    by_symbol: HashMap<u32, usize>,
}

impl Pieces {
    fn of(sections: &Sections<'_>) -> Result<Self> {
        let mut named = Vec::new();
        for (number, symbol) in (0..).zip(&sections.symbols) {
            let SymbolInfo::Data {
                symbol: Some(defined),
                ..
            } = symbol
            else {
                continue;
            };
            if defined.size == 0 {
                continue;
            }
            let index = defined.index as usize;
            let segment = sections.segments.get(index);
            let start = segment.context("a symbol without segment")?.address + defined.offset;
            let constant = sections.segment_names.get(index) == Some(&READ_ONLY);
            named.push((start, start + defined.size, constant, number));
        }
        named.sort_unstable();
        let mut pieces = Self {
            places: Vec::new(),
            by_symbol: HashMap::new(),
        };
        for (start, end, constant, number) in named {
            match pieces.places.last_mut() {
                Some(last) if start < last.addresses.end => {
                    last.addresses.end = last.addresses.end.max(end);
                }
                _ => pieces.places.push(Place {
                    addresses: start..end,
                    constant,
                }),
            }
            pieces.by_symbol.insert(number, pieces.places.len() - 1);
        }
        Ok(pieces)
    }

    fn of_symbol(&self, symbol: u32) -> Option<usize> {
        self.by_symbol.get(&symbol).copied()
    }

    fn at(&self, address: u32) -> Option<usize> {
        let next = self
            .places
            .partition_point(|place| place.addresses.end <= address);
        self.places
            .get(next)
            .filter(|place| place.addresses.contains(&address))
            .map(|_| next)
    }
}
