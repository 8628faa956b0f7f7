//! The files of the repository as text, so that rules need no disk.

use crate::fault::{Because, Outcome, fault};
use std::path::Path;
use std::process::{Command, Stdio};

/// Path (from the root, with `/`) and text of each file; binary files are left out.
pub struct Tree {
    files: Vec<(String, String)>,
}

impl Tree {
    /// What git tracks or would track.
    pub fn read(root: &Path) -> Outcome<Tree> {
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .stdin(Stdio::null())
            .output()
            .because("could not run git")?;
        if !listed.status.success() {
            return Err(fault("git ls-files failed: is this a git checkout?"));
        }
        let names = String::from_utf8_lossy(&listed.stdout).into_owned();
        let mut files: Vec<(String, String)> = names
            .split('\0')
            .filter(|name| !name.is_empty())
            .filter_map(|name| Some((name.to_owned(), std::fs::read_to_string(root.join(name)).ok()?)))
            .collect();
        files.sort();
        Ok(Tree { files })
    }

    /// A made-up tree.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Tree {
        Tree { files: files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect() }
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Every file.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Files under a folder whose names end so.
    pub fn under<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.all().filter(move |(name, _)| name.starts_with(folder) && name.ends_with(ending))
    }
}
