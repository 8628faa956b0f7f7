//! Enters a made-up district row by row and counts what is suggested.

use std::collections::HashMap;

use kernel::Lang;
use kernel::ids::CaseId;
use kernel::india::Mobile;
use market::accounts::{self, Blocks, DepartmentKey, Role, Scope};
use market::cases::{self, By, Found, Source};
use market::intake::reference;
use market::matching;
use store::Db;

use super::district::Entry;

/// What is told beside the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    Figures,
    /// Everybody who was not recognised, and every stranger suggested.
    Misses,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// Entered for the second time.
    pub twice: usize,
    /// Of those, suggested the one they are.
    pub met: usize,
    /// Suggestions shown.
    pub shown: usize,
    /// Of those, somebody else.
    pub strangers: usize,
}

impl Counted {
    /// Hundredths of a percent of those entered twice that were recognised.
    pub fn recall_bp(&self) -> usize {
        self.met * 10_000 / self.twice.max(1)
    }

    /// Hundredths of a percent of what was shown that was somebody else.
    pub fn false_bp(&self) -> usize {
        self.strangers * 10_000 / self.shown.max(1)
    }
}

/// Enters everybody and counts.
///
/// # Panics
/// If the database fails.
pub async fn measure(db: &Db, entries: Vec<Entry>, tells: Told) -> Counted {
    reference::load(db, &|_, _, _| ()).await.expect("the tables load");
    let head = head(db).await;
    let mut counted = Counted::default();
    let mut who: HashMap<CaseId, (usize, String)> = HashMap::new();
    let mut entered: HashMap<usize, String> = HashMap::new();
    for entry in entries {
        let told = format!("{} {:?}", entry.department, entry.traits);
        let suggestions = {
            let mut read = db.read().await.expect("reads");
            matching::suggest(&mut read, &entry.traits, None).await.expect("suggests")
        };
        let before = entered.get(&entry.who);
        let is_met =
            suggestions.iter().any(|s| who.get(&s.case).is_some_and(|(other, _)| *other == entry.who));
        if let Some(before) = before {
            counted.twice += 1;
            counted.met += usize::from(is_met);
            if !is_met && tells == Told::Misses {
                println!("missed\n  {before}\n  {told}");
            }
        }
        counted.shown += suggestions.len();
        for suggestion in &suggestions {
            let Some((other, words)) = who.get(&suggestion.case) else { continue };
            if *other != entry.who {
                counted.strangers += 1;
                if tells == Told::Misses {
                    println!("stranger {:?}\n  {words}\n  {told}", suggestion.reasons);
                }
            }
        }
        let found = Found {
            traits: entry.traits,
            group_name: String::new(),
            lang: Lang::Hi,
            source: Source::Register,
            note: String::new(),
        };
        let case = cases::identify(db, &head, &found).await.expect("is entered");
        entered.insert(entry.who, told.clone());
        who.insert(case, (entry.who, told));
    }
    counted
}

async fn head(db: &Db) -> By {
    let mobile = Mobile::typed("9000000001").expect("a number");
    let (department, blocks) = (Some(DepartmentKey::Jslps), Blocks::default());
    let scope = Scope { maker: None, hub: None, department, blocks };
    let person = accounts::give_role(db, &mobile, "Head", Lang::Hi, Role::DepartmentHead, &scope).await;
    By::head(person.expect("has a role"), DepartmentKey::Jslps)
}
