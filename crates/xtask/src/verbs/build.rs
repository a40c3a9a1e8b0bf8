//! `build`: the release, from one compilation into two forms.

use anyhow::Result;

use crate::progress::Progress;
use crate::setup::node;
use crate::setup::rust::ensure_wasm_target;
use crate::web::compile::Module;
use crate::web::lower::Lowering;
use crate::web::page::Page;
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
    let module = progress.step("Compiling the app, optimised", || {
        compile::for_release(workspace, Module::App)
    })?;
    let office = progress.step("Compiling the module for file formats, optimised", || {
        compile::for_release(workspace, Module::Office)
    })?;
    let page = Page::read(&workspace.path("app"))?;
    let parts = progress.step("Lowering for old engines and shrinking", || {
        let (glue, wasm) = bindgen::bind(&module, false)?;
        let (office_glue, office_wasm) = bindgen::bind(&office, false)?;
        let lowering = Lowering {
            tools: &tools,
            scratch: workspace.wasm_release_target().join("lowering"),
        };
        lowering.lower(&Parts {
            css: page.css()?,
            glue,
            wasm,
            data: data::gather(workspace)?,
            office: Office {
                glue: office_glue,
                wasm: office_wasm,
            },
        })
    })?;
    let single = dist.join("shizu.html");
    let site = progress.step("Writing dist/ and dist/shizu.html", || {
        let site = bundle::site(&page, &parts, &dist, true)?;
        bundle::single(&page, &parts, &single)?;
        Ok(site)
    })?;
    progress.step("Measuring", || {
        sizes::report(&[
            (&site.html, None),
            (&site.css, None),
            (&site.glue, None),
            (&site.wasm, Some(sizes::APP_LIMIT)),
            (&site.data, None),
            (&site.office_glue, None),
            (&site.office_wasm, Some(sizes::OFFICE_LIMIT)),
            (&single, None),
        ])
    })?;
    println!(
        "\nReady after {}: put dist/ on a web server, or open {} by double-click.",
        progress.elapsed(),
        single.display()
    );
    Ok(())
}
