//! A group's own pages: who is in it, how it shares, what each didi has made and earned; and who makes what of a parcel.
//!
//! Reads and writes: through `market::groups`. A maker who is alone is told that this is for groups.
//!
//! Start at [`list`].

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::digits::ascii_digits;
use kernel::ids::{LineId, MakerId, MemberId, ParcelId};
use kernel::{Limit, Paise};
use market::audit::Part;
use market::groups::{self, GroupError, MemberLine, MemberRow, Rule, Typed as Member, Work};
use market::orders::Parcel;
use serde::Deserialize;
use store::Read;

use crate::app::App;
use crate::desk::{self, answer, id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Choice, Deed, Facts, Field, Kind, Notice, Radios, Row, Rows, Tone, Wrongs};
use crate::respond::Asked;
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::views::desk::shared::{Part as Share, Shared, SharedLine, SharedStands};
use crate::who::Maker;

/// What a member has made, on her page.
const LINES: Limit = Limit::of(100);
const HERE: &str = "/maker/members";

/// The rooms of a group.
pub(crate) fn routes(routes: Routes) -> Routes {
    let own = || Right::Maker.own(Thing::Member);
    routes
        .get("/maker/members", Right::Maker, list)
        .post("/maker/members", Right::Maker, add)
        .post("/maker/sharing", Right::Maker, share)
        .get("/maker/members/{id}", own(), show)
        .post("/maker/members/{id}", own(), change)
        .post("/maker/members/{id}/leaving", own(), leave)
        .post("/maker/parcels/{id}/allotment", Right::Maker.own(Thing::Parcel), allot)
}

fn board(title: String, lead: String, whose: kernel::Words, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Maker, whose, "/maker/money", title, blocks).led(lead).wrong(wrongs)
}

/// `GET /{lang}/maker/members`: the didis with their pieces and rupees.
async fn list(State(app): State<App>, t: Text, maker: Maker, asked: Asked) -> Result<Response, WebError> {
    let page = page(&app, &t, &maker, &Typed::default(), Wrongs::none()).await?;
    answer(&app, t, &asked, HERE, StatusCode::OK, &page)
}

async fn page(app: &App, t: &Text, maker: &Maker, typed: &Typed, wrongs: Wrongs) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let whose = desk::maker::name_of(&mut read, maker.maker).await?;
    if !groups::is_group(&mut read, maker.maker).await? {
        let alone = Notice::new(Tone::Plain, t.get("group-alone"), t.get("group-alone.text"));
        return Ok(board(t.get("group-members"), String::new(), whose, wrongs, vec![Block::Notice(alone)]));
    }
    let members = groups::members(&mut read, maker.maker).await?;
    let rule = groups::rule_of(&mut read, maker.maker).await?;
    let seen = groups::seen_at_visit(&mut read, maker.maker).await?;
    drop(read);
    let (here, left): (Vec<&MemberRow>, Vec<&MemberRow>) = members.iter().partition(|m| m.left_at.is_none());
    let rows = |of: &[&MemberRow]| Rows { rows: of.iter().map(|member| row(t, member)).collect() };
    let mut blocks = Vec::new();
    if here.is_empty() {
        blocks.push(Block::Notice(Notice::new(Tone::Care, t.get("group-empty"), t.get("group-empty.text"))));
    } else {
        blocks.push(Block::Rows(rows(&here)));
    }
    if let Some(seen) = seen {
        blocks.push(Block::Notice(Notice::new(Tone::Plain, t.get("group-seen"), seen)));
    }
    blocks.push(Block::Folded(Folded {
        summary: t.get("group-add"),
        open: here.is_empty() || !wrongs.is_empty(),
        form: member_form(t, maker, HERE, typed, &wrongs),
    }));
    blocks.push(Block::Heading(t.get("group-sharing")));
    blocks.push(Block::Form(rule_form(t, maker, rule)));
    if !left.is_empty() {
        blocks.push(Block::Heading(t.get("group-left")));
        blocks.push(Block::Rows(rows(&left)));
    }
    Ok(board(t.get("group-members"), t.get("group-lead"), whose, wrongs, blocks))
}

fn count(pieces: i64) -> u32 {
    u32::try_from(pieces).unwrap_or(0)
}

