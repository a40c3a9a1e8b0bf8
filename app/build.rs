//! Lists the shipped scenarios, for builds that have them inside (feature `embedded`): `[(name, text), …]`, in the order of names.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?)
        .join("../public/scenarios");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "toml"));
    paths.sort();
    let mut list = "[".to_owned();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        list += &format!(
            "({name:?}, include_str!({:?})),",
            path.display().to_string()
        );
    }
    list += "]";
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("scenarios.rs"), list)
}
