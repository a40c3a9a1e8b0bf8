//! What the lowered module still lacks: copying and filling memory by words; and what it has too much.
//!
//! Engines before Chromium 75 have no instruction for it. The lowering pass therefore makes two functions that go byte by byte; everything that
//! moves a value of some size goes through them. Here they are given bodies that take eight bytes at a time, and four times eight where there are so many.

use anyhow::{Context, Result};
use walrus::ir::{BinaryOp, ExtendedLoad, LoadKind, MemArg, StoreKind, UnaryOp, Value};
use walrus::{FunctionBuilder, FunctionKind, InstrSeqBuilder, LocalId, MemoryId, Module, ValType};

/// What the lowering pass calls them.
const COPY: &str = "__memory_copy";
const FILL: &str = "__memory_fill";

const WORD: u32 = 8;

/// How many bytes are taken in one step while there are so many.
const STEPS: [u32; 3] = [4 * WORD, WORD, 1];

/// Leptos can stream from a server, and a crate it brings for that exports classes to scripts. Nobody here calls them, but an export is kept.
const STREAMS: &str = "intounderlying";

/// The module with better bodies for the two functions, where it has them, and without exports that nobody calls.
pub fn by_words(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm).context("the lowered module cannot be read")?;
    let memory = module.memories.iter().next().map(walrus::Memory::id);
    let memory = memory.context("the lowered module has no memory")?;
    let exports = module.exports.iter();
    let unused = exports.filter(|export| export.name.contains(STREAMS));
    let unused: Vec<_> = unused.map(walrus::Export::id).collect();
    for export in unused {
        module.exports.delete(export);
    }
    replace(&mut module, COPY, memory, copy);
    replace(&mut module, FILL, memory, fill);
    Ok(module.emit_wasm())
}

/// Where to, from where (or what to fill with), how many bytes; and the memory.
#[derive(Clone, Copy)]
struct Job {
    to: LocalId,
    from: LocalId,
    left: LocalId,
    memory: MemoryId,
}

fn replace(
    module: &mut Module,
    name: &str,
    memory: MemoryId,
    body: fn(&mut InstrSeqBuilder<'_>, Job),
) {
    let Some(id) = module.funcs.by_name(name) else {
        return;
    };
    let [to, from, left] = [(); 3].map(|()| module.locals.add(ValType::I32));
    let job = Job {
        to,
        from,
        left,
        memory,
    };
    let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
    body(&mut builder.func_body(), job);
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(vec![to, from, left]));
}

/// Upwards, unless that would write over what is still to be read.
fn copy(body: &mut InstrSeqBuilder<'_>, job: Job) {
    let Job { to, from, left, .. } = job;
    body.local_get(to)
        .local_get(from)
        .binop(BinaryOp::I32Sub)
        .local_get(left)
        .binop(BinaryOp::I32GeU);
    body.if_else(
        None,
        |up| {
            for size in STEPS {
                while_left(up, job, size, |step| {
                    for at in offsets(size) {
                        step.local_get(to).local_get(from);
                        load(step, job, size, at);
                        store(step, job, size, at);
                    }
                    add(step, to, size.cast_signed());
                    add(step, from, size.cast_signed());
                    add(step, left, -size.cast_signed());
                });
            }
        },
        |down| {
            for size in STEPS {
                while_left(down, job, size, |step| {
                    add(step, left, -size.cast_signed());
                    for at in offsets(size).rev() {
                        for base in [to, from] {
                            step.local_get(base).local_get(left).binop(BinaryOp::I32Add);
                        }
                        load(step, job, size, at);
                        store(step, job, size, at);
                    }
                });
            }
        },
    );
}

fn fill(body: &mut InstrSeqBuilder<'_>, job: Job) {
    let Job { to, from, left, .. } = job;
    for size in STEPS {
        while_left(body, job, size, |step| {
            for at in offsets(size) {
                step.local_get(to).local_get(from);
                if size >= WORD {
                    step.i32_const(0xff)
                        .binop(BinaryOp::I32And)
                        .unop(UnaryOp::I64ExtendUI32)
                        .const_(Value::I64(0x0101_0101_0101_0101))
                        .binop(BinaryOp::I64Mul);
                }
                store(step, job, size, at);
            }
            add(step, to, size.cast_signed());
            add(step, left, -size.cast_signed());
        });
    }
}