fn row(t: &Text, member: &MemberRow) -> Row {
    let sum = Paise::sum([member.earned, member.coming]).unwrap_or_default();
    let week = t.say("group-week").set("made", count(member.this_week)).set("most", count(member.capacity));
    Row {
        href: t.path(&format!("{HERE}/{}", member.id)),
        title: member.name.clone(),
        figure: t.money(&sum),
        note: if member.makes.is_empty() { String::new() } else { member.makes.clone() },
        standing: if member.left_at.is_some() { t.get("group-has-left") } else { week.to_string() },
    }
}

fn member_form(t: &Text, maker: &Maker, action: &str, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    BoardForm {
        action: t.path(action),
        method: "post",
        asks: vec![
            field("member_name", Kind::Name),
            field("member_makes", Kind::Words),
            field("member_capacity", Kind::Count),
        ],
        with: Vec::new(),
        button: Button::main(t.get("group-member-go")),
        form_key: Some(key_for(&maker.buyer.session)),
    }
}

fn rule_form(t: &Text, maker: &Maker, rule: Rule) -> BoardForm {
    let choice = |one: &Rule| {
        let (label, hint) = (t.get(&format!("group-rule-{one}")), t.get(&format!("group-rule-{one}.hint")));
        Choice::new(one.as_str(), label).hint(hint).chosen_if(rule.as_str())
    };
    let radios = Radios {
        name: "rule".to_owned(),
        label: t.get("group-rule"),
        error: None,
        choices: Rule::ALL.iter().map(choice).collect(),
    };
    BoardForm {
        action: t.path("/maker/sharing"),
        method: "post",
        asks: vec![Ask::Radios(radios)],
        with: Vec::new(),
        button: Button::second(t.get("group-rule-go")),
        form_key: Some(key_for(&maker.buyer.session)),
    }
}

fn number(typed: &str) -> Option<i64> {
    ascii_digits(typed.trim()).replace([',', ' '], "").parse().ok()
}

fn member_of(typed: &Typed) -> Member {
    Member {
        name: typed.get("member_name").to_owned(),
        makes: typed.get("member_makes").to_owned(),
        capacity: number(typed.get("member_capacity")).unwrap_or(0),
    }
}

/// The field and the sentence of what was refused.
fn refused(cause: GroupError) -> Result<(&'static str, &'static str), WebError> {
    Ok(match cause {
        GroupError::NoMember | GroupError::NoParcel => return Err(WebError::Missing),
        GroupError::Db(cause) => return Err(cause.into()),
        GroupError::NoGroup => ("", "group-alone.text"),
        GroupError::NoName => ("member_name", "group-wrong-name"),
        GroupError::BadCapacity => ("member_capacity", "group-wrong-capacity"),
        GroupError::TooMany => ("", "group-wrong-many"),
        GroupError::NotNow => ("", "group-wrong-now"),
        GroupError::WrongSum { .. } | GroupError::BadNumber => ("", "group-wrong-number"),
        GroupError::Raced => ("", "wrong-raced"),
    })
}

