//! The workbench in the browser: mounts the app, nothing else.
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| "室组联动");
}
