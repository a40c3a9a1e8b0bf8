//! `build`: the release, from one compilation into two forms.

use anyhow::Result;

use crate::progress::Progress;
use crate::setup::node;
use crate::setup::rust::ensure_wasm_target;
use crate::web::compile::Module;
use crate::web::lower::Lowering;
use crate::web::page::Page;
use crate::web::split::Graph;
use crate::web::{Office, Parts, bindgen, bundle, compile, data, sizes};
use crate::workspace::Workspace;

/// Writes `dist/` and `dist/shizu.html`.
pub fn build(workspace: &Workspace) -> Result<()> {
    let tools = workspace.path("crates/xtask/node");
    let dist = workspace.dist();
    let mut progress = Progress::new(6);
    progress.step(
        "Checking the Rust target, node and the npm packages",
        || {
            ensure_wasm_target(workspace)?;
            node::ensure_packages(&tools)
        },
    )?;
    let compiled = progress.step("Compiling the app, optimised", || {
        compile::for_release(workspace, Module::App)
    })?;
    let office = progress.step("Compiling the module for file formats, optimised", || {
        compile::for_release(workspace, Module::Office)
    })?;
    let page = Page::read(&workspace.path("app"))?;
    let parts = progress.step("Lowering for old engines, cutting and shrinking", || {
        let (glue, wasm) = bindgen::bind(&compiled.plain, false)?;
        let (office_glue, office_wasm) = bindgen::bind(&office.plain, false)?;
        let lowering = Lowering {
            tools: &tools,
            scratch: workspace.wasm_release_target().join("lowering"),
        };
        let parts = Parts {
            css: page.css()?,
            glue,
            wasm,
            chunks: Vec::new(),
            data: data::gather(workspace)?,
            scenarios: data::gather_scenarios(workspace)?,
            office: Office {
                glue: office_glue,
                wasm: office_wasm,
            },
        };
        lowering.lower(&parts, &Graph::read(&compiled.linked)?)
    })?;
    let single = dist.join("shizu.html");
    let site = progress.step("Writing dist/ and dist/shizu.html", || {
        let site = bundle::site(&page, &parts, &dist, true)?;
        bundle::single(&page, &parts, &single)?;
        Ok(site)
    })?;
    progress.step("Measuring", || {
        let chunks = site.chunks.iter();
        let chunks = chunks.map(|chunk| (chunk.as_path(), Some(sizes::PAGE_LIMIT)));
        let first = [
            (site.html.as_path(), None),
            (&site.css, None),
            (&site.glue, None),
            (&site.data, None),
            (&site.wasm, Some(sizes::APP_LIMIT)),
        ];
        let later = [
            (site.scenarios.as_path(), None),
            (&site.office_glue, None),
            (&site.office_wasm, Some(sizes::OFFICE_LIMIT)),
            (&single, None),
        ];
        let files: Vec<_> = first.into_iter().chain(chunks).chain(later).collect();
        sizes::report(&files)
    })?;
    println!(
        "\nReady after {}: put dist/ on a web server, or open {} by double-click.",
        progress.elapsed(),
        single.display()
    );
    Ok(())
}