/// Repeats `step` while at least `size` bytes are left.
fn while_left(
    body: &mut InstrSeqBuilder<'_>,
    job: Job,
    size: u32,
    step: impl FnOnce(&mut InstrSeqBuilder<'_>),
) {
    body.loop_(None, |again| {
        let head = again.id();
        again
            .local_get(job.left)
            .i32_const(size.cast_signed())
            .binop(BinaryOp::I32GeU)
            .if_else(
                None,
                |more| {
                    step(more);
                    more.br(head);
                },
                |_| {},
            );
    });
}

/// Where the words of a step are, or its byte.
fn offsets(size: u32) -> impl DoubleEndedIterator<Item = u32> {
    (0..size).step_by(WORD as usize)
}

/// Anywhere: neither end need be aligned.
fn place(at: u32) -> MemArg {
    MemArg {
        align: 1,
        offset: at.into(),
    }
}

fn load(body: &mut InstrSeqBuilder<'_>, job: Job, size: u32, at: u32) {
    let kind = if size >= WORD {
        LoadKind::I64 { atomic: false }
    } else {
        LoadKind::I32_8 {
            kind: ExtendedLoad::ZeroExtend,
        }
    };
    body.load(job.memory, kind, place(at));
}

fn store(body: &mut InstrSeqBuilder<'_>, job: Job, size: u32, at: u32) {
    let kind = if size >= WORD {
        StoreKind::I64 { atomic: false }
    } else {
        StoreKind::I32_8 { atomic: false }
    };
    body.store(job.memory, kind, place(at));
}

fn add(body: &mut InstrSeqBuilder<'_>, local: LocalId, amount: i32) {
    body.local_get(local)
        .i32_const(amount)
        .binop(BinaryOp::I32Add)
        .local_set(local);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::process::Command;

    use super::*;

    /// The two functions over one page of memory, exported.
    fn module() -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, Some(1), None);
        module.exports.add("memory", memory);
        for name in [COPY, FILL] {
            let three: Vec<LocalId> = (0..3).map(|_| module.locals.add(ValType::I32)).collect();
            let mut empty = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
            empty.name(name.to_owned());
            let function = empty.finish(three, &mut module.funcs);
            module.exports.add(name, function);
        }
        module.emit_wasm()
    }

    /// Every length and overlap around the sizes of the steps, against the engine's own `copyWithin` and `fill`.
    const COMPARED: &str = r#"
        const bytes = Buffer.from(process.argv[1], "hex");
        const { memory, __memory_copy: copy, __memory_fill: fill } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
        const all = new Uint8Array(memory.buffer);
        const ours = all.subarray(0, 256);
        const start = Uint8Array.from(ours, (_, at) => (at * 31 + (at >> 3)) & 255);
        const same = (theirs, what) => { if (Buffer.compare(ours, theirs)) throw new Error(what); };
        for (let size = 0; size < 100; size += 1)
            for (let to = 0; to < 42; to += 1) {
                for (let from = 0; from < 42; from += 1) {
                    ours.set(start); copy(to, from, size);
                    same(start.slice().copyWithin(to, from, from + size), `copy ${to} ${from} ${size}`);
                }
                ours.set(start); fill(to, 0x1a7, size);
                same(start.slice().fill(0xa7, to, to + size), `fill ${to} ${size}`);
            }
        all.forEach((_, at) => (all[at] = at * 31 + (at >> 3)));
        const moved = all.slice().copyWithin(0, 1); copy(0, 1, all.length - 1);
        if (Buffer.compare(all, moved)) throw new Error("the whole memory");
        console.log("same");
    "#;

    #[test]
    fn words_copy_and_fill_like_bytes() -> Result<()> {
        let wasm = by_words(&module())?;
        let hex = wasm.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let output = Command::new("node").args(["-e", COMPARED, &hex]).output()?;
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            said.trim(),
            "same",
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }
}