/// `POST /{lang}/maker/members`: somebody joins.
async fn add(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let actor = maker.buyer.actor(Part::Maker);
    let done = groups::add_member(app.db(), actor, maker.maker, &member_of(&typed)).await;
    let Err(cause) = done else { return Ok(to(&t, HERE)) };
    let (field, key) = refused(cause)?;
    let page = page(&app, &t, &maker, &typed, Wrongs::none().and(field, t.get(key))).await?;
    answer(&app, t, &asked, HERE, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// How the group shares.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sharing {
    rule: String,
}

/// `POST /{lang}/maker/sharing`: the group says how it shares.
async fn share(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Filled(form): Filled<Sharing>,
) -> Result<Response, WebError> {
    let rule: Rule = form.rule.parse().map_err(|_| WebError::Unclear("fault-unclear.text"))?;
    groups::set_rule(app.db(), maker.buyer.who.person, maker.maker, rule).await.map_err(
        |cause| match cause {
            GroupError::NoGroup => WebError::Missing,
            GroupError::Db(cause) => cause.into(),
            _ => WebError::Conflict("wrong-raced"),
        },
    )?;
    Ok(to(&t, HERE))
}

/// `GET /{lang}/maker/members/{id}`: what one didi has made and what is hers.
async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let page = member_page(&app, &t, &maker, id_of(&id)?, None, Wrongs::none()).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

async fn member_page(
    app: &App,
    t: &Text,
    maker: &Maker,
    id: MemberId,
    typed: Option<&Typed>,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let member = groups::member(&mut read, maker.maker, id).await?.ok_or(WebError::Missing)?;
    let lines = groups::lines_of(&mut read, id, LINES).await?;
    let whose = desk::maker::name_of(&mut read, maker.maker).await?;
    drop(read);
    let facts = Facts::default()
        .and(t.get("group-earned"), t.money(&member.earned))
        .and(t.get("group-coming"), t.money(&member.coming))
        .and(t.get("group-all-pieces"), t.say("group-pieces").set("count", count(member.pieces)).to_string());
    let mut blocks = vec![Block::Facts(facts)];
    if lines.is_empty() {
        blocks.push(Block::Text(t.get("group-no-lines")));
    } else {
        blocks.push(Block::Heading(t.get("group-lines")));
        blocks.push(Block::Rows(Rows { rows: lines.iter().map(|line| line_row(t, line)).collect() }));
    }
    let address = format!("{HERE}/{id}");
    if member.left_at.is_none() {
        let stands = Typed(BTreeMap::from([
            ("member_name".to_owned(), member.name.clone()),
            ("member_makes".to_owned(), member.makes.clone()),
            ("member_capacity".to_owned(), member.capacity.to_string()),
        ]));
        let typed = typed.unwrap_or(&stands);
        let (summary, open) = (t.get("group-member-change"), !wrongs.is_empty());
        blocks.push(Block::Folded(Folded {
            summary,
            open,
            form: member_form(t, maker, &address, typed, &wrongs),
        }));
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("{address}/leaving")),
            button: Button::second(t.get("group-leaves")),
            with: Vec::new(),
            form_key: Some(key_for(&maker.buyer.session)),
        }));
    }
    Ok(board(member.name, member.makes, whose, wrongs, blocks))
}

fn line_row(t: &Text, line: &MemberLine) -> Row {
    let pieces = t.say("group-pieces").set("count", count(line.pieces));
    let standing = match line.state {
        Parcel::Delivered => "group-line-delivered",
        Parcel::Packed | Parcel::AtHub | Parcel::Shipped | Parcel::ComingBack => "group-line-way",
        Parcel::Returned => "stands-returned",
        Parcel::Planned | Parcel::Asked | Parcel::Accepted | Parcel::Declined | Parcel::Cancelled => {
            "group-line-making"
        }
    };
    Row {
        href: t.path(&format!("/maker/parcels/{}", line.parcel)),
        title: format!("{pieces} · {}", t.pick(&line.name)),
        figure: if line.share.0 > 0 { t.money(&line.share) } else { String::new() },
        note: line.asked_at.map(|at| t.date(&at.day())).unwrap_or_default(),
        standing: t.get(standing),
    }
}

