//! Lists the migrations of the house, so that a new file is embedded without a list to keep.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder =
        Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../migrations");
    println!("cargo::rerun-if-changed=../../migrations");
    let mut names: Vec<String> = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".sql"))
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        println!("cargo::rerun-if-changed=../../migrations/{name}");
        // Named from the crate, so that two checkouts that share a target folder do not share their migrations.
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../../migrations/{name}\")");
        let _ = writeln!(list, "    Migration {{ name: {name:?}, text: include_str!({path}) }},");
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("migrations.rs"), list)
}
