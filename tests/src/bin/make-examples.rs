//! Writes the example data under `public/examples`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/examples");
    for (name, content) in shizu_tests::files() {
        std::fs::write(folder.join(name), content)?;
    }
    std::fs::write(folder.join("coverage.md"), shizu_tests::coverage_report())
}
