//! A Debian package: the program, its units, its papers. Built with Debian's own `dpkg-deb`, for the machine it is built on.

use crate::fault::{Because, Outcome, fault};
use crate::workspace::{cargo, target};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Files of the package beside the program: where they come from, where they go.
const FILES: [(&str, &str); 10] = [
    ("packaging/deogharmart.service", "usr/lib/systemd/system/deogharmart.service"),
    ("packaging/deogharmart-pages.service", "usr/lib/systemd/system/deogharmart-pages.service"),
    ("packaging/deogharmart-worker.service", "usr/lib/systemd/system/deogharmart-worker.service"),
    ("packaging/journald.conf", "usr/lib/systemd/journald.conf.d/60-deogharmart.conf"),
    ("crates/deogharmart/src/config/example.toml", "usr/share/doc/deogharmart/examples/deogharmart.toml"),
    ("docs/operate/install.md", "usr/share/doc/deogharmart/install.md"),
    ("docs/operate/configuration.md", "usr/share/doc/deogharmart/configuration.md"),
    ("docs/operate/backup-and-restore.md", "usr/share/doc/deogharmart/backup-and-restore.md"),
    ("docs/operate/backup-and-restore.hi.md", "usr/share/doc/deogharmart/backup-and-restore.hi.md"),
    ("LICENSE", "usr/share/doc/deogharmart/copyright"),
];

/// Builds `target/deogharmart_VERSION_ARCH.deb` and looks into it; answers where it is.
pub fn package(root: &Path, given: Option<PathBuf>) -> Outcome<PathBuf> {
    let program = match given {
        Some(program) => program,
        None => build(root)?,
    };
    let tree = target(root).join("deb");
    let _ = fs::remove_dir_all(&tree);
    put(&program, &tree.join("usr/bin/deogharmart"), 0o755)?;
    for (from, to) in FILES {
        put(&root.join(from), &tree.join(to), 0o644)?;
    }
    put(&root.join("packaging/postinst"), &tree.join("DEBIAN/postinst"), 0o755)?;
    let (version, arch) = (version(root)?, said("dpkg", &["--print-architecture"])?);
    let control = tree.join("DEBIAN/control");
    fs::write(&control, control_text(&version, &arch, size_kb(&tree)?))
        .because("could not write the control file")?;
    let package = target(root).join(format!("deogharmart_{version}_{arch}.deb"));
    let to = package.display().to_string();
    said("dpkg-deb", &["--root-owner-group", "--build", &tree.display().to_string(), &to])?;
    let inside = said("dpkg-deb", &["--contents", &to])?;
    for (_, file) in FILES {
        if !inside.contains(file) {
            return Err(fault(format!("{file} is not in the package")));
        }
    }
    println!("{}", said("dpkg-deb", &["--info", &to])?);
    Ok(package)
}

fn build(root: &Path) -> Outcome<PathBuf> {
    let build = ["build", "--quiet", "--profile", "dist", "--locked", "--bin", "deogharmart"];
    let status = cargo(root).args(build).stdin(Stdio::null()).status().because("could not run cargo")?;
    if status.success() {
        Ok(target(root).join("dist/deogharmart"))
    } else {
        Err(fault("the program does not build"))
    }
}

fn put(from: &Path, to: &Path, mode: u32) -> Outcome<()> {
    let sorry = || format!("could not put {} into the package", from.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).because(sorry())?;
    }
    fs::copy(from, to).because(sorry())?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode)).because(sorry())
}

/// The version of the workspace.
fn version(root: &Path) -> Outcome<String> {
    let text = fs::read_to_string(root.join("Cargo.toml")).because("no Cargo.toml")?;
    let line = text.lines().find_map(|line| line.strip_prefix("version = \""));
    line.and_then(|rest| rest.split('"').next())
        .map(str::to_owned)
        .ok_or_else(|| fault("no version in Cargo.toml"))
}

fn size_kb(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).because("the package's folder")? {
        let entry = entry.because("the package's folder")?;
        let file = entry.metadata().because("a file of the package")?;
        bytes += if file.is_dir() { size_kb(&entry.path())? * 1_024 } else { file.len() };
    }
    Ok(bytes.div_ceil(1_024))
}

/// What Debian knows of the package. The program links the C library alone; a server's tools are wanted where the database is one.
fn control_text(version: &str, arch: &str, size_kb: u64) -> String {
    format!(
        "Package: deogharmart\nVersion: {version}\nArchitecture: {arch}\nMaintainer: DeogharMart\nInstalled-Size: {size_kb}\n\
         Depends: libc6, libgcc-s1, adduser\nRecommends: postgresql-client\nSection: web\nPriority: optional\n\
         Description: The district's mart for its artisans\n One program serves the pages, carries the messages and backs itself up.\n"
    )
}

/// What a tool says.
fn said(tool: &str, arguments: &[&str]) -> Outcome<String> {
    let output = Command::new(tool).args(arguments).stdin(Stdio::null()).output();
    let output = output.because(format!("{tool} is not there; a package is built on Debian"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(fault(format!("{tool}: {}", String::from_utf8_lossy(&output.stderr).trim())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_the_package_are_there_and_units_name_the_program_it_holds() {
        let root = crate::workspace::root().unwrap();
        for (from, _) in FILES {
            assert!(root.join(from).is_file(), "{from}");
        }
        for unit in FILES.iter().filter(|(from, _)| from.ends_with(".service")) {
            let text = fs::read_to_string(root.join(unit.0)).unwrap();
            assert!(text.contains("ExecStart=/usr/bin/deogharmart "), "{}", unit.0);
        }
        assert!(!version(&root).unwrap().is_empty());
    }
}
