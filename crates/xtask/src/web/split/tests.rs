//! A small module is cut, and its pieces run together in node.

use std::collections::HashMap;
use std::process::Command;

use anyhow::Result;
use walrus::ir::{ExtendedLoad, LoadKind, MemArg, Value};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, FunctionBuilder, FunctionId, InstrSeqBuilder,
    MemoryId, Module, RefType, ValType,
};

use super::cut;
use super::graph::{Graph, Place};

/// Page a and page b.
const PAGES: [&str; 2] = [
    "_ZN9shizu_app5pages5apart1a17h0123456789abcdefE",
    "_ZN9shizu_app5pages5apart1b17h0123456789abcdefE",
];
/// The same as pages of a group.
const TRAINING: [&str; 2] = [
    "_ZN9shizu_app5pages5apart5teach17h0123456789abcdefE",
    "_ZN9shizu_app5pages5apart5train17h0123456789abcdefE",
];

/// Where the constants lie: of the start, of page a, of page b.
const CONSTANTS: [(u32, u8); 3] = [(100, 3), (101, 10), (102, 20)];

fn add(module: &mut Module, name: &str, body: impl FnOnce(&mut InstrSeqBuilder<'_>)) -> FunctionId {
    let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
    builder.name(name.to_owned());
    body(&mut builder.func_body());
    builder.finish(Vec::new(), &mut module.funcs)
}

fn load(body: &mut InstrSeqBuilder<'_>, memory: MemoryId, address: u32) {
    let kind = LoadKind::I32_8 {
        kind: ExtendedLoad::ZeroExtend,
    };
    let place = MemArg {
        align: 1,
        offset: 0,
    };
    body.i32_const(address.cast_signed())
        .load(memory, kind, place);
}

/// The start opens page a or page b. A page calls what the start uses (3) and what only pages use (1000), through the table what only it uses (its
/// constant), and stores the sum where the start can read it. If `a_opens_b`, page a adds what page b gives.
fn whole(pages: [&str; 2], a_opens_b: bool) -> Module {
    let mut module = Module::default();
    let memory = module.memories.add_local(false, false, 1, Some(1), None);
    module.exports.add("memory", memory);
    let content = CONSTANTS.iter().map(|(_, byte)| *byte).collect();
    let kind = DataKind::Active {
        memory,
        offset: ConstExpr::Value(Value::I32(100)),
    };
    let data = module.data.add(kind, content);
    module.memories.get_mut(memory).data_segments.insert(data);
    let every = add(&mut module, "every", |body| load(body, memory, 100));
    let both = add(&mut module, "both", |body| {
        body.i32_const(1000);
    });
    let only_a = add(&mut module, "only_a", |body| load(body, memory, 101));
    let only_b = add(&mut module, "only_b", |body| load(body, memory, 102));
    let table = module.tables.add_local(false, 3, Some(3), RefType::FUNCREF);
    let kind = ElementKind::Active {
        table,
        offset: ConstExpr::Value(Value::I32(1)),
    };
    let items = ElementItems::Functions(vec![only_a, only_b]);
    let element = module.elements.add(kind, items);
    module.tables.get_mut(table).elem_segments.insert(element);
    let ty = module.funcs.get(every).ty();
    let mut page_b = None;
    for (slot, page, start) in [(2, pages[1], "open_b"), (1, pages[0], "open_a")] {
        let page = add(&mut module, page, |body| {
            body.call(every)
                .call(both)
                .i32_const(slot)
                .call_indirect(ty, table);
            body.binop(walrus::ir::BinaryOp::I32Add);
            body.binop(walrus::ir::BinaryOp::I32Add);
            if let Some(page_b) = page_b.filter(|_| a_opens_b) {
                body.call(page_b).binop(walrus::ir::BinaryOp::I32Add);
            }
        });
        page_b = Some(page);
        let start = add(&mut module, start, |body| {
            body.call(every).drop().call(page);
        });
        module.exports.add(&format!("open{slot}"), start);
    }
    module
}

/// What the linker would say of it.
fn graph(pages: [&str; 2], a_opens_b: bool) -> Graph {
    let [page_a, page_b] = pages;
    let names = [
        "every", "both", "only_a", "only_b", page_b, "open_b", page_a, "open_a",
    ];
    let mut of_a = vec![0, 1, 2];
    if a_opens_b {
        of_a.push(4);
    }
    let by_name = names.iter().enumerate();
    let by_name: HashMap<_, _> = by_name
        .map(|(node, name)| ((*name).to_owned(), node))
        .collect();
    let place = |(address, _): (u32, u8)| Place {
        addresses: address..address + 1,
        constant: true,
    };
    let of_start = names.len();
    Graph {
        names: names.map(str::to_owned).to_vec(),
        by_name,
        places: CONSTANTS.map(place).to_vec(),
        leads_to: vec![
            vec![of_start],
            vec![],
            vec![of_start + 1],
            vec![of_start + 2],
            vec![0, 1, 3],
            vec![0, 4],
            of_a,
            vec![0, 6],
            vec![],
            vec![],
            vec![],
        ],
        exported: vec![5, 7],
    }
}

/// Before its module is there, a page traps and its constant is not in memory; afterwards it is as before the cut.
const RUN: &str = r#"
    const names = process.argv[1].split(" ");
    const modules = process.argv.slice(2).map((base64) => new WebAssembly.Module(Buffer.from(base64, "base64")));
    const [main, ...shared] = modules.slice(0, -2), [a, b] = modules.slice(-2);
    const exports = new WebAssembly.Instance(main, {}).exports;
    const byte = (address) => new Uint8Array(exports.memory.buffer)[address];
    const traps = (open) => { try { return open(); } catch (error) { return error instanceof WebAssembly.RuntimeError; } };
    const seen = [byte(100), byte(101), byte(102), traps(exports.open1), traps(exports.open2)];
    const more = { main: exports };
    shared.forEach((module, at) => (more[names[at]] = new WebAssembly.Instance(module, more).exports));
    new WebAssembly.Instance(b, more);
    seen.push(traps(exports.open1), exports.open2());
    new WebAssembly.Instance(a, more);
    seen.push(exports.open1(), exports.open2());
    console.log(JSON.stringify(seen));
"#;

#[test]
fn pieces_run_together_like_the_whole() -> Result<()> {
    let seen = "[3,0,0,true,true,true,1023,1013,1023]";
    runs(PAGES, false, "shared a b", seen)?;
    runs(TRAINING, false, "shared scoring training teach train", seen)
}

/// A page opens another one, or a part of itself that is apart, as the start does: it traps until that is there.
#[test]
fn a_page_opens_another() -> Result<()> {
    let seen = "[3,0,0,true,true,true,1023,2036,1023]";
    runs(PAGES, true, "shared a b", seen)
}

/// Cuts, and compares the names of the chunks and what `RUN` sees.
fn runs(pages: [&str; 2], a_opens_b: bool, names: &str, seen: &str) -> Result<()> {
    use base64::Engine as _;
    let pieces = cut(
        &whole(pages, a_opens_b).emit_wasm(),
        &graph(pages, a_opens_b),
    )?;
    let found = pieces.chunks.iter().map(|(name, _)| name.as_str());
    assert_eq!(found.collect::<Vec<_>>().join(" "), names);
    let modules = pieces.chunks.iter().map(|(_, wasm)| wasm);
    let modules = [&pieces.main].into_iter().chain(modules);
    let base64 = modules.map(|wasm| base64::engine::general_purpose::STANDARD.encode(wasm));
    let output = Command::new("node")
        .args(["-e", RUN, names])
        .args(base64)
        .output()?;
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        seen,
        "{names}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

/// What the linker did not tell of would be missing at run time; it is noticed at build time.
#[test]
fn a_way_that_the_linker_did_not_tell_of_is_refused() {
    let mut graph = graph(PAGES, false);
    let module = whole(PAGES, false).emit_wasm();
    assert!(cut(&module, &graph).is_ok());
    // That page a calls what only pages use: it seems to be for page b alone.
    graph.leads_to[6].retain(|node| *node != 1);
    assert!(cut(&module, &graph).is_err());
}
