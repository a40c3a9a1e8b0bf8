//! The cut itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, Function, FunctionBuilder,
    FunctionId, FunctionKind, GlobalId, GlobalKind, ImportKind, ImportedFunction, LocalFunction,
    Module, TableId, passes,
};

use super::graph::{Graph, Node};
use super::plan::Plan;

/// What the first module is called where others import from it.
const MAIN: &str = "main";

/// Constants of a chunk that lie this close together are one segment: the bytes between them are constants too, and the head of a segment is not
/// shorter.
const NEAR: u32 = 8;

/// The module in pieces.
#[derive(Debug)]
pub struct Cut {
    /// What is loaded first.
    pub main: Vec<u8>,
    /// What is loaded later, by name; [`super::SHARED`] is the first.
    pub chunks: Vec<(String, Vec<u8>)>,
}

/// Cuts `wasm`, whose functions have the names that they had in the module of `graph`.
pub fn cut(wasm: &[u8], graph: &Graph) -> Result<Cut> {
    let mut main = Module::from_buffer(wasm)?;
    let plan = Plan::new(graph, roots(&main, graph).into_iter())?;
    // What the browser brings, the first module hands on.
    let owned = |function: &Function| match function.kind {
        FunctionKind::Import(_) => None,
        _ => plan.owners.get(function.name.as_ref()?).copied(),
    };
    let table = main.tables.main_function_table()?;
    let table = table.context("the module has no table of functions")?;
    let mut knife = Knife {
        wasm,
        plan: &plan,
        owners: main.funcs.iter().map(owned).collect(),
        openers: openers(&main, &plan)?,
        slots: slots(&main, table)?,
        first_new_slot: u32::try_from(main.tables.get(table).initial)?,
        memory: memory(&main)?,
        links: BTreeMap::new(),
    };
    let mut chunks = Vec::new();
    // What is shared comes last, when it is known what the others want of it.
    for (number, chunk) in plan.chunks.iter().enumerate().rev() {
        chunks.push((chunk.name.clone(), knife.chunk(number)?));
    }
    chunks.reverse();
    knife.trim(&mut main)?;
    Ok(Cut {
        main: main.emit_wasm(),
        chunks,
    })
}

/// The functions that open pages.
fn openers(module: &Module, plan: &Plan) -> Result<BTreeSet<usize>> {
    let names = plan.chunks.iter().filter_map(|chunk| chunk.entry.as_ref());
    let index = |name: &String| {
        let function = module.funcs.by_name(name);
        Ok(function.context("a page has lost its function")?.index())
    };
    names.map(index).collect()
}

/// What is called from outside now, and by functions that tools have added since the module was linked.
fn roots(module: &Module, graph: &Graph) -> Vec<Node> {
    let node = |id: FunctionId| {
        let name = module.funcs.get(id).name.as_ref()?;
        graph.by_name.get(name).copied()
    };
    let mut roots = Vec::new();
    for export in module.exports.iter() {
        if let ExportItem::Function(id) = export.item {
            roots.extend(node(id));
        }
    }
    roots.extend(module.start.and_then(node));
    for (id, function) in module.funcs.iter_local() {
        if node(id).is_none() {
            roots.extend(called(function).into_iter().filter_map(node));
        }
    }
    roots
}

/// Something that a chunk uses but does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    Function(usize),
    Global(usize),
    Table,
    Memory,
}

struct Knife<'a> {
    /// The whole module. Each piece begins as a copy of it, so that functions have the same numbers in all.
    wasm: &'a [u8],
    plan: &'a Plan,
    /// The chunk of each function; none for the first module.
    owners: Vec<Option<usize>>,
    /// The functions that open pages.
    openers: BTreeSet<usize>,
    /// What is in the table of functions.
    slots: BTreeMap<u32, usize>,
    /// Where pages are put that the first module opens.
    first_new_slot: u32,
    /// The initial content of memory.
    memory: Vec<(u32, Vec<u8>)>,
    /// What has been asked for, and its name as an export.
    links: BTreeMap<Link, String>,
}

