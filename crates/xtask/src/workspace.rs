//! Where the repository is, and how cargo is called from inside cargo.

use crate::fault::{Because, Outcome, fault};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root: the nearest folder upwards whose `Cargo.toml` has a `[workspace]`.
pub fn root() -> Outcome<PathBuf> {
    let here = std::env::current_dir().because("could not tell the current folder")?;
    here.ancestors()
        .find(|folder| {
            std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace]"))
        })
        .map(Path::to_path_buf)
        .ok_or_else(|| fault("no workspace here: run cargo xtask inside the repository"))
}

/// `cargo`, without the variables that the cargo around us set for itself.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST") || name == "CARGO_BIN_NAME" {
            command.env_remove(name);
        }
    }
    command.current_dir(root);
    command
}

/// Cargo's target folder.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// A free TCP port on the loopback address. Another process may still take it before we do; callers try again.
pub fn free_port() -> Outcome<u16> {
    let probe = std::net::TcpListener::bind("127.0.0.1:0").because("no free port on 127.0.0.1")?;
    Ok(probe.local_addr().because("no free port on 127.0.0.1")?.port())
}

/// A program on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