/// `POST /{lang}/maker/members/{id}`: she is called otherwise, or makes more or less.
async fn change(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: MemberId = id_of(&id)?;
    let actor = maker.buyer.actor(Part::Maker);
    let path = format!("{HERE}/{id}");
    let done = groups::change_member(app.db(), actor, maker.maker, id, &member_of(&typed)).await;
    let Err(cause) = done else { return Ok(to(&t, &path)) };
    let (field, key) = refused(cause)?;
    let wrongs = Wrongs::none().and(field, t.get(key));
    let page = member_page(&app, &t, &maker, id, Some(&typed), wrongs).await?;
    answer(&app, t, &asked, &path, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /{lang}/maker/members/{id}/leaving`: she leaves the group.
async fn leave(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let actor = maker.buyer.actor(Part::Maker);
    let done = groups::end_member(app.db(), actor, maker.maker, id_of(&id)?).await;
    match done {
        Ok(()) => Ok(to(&t, HERE)),
        Err(GroupError::Db(cause)) => Err(cause.into()),
        Err(GroupError::Raced) => Err(WebError::Conflict("wrong-raced")),
        Err(_) => Err(WebError::Missing),
    }
}

/// Who makes what of a parcel, for its page; nothing for a maker who is alone.
pub(crate) async fn shared(
    read: &mut Read,
    maker: MakerId,
    parcel: ParcelId,
    state: Parcel,
) -> Result<Option<Shared>, WebError> {
    if !groups::is_group(read, maker).await? {
        return Ok(None);
    }
    let by_hours = groups::rule_of(read, maker).await? == Rule::ByHours;
    let lines = groups::of_parcel(read, maker, parcel).await?;
    let nobody = lines.iter().all(|line| line.shares.is_empty());
    let stands = match state {
        // What was never shared out is no longer of interest once it has gone.
        Parcel::Asked | Parcel::Accepted if nobody => SharedStands::Nobody,
        Parcel::Accepted => SharedStands::Open,
        _ => SharedStands::Seen,
    };
    if stands == SharedStands::Seen && state != Parcel::Asked && lines.iter().all(|line| line.rule.is_none())
    {
        return Ok(None);
    }
    let line = |line: groups::LineShared| SharedLine {
        parts: line.shares.iter().map(|share| part(line.line, share)).collect(),
        name: line.name,
        quantity: line.quantity,
        rule: line.rule,
    };
    Ok(Some(Shared {
        parcel: parcel.to_string(),
        lines: lines.into_iter().map(line).collect(),
        stands,
        by_hours,
        ..Shared::default()
    }))
}

fn part(line: LineId, share: &groups::ShareRow) -> Share {
    let hours = match (share.quarter_hours / 4, share.quarter_hours % 4) {
        (0, 0) => String::new(),
        (whole, 0) => whole.to_string(),
        (whole, quarters) => format!("{whole}.{:02}", quarters * 25),
    };
    Share {
        key: format!("{line}-{}", share.member),
        name: share.name.clone(),
        pieces: share.pieces,
        typed_pieces: share.pieces.to_string(),
        typed_hours: hours,
        share: share.share,
    }
}

/// Hours such as `1.5` or `१.५`, in quarters; nothing typed is none.
fn quarters(typed: &str) -> Option<i64> {
    let plain = ascii_digits(typed.trim());
    if plain.is_empty() {
        return Some(0);
    }
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, "0"));
    let hundredths: i64 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    whole.checked_mul(4)?.checked_add((hundredths * 4 + 50) / 100)
}

/// What was typed, as work: fields are called after what they ask, the line and the member.
fn work_of(typed: &Typed) -> Option<Work> {
    let mut work = Work::new();
    for (name, value) in &typed.0 {
        let Some(rest) = name.strip_prefix("pieces-") else { continue };
        let (line, member) = rest.split_once('-')?;
        let pieces = if value.trim().is_empty() { 0 } else { number(value)? };
        let hours = quarters(typed.get(&format!("hours-{rest}")))?;
        let (line, member): (LineId, MemberId) = (line.parse().ok()?, member.parse().ok()?);
        work.entry(line).or_default().push((member, pieces, hours));
    }
    Some(work)
}

/// `POST /{lang}/maker/parcels/{id}/allotment`: the leader says who makes what.
async fn allot(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: ParcelId = id_of(&id)?;
    let actor = maker.buyer.actor(Part::Maker);
    let done = match work_of(&typed) {
        Some(work) => groups::change_allotment(app.db(), actor, maker.maker, id, &work).await,
        None => Err(GroupError::BadNumber),
    };
    let says = match done {
        Ok(()) => return Ok(to(&t, &format!("/maker/parcels/{id}"))),
        Err(GroupError::WrongSum { wanted, found, .. }) => {
            t.say("group-wrong-sum").set("wanted", wanted).set("found", count(found)).to_string()
        }
        Err(other) => t.get(refused(other)?.1),
    };
    desk::parcel::allotted_otherwise(&app, t, &maker, &asked, id, &typed, Wrongs::none().and("", says)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_typed_as_people_say_them() {
        assert_eq!(quarters(""), Some(0));
        assert_eq!(quarters("१.५"), Some(6));
        assert_eq!(quarters("0.75"), Some(3));
        assert_eq!(quarters(".25"), Some(1));
        assert_eq!(quarters("two"), None);
    }
}
