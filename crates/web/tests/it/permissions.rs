//! Who may look at what and act on what, as one table: read off the routes, and the same as the one people read.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use store::Engine;
use web::{Entry, Right, Row, Thing};

use crate::api_town::Town;

/// The page people read.
const PAGE: &str = include_str!("../../../../docs/permissions.md");

/// What somebody may do with a kind of row.
type Cells = BTreeMap<(Thing, Right), BTreeSet<&'static str>>;

fn cells(entries: &[Entry]) -> Cells {
    let mut cells = Cells::new();
    for entry in entries.iter().filter(|entry| !entry.path.starts_with("/en")) {
        let looks = entry.method == Method::GET;
        let (thing, word) = match (entry.access.row, looks) {
            (Row::None, _) => continue,
            (Row::Any(thing), true) => (thing, "looks"),
            (Row::Any(thing), false) => (thing, "acts"),
            (Row::Own(thing), true) => (thing, "looks, own"),
            (Row::Own(thing), false) => (thing, "acts, own"),
        };
        cells.entry((thing, entry.access.right)).or_default().insert(word);
    }
    cells
}

/// The table: a line for each kind of row, a column for each reader who comes to any.
fn table(cells: &Cells) -> String {
    let rights: BTreeSet<Right> = cells.keys().map(|(_, right)| *right).collect();
    let things: BTreeSet<Thing> = cells.keys().map(|(thing, _)| *thing).collect();
    let head: String = rights.iter().map(|right| format!(" {right} |")).collect();
    let mut out = format!("| row |{head}\n|---|{}\n", "---|".repeat(rights.len()));
    for thing in things {
        out += &format!("| {thing} |");
        for right in &rights {
            let words = cells.get(&(thing, *right)).cloned().unwrap_or_default();
            let words: Vec<&str> = words.into_iter().rev().collect();
            out += &format!(" {} |", if words.is_empty() { "–".to_owned() } else { words.join("; ") });
        }
        out += "\n";
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_of_permissions_is_the_one_people_read() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let wanted = table(&cells(&town.entries));
    assert!(PAGE.contains(&wanted), "docs/permissions.md does not say this:\n{wanted}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_somebodys_own_is_acted_on_by_nobody_who_just_comes_by() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    // An order is followed and paid by whoever has its code, news stopped too, and a basket is the visitor's own. What an institution
    // asked for is looked at by its code; what binds it wants the number it was asked with.
    let open_to_all = [Thing::Order, Thing::Variant, Thing::NewsCode, Thing::InstitutionCode];
    for ((thing, right), words) in cells(&town.entries) {
        let comes_by = matches!(right, Right::Anybody | Right::SignedIn);
        let acts_on_any = words.contains("acts");
        assert!(!comes_by || !acts_on_any || open_to_all.contains(&thing), "{right} acts on any {thing}");
    }
}