impl Knife<'_> {
    /// The module of one chunk.
    fn chunk(&mut self, number: usize) -> Result<Vec<u8>> {
        let mut module = Module::from_buffer(self.wasm)?;
        let asked = self.asked_of(Some(number));
        let table = self.clear(&mut module)?;
        let kept = |id: &FunctionId| self.owners[id.index()] == Some(number);
        let own = module.funcs.iter_local().filter(|(id, _)| kept(id));
        let wanted: BTreeSet<FunctionId> = own.flat_map(|(_, function)| called(function)).collect();
        let wanted: Vec<FunctionId> = wanted.into_iter().filter(|id| !kept(id)).collect();
        for id in wanted {
            self.borrow(&mut module, id, number)?;
        }
        let globals: Vec<GlobalId> = module.globals.iter().map(walrus::Global::id).collect();
        for id in globals {
            let name = self.link(Link::Global(id.index()));
            let import = module.imports.add(MAIN, &name, ImportKind::Global(id));
            module.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
        let by_index = functions(&module);
        let chunk = &self.plan.chunks[number];
        let slots = self
            .slots
            .iter()
            .filter(|(_, function)| self.owners[**function] == Some(number));
        let mut slots: Vec<(u32, FunctionId)> = slots
            .map(|(slot, function)| (*slot, by_index[*function]))
            .collect();
        if let Some(entry) = &chunk.entry {
            let entry = module
                .funcs
                .by_name(entry)
                .context("a page has lost its function")?;
            slots.push((self.first_new_slot + u32::try_from(number)?, entry));
        }
        for run in slots.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
            let kind = ElementKind::Active {
                table,
                offset: number_at(run[0].0),
            };
            let items = ElementItems::Functions(run.iter().map(|(_, id)| *id).collect());
            let element = module.elements.add(kind, items);
            module.tables.get_mut(table).elem_segments.insert(element);
        }
        let memory = module.memories.iter().next().map(walrus::Memory::id);
        let memory = memory.context("the module has no memory")?;
        for (address, content) in self.content(&chunk.constants)? {
            let kind = DataKind::Active {
                memory,
                offset: number_at(address),
            };
            let data = module.data.add(kind, content);
            module.memories.get_mut(memory).data_segments.insert(data);
        }
        for (function, name) in asked {
            module.exports.add(&name, by_index[function]);
        }
        passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    /// Takes the content of memory and table out of a copy of the module, and all that is known outside; both are the first module's.
    fn clear(&mut self, module: &mut Module) -> Result<TableId> {
        module.start = None;
        let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
        for id in exports {
            module.exports.delete(id);
        }
        let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
        for id in elements {
            module.elements.delete(id);
        }
        let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
        for id in data {
            module.data.delete(id);
        }
        let id = module
            .tables
            .main_function_table()?
            .context("the module has no table of functions")?;
        let name = self.link(Link::Table);
        let import = module.imports.add(MAIN, &name, ImportKind::Table(id));
        self.widen(module, id);
        let table = module.tables.get_mut(id);
        table.import = Some(import);
        table.elem_segments.clear();
        let name = self.link(Link::Memory);
        for memory in module.memories.iter_mut() {
            memory.import = Some(
                module
                    .imports
                    .add(MAIN, &name, ImportKind::Memory(memory.id())),
            );
            memory.data_segments.clear();
        }
        Ok(id)
    }

    /// Makes room in the table for one slot per chunk.
    fn widen(&self, module: &mut Module, table: TableId) {
        let table = module.tables.get_mut(table);
        let more = self.plan.chunks.len() as u64;
        table.initial += more;
        table.maximum = table.maximum.map(|most| most + more);
    }

    /// Turns a function of `module` into one that another piece has.
    fn borrow(&mut self, module: &mut Module, id: FunctionId, number: usize) -> Result<()> {
        let owner = match self.giver(id.index()) {
            None => MAIN,
            // What pages share is loaded before them, in the order of the plan.
            Some(other) if other < number && self.plan.chunks[other].entry.is_none() => {
                &self.plan.chunks[other].name
            }
            Some(other) => {
                let function = module.funcs.get(id).name.as_deref().unwrap_or_default();
                bail!(
                    "{} calls {function} of {}",
                    self.plan.chunks[number].name,
                    self.plan.chunks[other].name
                );
            }
        };
        let name = self.link(Link::Function(id.index()));
        let function = module.funcs.get_mut(id);
        if let FunctionKind::Import(known) = &function.kind {
            let import = module.imports.get_mut(known.import);
            owner.clone_into(&mut import.module);
            import.name = name;
        } else {
            let ty = function.ty();
            let import = module.imports.add(owner, &name, ImportKind::Function(id));
            function.kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
        Ok(())
    }

    /// The export name of `link`. A number, which no function that the glue knows has for a name.
    fn link(&mut self, link: Link) -> String {
        let next = self.links.len().to_string();
        self.links.entry(link).or_insert(next).clone()
    }

    /// The chunk that gives a function to others; none for the first module, which opens pages for everybody.
    fn giver(&self, function: usize) -> Option<usize> {
        self.owners[function].filter(|_| !self.openers.contains(&function))
    }

    /// The functions that have been asked for of `giver`.
    fn asked_of(&self, giver: Option<usize>) -> Vec<(usize, String)> {
        let functions = self.links.iter().filter_map(|(link, name)| match link {
            Link::Function(index) => Some((*index, name.clone())),
            _ => None,
        });
        functions
            .filter(|(index, _)| self.giver(*index) == giver)
            .collect()
    }

    /// Leaves in the whole module what belongs to the start, and gives the chunks what they asked for.
    fn trim(&self, module: &mut Module) -> Result<()> {
        let by_index = functions(module);
        for (function, name) in self.asked_of(None) {
            module.exports.add(&name, by_index[function]);
        }
        let table = module
            .tables
            .main_function_table()?
            .context("the module has no table of functions")?;
        let memory = module.memories.iter().next().map(walrus::Memory::id);
        let globals: Vec<GlobalId> = module.globals.iter().map(walrus::Global::id).collect();
        for (link, name) in &self.links {
            match link {
                Link::Function(_) => {}
                Link::Global(index) => {
                    let id = globals.iter().find(|id| id.index() == *index);
                    module
                        .exports
                        .add(name, *id.context("a global is missing")?);
                }
                Link::Table => {
                    module.exports.add(name, table);
                }
                Link::Memory => {
                    module
                        .exports
                        .add(name, memory.context("the module has no memory")?);
                }
            }
        }
        self.widen(module, table);
        let mut nothing = FunctionBuilder::new(&mut module.types, &[], &[]);
        nothing.func_body().unreachable();
        let nothing = nothing.finish(Vec::new(), &mut module.funcs);
        let elsewhere = |id: &FunctionId| self.owners.get(id.index()).is_some_and(Option::is_some);
        for element in module.elements.iter_mut() {
            if let ElementItems::Functions(functions) = &mut element.items {
                for function in functions.iter_mut().filter(|id| elsewhere(id)) {
                    *function = nothing;
                }
            }
        }
        let mut opened = BTreeSet::new();
        for (number, chunk) in self.plan.chunks.iter().enumerate() {
            for range in &chunk.constants {
                blank(module, range);
            }
            if let Some(entry) = &chunk.entry {
                let entry = module
                    .funcs
                    .by_name(entry)
                    .context("a page has lost its function")?;
                call_through(
                    module,
                    entry,
                    table,
                    self.first_new_slot + u32::try_from(number)?,
                );
                opened.insert(entry);
            }
        }
        passes::gc::run(module);
        let forgotten = module
            .funcs
            .iter()
            .find(|function| elsewhere(&function.id()) && !opened.contains(&function.id()));
        if let Some(function) = forgotten {
            bail!(
                "the start needs {:?}, which was thought to belong to a chunk",
                function.name
            );
        }
        Ok(())
    }

    /// The initial content at `ranges`, in as few pieces as make sense.
    fn content(&self, ranges: &[Range<u32>]) -> Result<Vec<(u32, Vec<u8>)>> {
        let mut joined: Vec<Range<u32>> = Vec::new();
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.start <= last.end + NEAR => last.end = range.end,
                _ => joined.push(range.clone()),
            }
        }
        let mut pieces = Vec::new();
        for range in joined {
            let inside = self.memory.iter().find_map(|(address, content)| {
                let from = range.start.checked_sub(*address)? as usize;
                content.get(from..from + range.len())
            });
            pieces.push((
                range.start,
                inside
                    .context("a constant outside of all segments")?
                    .to_vec(),
            ));
        }
        Ok(pieces)
    }
}

