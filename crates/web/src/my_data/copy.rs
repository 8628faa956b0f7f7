//! Everything the mart knows of one person, as a file a program can read.

use kernel::india::Mobile;
use kernel::{Lang, Limit};
use market::accounts::Who;
use market::consents::{self, ToldLine};
use market::makers::{self, MakerCore};
use market::orders::{self, OrderCard};
use market::{bank_proof, cases, complaints, fieldwork, returns};
use serde::Serialize;
use store::sessions::{self, SessionLine};
use store::{DbError, Read};

use crate::api::{ComplaintWhole, OrderOut};

/// Orders in a copy; nobody has more.
const ORDERS: Limit = Limit::of(Limit::MOST);

/// What is known, as far as a page counts it.
#[derive(Debug)]
pub(super) struct Known {
    pub name: String,
    pub mobile: Mobile,
    pub lang: Lang,
    pub makers: Vec<MakerCore>,
    pub orders: Vec<OrderCard>,
    pub sessions: Vec<SessionLine>,
    pub told: Vec<ToldLine>,
}

impl Known {
    pub(super) async fn of(read: &mut Read, who: &Who) -> Result<Known, DbError> {
        let mut makers = Vec::new();
        for maker in who.makers() {
            makers.extend(makers::read::core(read, maker).await?);
        }
        Ok(Known {
            name: who.name.clone(),
            mobile: who.mobile.clone(),
            lang: who.lang,
            makers,
            orders: orders::orders_of(read, who.person, ORDERS).await?,
            sessions: sessions::living_of(read, who.person).await?,
            told: consents::told_to(read, who.person).await?,
        })
    }
}

/// The file.
#[derive(Debug, Serialize)]
pub(super) struct Whole {
    /// Who.
    person: PersonOut,
    /// What she does for the mart.
    roles: Vec<&'static str>,
    /// Which notices she was told.
    told: Vec<ToldOut>,
    /// Where she is signed in.
    signed_in: Vec<SignedInOut>,
    /// What she bought, where it went, what was paid and given back.
    orders: Vec<OrderOut>,
    /// What she complained of, with what was said.
    complaints: Vec<ComplaintWhole>,
    /// What she sent back, or wanted to.
    returns: Vec<ReturnOut>,
    /// The makers she speaks for.
    makers: Vec<MakerOut>,
}

#[derive(Debug, Serialize)]
struct ReturnOut {
    order: String,
    good_hi: String,
    good_en: String,
    pieces: u32,
    reason: &'static str,
    said: String,
    state: &'static str,
    asked_at: String,
}

#[derive(Debug, Serialize)]
struct PersonOut {
    name: String,
    mobile: String,
    language: &'static str,
}

#[derive(Debug, Serialize)]
struct ToldOut {
    notice: String,
    language: &'static str,
    at: String,
}

#[derive(Debug, Serialize)]
struct SignedInOut {
    since: String,
    last_used: String,
}

#[derive(Debug, Serialize)]
struct MakerOut {
    page: String,
    name_hi: String,
    name_en: String,
    mobile: String,
    village_hi: String,
    village_en: String,
    pincode: String,
    tax_class: &'static str,
    gstin: Option<String>,
    /// Its last digits.
    bank_account: Option<String>,
    bank_account_seen_by: Vec<SeenOut>,
    agreed: Vec<YesOut>,
    listings_agreed: Vec<ListingOut>,
}

#[derive(Debug, Serialize)]
struct SeenOut {
    officer: String,
    at: String,
}

#[derive(Debug, Serialize)]
struct YesOut {
    how: &'static str,
    at: String,
}

#[derive(Debug, Serialize)]
struct ListingOut {
    good_hi: String,
    good_en: String,
    price: String,
    notice: String,
    given_at: String,
    taken_back_at: Option<String>,
    officer: String,
}

