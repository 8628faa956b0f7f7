//! Embeds the tables and drawings that ship with the mart, so that a single file is enough to run it anywhere.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// Folder and the endings of what is taken from it.
const TAKEN: [(&str, &[&str]); 4] = [
    ("data", &[".csv"]),
    ("data/sample", &[".csv", ".xlsx"]),
    ("data/templates", &[".toml"]),
    ("assets/art", &[".csv", ".svg"]),
];
/// Only tests read it.
const LEFT_OUT: &str = "search_golden.csv";

fn main() -> io::Result<()> {
    let house =
        Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../..").canonicalize()?;
    let mut files = Vec::new();
    for (folder, endings) in TAKEN {
        println!("cargo::rerun-if-changed=../../{folder}");
        for entry in fs::read_dir(house.join(folder))? {
            let name = entry?.file_name().into_string().unwrap_or_default();
            if name != LEFT_OUT && endings.iter().any(|ending| name.ends_with(ending)) {
                files.push(format!("{folder}/{name}"));
            }
        }
    }
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        println!("cargo::rerun-if-changed=../../{file}");
        // Named from the crate, so that two checkouts that share a target folder do not share their tables.
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../../{file}\")");
        let _ = writeln!(list, "    ({file:?}, include_bytes!({path})),");
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("files.rs"), list)
}