/// Where a segment begins.
fn number_at(address: u32) -> ConstExpr {
    ConstExpr::Value(Value::I32(address.cast_signed()))
}

fn start_of(offset: &ConstExpr) -> Result<u32> {
    match offset {
        ConstExpr::Value(Value::I32(start)) => Ok(start.cast_unsigned()),
        other => bail!("a segment begins at {other:?}, which is no number"),
    }
}

fn functions(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(Function::id).collect()
}

/// The functions that a function calls by name.
fn called(function: &LocalFunction) -> BTreeSet<FunctionId> {
    #[derive(Default)]
    struct Called(BTreeSet<FunctionId>);
    impl Visitor<'_> for Called {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.0.insert(*id);
        }
    }
    let mut found = Called::default();
    dfs_in_order(&mut found, function, function.entry_block());
    found.0
}

fn slots(module: &Module, table: TableId) -> Result<BTreeMap<u32, usize>> {
    let mut slots = BTreeMap::new();
    for element in module.elements.iter() {
        let (ElementKind::Active { table: of, offset }, ElementItems::Functions(functions)) =
            (&element.kind, &element.items)
        else {
            bail!("the table of functions is filled in an unknown way");
        };
        ensure!(*of == table, "there are two tables");
        let functions = functions.iter().map(|id| id.index());
        slots.extend((start_of(offset)?..).zip(functions));
    }
    Ok(slots)
}

