//! Nothing in the repository knows on which machine it was written.

use super::Tree;
use std::path::Path;

/// Folders that every machine has; a checkout may stand in one, and texts may speak of it.
const EVERYWHERE: [&str; 5] = ["/", "/tmp", "/srv", "/opt", "/mnt"];

/// Lines that name somebody's home, or the folder this checkout stands in.
pub fn faults(tree: &Tree, root: &Path) -> Vec<String> {
    let mut marks: Vec<String> =
        ["home", "root", "Users"].iter().map(|folder| format!("/{folder}/")).collect();
    marks.push(format!("{}/", root.display()));
    if let Some(parent) =
        root.parent().filter(|parent| !EVERYWHERE.iter().any(|common| *parent == Path::new(common)))
    {
        marks.push(format!("{}/", parent.display()));
    }
    tree.all()
        .flat_map(|(path, text)| {
            text.lines().enumerate().filter(|(_, line)| marks.iter().any(|mark| names(line, mark))).map(
                move |(at, _)| {
                    format!("{path}:{}: a path of one machine; make it relative or configurable", at + 1)
                },
            )
        })
        .collect()
}

/// Does the mark stand in the line as the beginning of a path?
fn names(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric() && !"/.-_}*".contains(c))
            && after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_one_machine_are_faults() {
        let home = ["/ho", "me/asha/x"].concat();
        let tree = Tree::of(&[
            ("a.md", &format!("see {home}\nand /srv/checkout/main/y")),
            ("b.rs", "route(\"/hi/home/x\") // https://example.org/root/of"),
        ]);
        let found = faults(&tree, Path::new("/srv/checkout/main"));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(faults(&tree, Path::new("/srv/other")).len(), 1, "others stand there too");
        assert!(found[0].starts_with("a.md:1:") && found[1].starts_with("a.md:2:"));
    }
}
