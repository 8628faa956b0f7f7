//! What a mart is prepared with: the schema, the tables that ship with it, the sample district, and who may do what.

use std::sync::Arc;

use kernel::ids::{MakerId, PersonId};
use kernel::proof::{sign, unhex};
use kernel::totp::Key;
use kernel::{Lang, Limit, Paise, Secret};
use market::accounts::{self, DepartmentKey, Role, Scope};
use market::audit::Part;
use market::cases;
use market::factors;
use market::intake::{self, reference};
use market::makers::{self, MakerCore};
use market::media::{Develop, Draw, Drawn, Format, Look, NoPhoto, Photo};
use market::sharing::{CARD, Paint};
use market::targets::{self, Setter, Way, What, Wish};
use market::{batches, bills, cash, delivery, export, gateways, places, reports, search};
use store::blobs::Blobs;
use store::{Db, transaction};

use crate::fair;
use crate::fault::{Because, Fault, Outcome};
use crate::tell::Teller;

/// Somebody who can sign in.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Account {
    /// What the person does for the mart.
    pub role: String,
    /// The person's name.
    pub name: String,
    /// The number to sign in with, `+91…`.
    pub mobile: String,
    /// For officers and heads: the department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<&'static str>,
    /// For those who work for the mart: the key of the pretend authenticator app, base 32.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp: Option<String>,
}

/// The key of a sample person's pretend app. Anybody can work it out: that is what a sample is.
fn sample_key(mobile: &str) -> Key {
    let mac = sign(&Secret::new("sample authenticator".to_owned()), mobile.as_bytes());
    let mut bytes = [0; 20];
    bytes.iter_mut().zip(unhex(&mac).unwrap_or_default()).for_each(|(to, from)| *to = from);
    Key::new(bytes)
}

/// Brings the schema to what this program knows, and says each step. Makers older than cases are get theirs, and food older
/// than batches are lies in one.
pub async fn migrate(db: &Db, teller: &Teller) -> Outcome<()> {
    let tell = |sentence: &str| teller.say(&format!("  {sentence}"));
    db.migrate(&tell).await?;
    market::personal::upgrade::seal_all(db, &tell).await?;
    cases::open_missing(db).await?;
    batches::open_missing(db).await?;
    bills::issue_missing(db).await?;
    reference::load_synonyms(db, &|_, _, _| ()).await?;
    reference::load_templates(db).await?;
    search::act::index_missing(db).await?;
    Ok(())
}

/// Loads the tables that ship with the mart. What is there stays.
pub async fn tables(db: &Db, teller: &Teller) -> Outcome<()> {
    reference::load(db, &|stage, done, all| teller.count(stage, done, all)).await?;
    cash::load_tables(db).await?;
    export::load_tables(db).await?;
    gateways::load_tables(db).await?;
    Ok(delivery::load_tables(db).await?)
}

/// Loads the sample district; what is there stays. Answers everybody who can sign in.
pub async fn sample(db: &Db, media: &Blobs, teller: &Teller) -> Outcome<Vec<Account>> {
    intake::sample_district(db, media, &draw(), &|stage, done, all| teller.count(stage, done, all)).await?;
    delivery::load_tables(db).await?;
    cash::load_tables(db).await?;
    export::load_tables(db).await?;
    gateways::load_tables(db).await?;
    batches::samples_are_made_again(db).await?;
    intake::members::load(db).await?;
    intake::answers::load(db).await?;
    intake::collections::load(db).await?;
    let (mut accounts, administrator) = staff(db).await?;
    if let Some(by) = administrator {
        fair::load(db, by).await?;
    }
    accounts.extend(sample_makers(db).await?);
    intake::fieldwork::load(db).await?;
    intake::exports::load(db).await?;
    intake::institutions::load(db).await?;
    Ok(accounts)
}

/// Our drawings become pictures.
fn draw() -> Draw {
    Arc::new(|svg| {
        Ok(pictures::render(svg).map_err(|cause| cause.to_string())?.into_iter().map(drawn).collect())
    })
}

/// Photos that people send become pictures.
pub fn develop() -> Develop {
    Develop(Arc::new(|photo| {
        let photo = pictures::develop(photo).map_err(|cause| match cause {
            pictures::NotAPhoto::TooLong => NoPhoto::TooLong,
            pictures::NotAPhoto::OtherKind => NoPhoto::OtherKind,
            pictures::NotAPhoto::TooManyPixels => NoPhoto::TooManyPixels,
            pictures::NotAPhoto::TooSmall => NoPhoto::TooSmall,
            pictures::NotAPhoto::OddShape => NoPhoto::OddShape,
            pictures::NotAPhoto::Broken => NoPhoto::Broken,
        })?;
        let pictures::Look { light, sharpness } = photo.look;
        Ok(Photo { files: photo.files.into_iter().map(drawn).collect(), look: Look { light, sharpness } })
    }))
}

