//! The workbench in the browser: mounts the app, nothing else.

mod app;
mod context;
mod data;
mod drafts;
mod engine;
mod failure;
mod files;
mod markup;
mod office;
mod pages;
mod route;
mod settings;
mod shell;
mod text;
mod training;
mod workbook;

fn main() {
    failure::watch();
    leptos::mount::mount_to_body(app::Root);
}