fn memory(module: &Module) -> Result<Vec<(u32, Vec<u8>)>> {
    let segments = module.data.iter().map(|data| match &data.kind {
        DataKind::Active { offset, .. } => Ok((start_of(offset)?, data.value.clone())),
        DataKind::Passive => bail!("a segment without an address"),
    });
    segments.collect()
}

/// Fills with zeros what a chunk brings later.
fn blank(module: &mut Module, range: &Range<u32>) {
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset, .. } = &data.kind else {
            continue;
        };
        let Ok(start) = start_of(offset) else {
            continue;
        };
        let from = range.start.checked_sub(start).map(|from| from as usize);
        let inside = from.and_then(|from| data.value.get_mut(from..from + range.len()));
        if let Some(inside) = inside {
            inside.fill(0);
        }
    }
}

/// Gives a function a body that calls what will be in the table.
fn call_through(module: &mut Module, id: FunctionId, table: TableId, slot: u32) {
    let ty = module.funcs.get(id).ty();
    let (parameters, results) = {
        let ty = module.types.get(ty);
        (ty.params().to_vec(), ty.results().to_vec())
    };
    let arguments: Vec<_> = parameters
        .iter()
        .map(|kind| module.locals.add(*kind))
        .collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    let mut body = builder.func_body();
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(slot.cast_signed()).call_indirect(ty, table);
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
}