/// Drawings with a good's picture become pictures of links.
pub fn paint() -> Paint {
    Paint(Arc::new(|drawing, picture| {
        pictures::card(drawing, CARD.0, picture).map_err(|cause| cause.to_string())
    }))
}

/// A file of the picture library as the market knows it.
fn drawn(file: pictures::Rendered) -> Drawn {
    Drawn {
        width: file.width,
        height: file.height,
        format: match file.format {
            pictures::Format::Webp => Format::Webp,
            pictures::Format::Jpeg => Format::Jpeg,
        },
        bytes: file.bytes,
    }
}

/// Gives everybody on the sample's list of staff their role; answers them, and who of them runs the machine.
async fn staff(db: &Db) -> Outcome<(Vec<Account>, Option<PersonId>)> {
    let (mut accounts, mut administrator) = (Vec::new(), None);
    let (mut head, mut finance) = (None, None);
    for row in intake::staff()? {
        let role: Role =
            row.role.parse().because(|| format!("the list of staff has the role {}", row.role))?;
        let hub = match row.hub_key.as_str() {
            "" => None,
            key => {
                let hub = places::read::hub_by_key(&mut db.read().await?, key).await?;
                Some(
                    hub.ok_or_else(|| {
                        Fault::new(format!("the list of staff has the hub {key}, which is not there"))
                    })?
                    .id,
                )
            }
        };
        let scope = Scope { maker: None, hub, department: row.department, blocks: row.blocks.clone() };
        let name = row.name.pick(row.lang);
        let person = accounts::give_role(db, &row.mobile, name, row.lang, role, &scope).await?;
        match role {
            Role::Administrator => administrator = Some(person),
            Role::DepartmentHead => head = Some(person),
            Role::Finance => finance = Some(person),
            _ => {}
        }
        let key = sample_key(row.mobile.as_str());
        factors::enrol(db, person, &key).await?;
        if let (Role::DepartmentHead, Some(department)) = (role, row.department) {
            sample_targets(db, person, department).await?;
        }
        accounts.push(Account {
            role: role.as_str().to_owned(),
            name: row.name.en.clone(),
            mobile: row.mobile.as_str().to_owned(),
            department: row.department.map(DepartmentKey::as_str),
            totp: Some(key.base32()),
        });
    }
    if let (Some(head), Some(finance)) = (head, finance) {
        intake::offers::load(db, (head, finance)).await?;
        intake::kits::load(db, (head, finance)).await?;
    }
    Ok((accounts, administrator))
}

/// What a head wants this month, unless she has said so herself.
async fn sample_targets(db: &Db, head: PersonId, department: DepartmentKey) -> Outcome<()> {
    /// Blocks with a target.
    const BLOCKS: usize = 3;
    let mut read = db.read().await?;
    let first = reports::month_of(read.now().day());
    let stands = targets::of_month(&mut read, Some(department), first).await?;
    let blocks = places::read::blocks(&mut read).await?;
    drop(read);
    if !stands.is_empty() {
        return Ok(());
    }
    let wanted = [(What::Listed, 6), (What::Paid, 4), (What::Rupees, Paise::rupees(12_000).0)];
    let wishes: Vec<Wish> = blocks
        .iter()
        .take(BLOCKS)
        .flat_map(|block| {
            wanted.map(|(what, wanted)| Wish { department, block: block.code.clone(), first, what, wanted })
        })
        .collect();
    let setter = Setter { person: head, part: Part::DepartmentHead, department: Some(department) };
    targets::set(db, setter, Way::Sheet, &wishes).await?;
    Ok(())
}

/// Lets every sample maker sign in with her number.
async fn sample_makers(db: &Db) -> Outcome<Vec<Account>> {
    let mut accounts = Vec::new();
    for id in makers_with_goods(db).await? {
        let Some(maker) = makers::read::core(&mut db.read().await?, id).await? else { continue };
        if maker.person.is_none() {
            let scope = Scope { maker: Some(id), ..Scope::default() };
            let name = maker.name.pick(maker.lang);
            let person =
                accounts::give_role(db, &maker.mobile, name, maker.lang, Role::Maker, &scope).await?;
            transaction!(db, tx => { makers::act::signs_in(tx, id, person).await })?;
        }
        accounts.push(account_of(&maker));
    }
    Ok(accounts)
}

async fn makers_with_goods(db: &Db) -> Outcome<Vec<MakerId>> {
    let mut cards = makers::read::newest(&mut db.read().await?, Limit::of(Limit::MOST)).await?;
    cards.sort_by(|one, other| one.slug.cmp(&other.slug));
    Ok(cards.into_iter().map(|card| card.id).collect())
}

fn account_of(maker: &MakerCore) -> Account {
    Account {
        role: Role::Maker.as_str().to_owned(),
        name: maker.name.pick(Lang::En).to_owned(),
        mobile: maker.mobile.as_str().to_owned(),
        department: None,
        totp: None,
    }
}
