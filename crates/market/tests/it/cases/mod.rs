//! How a maker gets from «seen at work» to her first payout, carried by officers of several departments.

mod carrying;
mod listing;
mod meeting;
mod own_approval;

use kernel::ids::{CaseId, PersonId};
use kernel::india::{Mobile, Pin};
use kernel::{Lang, Words};
use market::accounts::{self, Blocks, DepartmentKey, Post, Role};
use market::cases::{self, By, CaseState, ConsentBy, Found, NextWhat, Scope, Seen, Source, Terms};
use market::makers::MakerKind;
use market::matching::{Gender, Paper, PaperKind, Traits};
use market::verify;
use store::testing::Fresh;

use crate::town::{DEOGHAR, Town};

/// The one block of the town.
const BLOCK: &str = "2201";

/// People of the departments.
struct Staff {
    manoj: By,
    anjali: By,
    salma: By,
    board: By,
    jslps: By,
}

async fn works(town: &Town, name: &str, number: u32, role: Role, department: DepartmentKey) -> PersonId {
    let mobile = Mobile::typed(&format!("91{number:08}")).expect("a number");
    let blocks = if role == Role::Officer { Blocks(vec![BLOCK.to_owned()]) } else { Blocks::default() };
    let scope = accounts::Scope { maker: None, hub: None, department: Some(department), blocks };
    accounts::give_role(&town.db, &mobile, name, Lang::Hi, role, &scope).await.expect("has a role")
}

impl Staff {
    /// Manoj of the cottage board, Anjali of JSLPS and Salma of Handicrafts go to the villages; two heads sit in town.
    async fn of(town: &Town) -> Staff {
        let post = |department| Post { department, blocks: Blocks(vec![BLOCK.to_owned()]) };
        use DepartmentKey::{CottageBoard, Handicrafts, Jslps};
        let manoj = works(town, "Manoj", 1, Role::Officer, CottageBoard).await;
        let anjali = works(town, "Anjali", 2, Role::Officer, Jslps).await;
        let salma = works(town, "Salma", 3, Role::Officer, Handicrafts).await;
        let board = works(town, "Head of the board", 4, Role::DepartmentHead, CottageBoard).await;
        let jslps = works(town, "Head of JSLPS", 5, Role::DepartmentHead, Jslps).await;
        Staff {
            manoj: By::officer(manoj, post(CottageBoard)),
            anjali: By::officer(anjali, post(Jslps)),
            salma: By::officer(salma, post(Handicrafts)),
            board: By::head(board, CottageBoard),
            jslps: By::head(jslps, Jslps),
        }
    }
}

fn savitri() -> Traits {
    Traits {
        kind: MakerKind::Person,
        gender: Gender::Female,
        name: Words::new("सावित्री देवी", ""),
        kin: "Ramesh Turi".to_owned(),
        mobile: Mobile::typed("9123400001"),
        village: Words::new("रिखिया", ""),
        block: BLOCK.to_owned(),
        craft: "bamboo".to_owned(),
        papers: Paper::typed(PaperKind::Pan, "ABCPT1234K").into_iter().collect(),
    }
}

fn found(traits: Traits) -> Found {
    Found { traits, group_name: String::new(), lang: Lang::Hi, source: Source::Officer, note: String::new() }
}

fn seen(town: &Town) -> Seen {
    Seen {
        day: town.db.now().day(),
        place: "under the tree beside her house".to_owned(),
        tools: "knife, bamboo splitter".to_owned(),
        years: Some(12),
        capacity_per_week: Some(8),
        ..Seen::default()
    }
}

impl Town {
    async fn finds(&self, by: &By, traits: Traits) -> CaseId {
        cases::identify(&self.db, by, &found(traits)).await.expect("is written down")
    }

    async fn stands(&self, id: CaseId) -> CaseState {
        let view = cases::case(&mut self.read().await, &Scope::District, id).await.expect("asks");
        view.expect("it is there").head.state
    }

    async fn next_of(&self, id: CaseId) -> (NextWhat, i64) {
        let view = cases::case(&mut self.read().await, &Scope::District, id).await.expect("asks");
        let next = view.expect("it is there").next.expect("something is next");
        (next.what, next.due.0 - self.db.now().day().0)
    }

    fn terms(&self) -> Terms {
        Terms {
            hub: self.deoghar_hub,
            pincode: Pin::typed(DEOGHAR).expect("a pincode"),
            selling: self.federation_sells(),
        }
    }

    /// Visited, consented, every item attested by the officer's own department.
    async fn is_made_ready(&self, by: &By, id: CaseId) {
        cases::visit(&self.db, by, id, &seen(self)).await.expect("visits");
        cases::consent(&self.db, by, id, ConsentBy::SmsCode, "notice 1").await.expect("says yes");
        for line in cases::checks(&mut self.read().await, &by.scope, id).await.expect("lists") {
            if line.blocks_listing() {
                cases::attest(&self.db, by, id, &line.item.key, "seen at home").await.expect("attests");
            }
        }
    }

    async fn all_holds(&self) {
        for check in verify::run(&self.db).await.expect("checks") {
            assert!(check.holds(), "{}: {:?}", check.name, check.breaches);
        }
    }
}

async fn district(fresh: &Fresh) -> (Town, Staff) {
    let town = Town::found(&fresh.db).await;
    cases::load_checklists(&fresh.db).await.expect("the lists load");
    let staff = Staff::of(&town).await;
    (town, staff)
}