/// The whole copy.
pub(super) async fn whole(read: &mut Read, site: &str, known: &Known, who: &Who) -> Result<Whole, DbError> {
    let mut orders = Vec::with_capacity(known.orders.len());
    let mut sent_back = Vec::new();
    for card in &known.orders {
        let Some(order) = orders::by_code(read, &card.code).await? else { continue };
        let of_order = returns::of_order(read, order.head.id).await?;
        sent_back.extend(of_order.into_iter().map(|one| return_out(&card.code, one)));
        orders.push(OrderOut::of(site, &order));
    }
    let mut complained = Vec::new();
    for line in complaints::of_person(read, who.person, ORDERS).await? {
        let whole = complaints::by_number(read, None, &line.number).await?;
        complained.extend(whole.map(ComplaintWhole::from));
    }
    let mut makers = Vec::with_capacity(known.makers.len());
    for maker in &known.makers {
        makers.push(maker_out(read, site, maker, who).await?);
    }
    Ok(Whole {
        person: PersonOut {
            name: known.name.clone(),
            mobile: known.mobile.as_str().to_owned(),
            language: known.lang.as_str(),
        },
        roles: who.grants.iter().chain(&who.held_back).map(|grant| grant.role.as_str()).collect(),
        told: known
            .told
            .iter()
            .map(|told| ToldOut {
                notice: told.notice.clone(),
                language: told.lang.as_str(),
                at: told.at.rfc3339(),
            })
            .collect(),
        signed_in: known
            .sessions
            .iter()
            .map(|line| SignedInOut { since: line.opened_at.rfc3339(), last_used: line.seen_at.rfc3339() })
            .collect(),
        orders,
        complaints: complained,
        returns: sent_back,
        makers,
    })
}

fn return_out(order: &str, one: returns::OwnReturn) -> ReturnOut {
    ReturnOut {
        order: order.to_owned(),
        good_hi: one.good.hi,
        good_en: one.good.en,
        pieces: one.quantity,
        reason: one.reason.as_str(),
        said: one.words,
        state: one.state.as_str(),
        asked_at: one.asked_at.rfc3339(),
    }
}

async fn maker_out(read: &mut Read, site: &str, maker: &MakerCore, who: &Who) -> Result<MakerOut, DbError> {
    let seen = bank_proof::seen_by(read, maker.id).await?;
    let agreed = cases::own_consents(read, who.person).await?;
    let listings = fieldwork::consents_of(read, maker.id, ORDERS).await?;
    Ok(MakerOut {
        page: format!("{site}/{}/makers/{}", who.lang, maker.slug),
        name_hi: maker.name.hi.clone(),
        name_en: maker.name.en.clone(),
        mobile: maker.mobile.as_str().to_owned(),
        village_hi: maker.village.hi.clone(),
        village_en: maker.village.en.clone(),
        pincode: maker.pincode.to_string(),
        tax_class: maker.tax_class.as_str(),
        gstin: maker.gstin.as_ref().map(ToString::to_string),
        bank_account: bank_proof::of_maker(read, maker.id).await?,
        bank_account_seen_by: seen
            .into_iter()
            .map(|seen| SeenOut { officer: seen.officer, at: seen.at.rfc3339() })
            .collect(),
        agreed: agreed
            .iter()
            .filter(|yes| yes.maker == maker.id)
            .map(|yes| YesOut { how: yes.how.as_str(), at: yes.given_at.rfc3339() })
            .collect(),
        listings_agreed: listings
            .into_iter()
            .map(|yes| ListingOut {
                good_hi: yes.answers.get("good_hi").to_owned(),
                good_en: yes.answers.get("good_en").to_owned(),
                price: yes.answers.get("price").to_owned(),
                notice: yes.notice,
                given_at: yes.given_at.rfc3339(),
                taken_back_at: yes.withdrawn_at.map(|at| at.rfc3339()),
                officer: yes.officer,
            })
            .collect(),
    })
}
