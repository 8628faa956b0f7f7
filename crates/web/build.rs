//! Lists the recordings of maker's screens (`assets/voice/hi/today.ogg`), so that a new one ships without a list to keep.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// The languages a screen may be read in.
const LANGUAGES: [&str; 2] = ["hi", "en"];
/// How recordings end, and what they are.
const KINDS: [(&str, &str); 2] = [("ogg", "audio/ogg"), ("mp3", "audio/mpeg")];

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../assets");
    println!("cargo::rerun-if-changed=../../assets");
    let mut list = String::from("vec![\n");
    for lang in LANGUAGES {
        for (name, kind) in recordings(&root.join("voice").join(lang)) {
            let path =
                format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../../assets/voice/{lang}/{name}\")");
            let _ = writeln!(list, "    file(\"voice/{lang}/{name}\", {kind:?}, include_bytes!({path})),");
        }
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("voice.rs"), list)
}

/// The recordings in a folder, by name; none if there is no such folder.
fn recordings(folder: &Path) -> Vec<(String, &'static str)> {
    let kind_of = |name: &str| KINDS.iter().find(|(ending, _)| name.ends_with(&format!(".{ending}")));
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<(String, &'static str)> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| kind_of(&name).map(|(_, kind)| (name, *kind)))
        .collect();
    names.sort();
    names
}
