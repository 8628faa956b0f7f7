//! The plan of an offer on the desk: proposed by what makers can make, shifted by the officer, sent with one press.

use axum::response::Response;
use kernel::digits::only_digits;
use kernel::ids::VariantId;
use kernel::{BasisPoints, Day, Paise};
use market::institutions::InstitutionError;
use market::institutions::enquiry::Enquiry;
use market::institutions::offer::{self, NewOffer, NewStage};
use market::institutions::plan::{self, Plan, Planned, Rule};
use market::institutions::rules::STAGES_MOST;
use serde::Deserialize;

use super::desk::{HERE, Step};
use super::told;
use crate::app::App;
use crate::desk::office::form;
use crate::error::WebError;
use crate::form::{Filled, Typed};
use crate::parts::{Button, Choice, Field, Kind, Notice, Select, Table, TableRow, Tone, Wrongs};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm, Folded};
use crate::who::DcOffice;

/// In how many stages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shape {
    stages: String,
}

impl Shape {
    /// As the form was sent.
    pub fn of(typed: &Typed) -> Shape {
        Shape { stages: typed.get("stages").to_owned() }
    }

    fn count(&self) -> usize {
        only_digits(&self.stages).parse().unwrap_or(1).clamp(1, STAGES_MOST)
    }

    /// Days as far apart as can be, the last of them the day that is wanted.
    fn days(&self, today: Day, wanted: Day) -> Vec<Day> {
        let count = i64::try_from(self.count()).unwrap_or(1);
        let span = (wanted.0 - today.0).max(count);
        (1..=count).map(|no| today.plus(span * no / count)).collect()
    }
}

/// The days that were typed, or those proposed.
fn days(typed: &Typed, shape: &Shape, today: Day, wanted: Day) -> Vec<Day> {
    let proposed = shape.days(today, wanted);
    let typed = |(at, day): (usize, Day)| typed.day(&format!("day_{}", at + 1)).unwrap_or(day);
    proposed.into_iter().enumerate().map(typed).collect()
}

/// What the plan says and the forms by which it is sent.
pub(super) async fn planned(
    app: &App,
    t: &Text,
    office: &DcOffice,
    (one, shape): (&Enquiry, &Shape),
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Block>, WebError> {
    let today = app.db().now().day();
    let days = days(typed, shape, today, one.row.day);
    let rule = plan::rule(&mut app.db().read().await?).await?;
    let plan = plan::propose(app.db(), app.books(), one, &days).await?;
    let mut blocks = vec![Block::Heading(t.get("inst-plan")), Block::Form(choose(t, one, shape))];
    for (position, short) in &plan.short {
        let wish = one.wishes.iter().find(|wish| wish.position == *position);
        let craft = wish.map(|wish| t.pick(&wish.craft()).to_owned()).unwrap_or_default();
        let says = t.say("inst-short.text").set("pieces", short.to_string()).set("craft", craft).to_string();
        blocks.push(Block::Notice(Notice::new(Tone::Care, t.get("inst-short"), says)));
    }
    if plan.goods.is_empty() {
        return Ok(blocks);
    }
    blocks.push(Block::Table(plan_table(t, &plan, &days)));
    let action = format!("{HERE}/{}/offer", one.row.id);
    let mut quick = form(t, office, &action, Vec::new(), Button::main(t.get("inst-send-offer")));
    quick.with = hidden(&plan, shape, &days, &rule);
    blocks.push(Block::Text(t.get("inst-quick")));
    blocks.push(Block::Form(quick));
    let mut asks = head_asks(t, &days, &rule, typed, wrongs);
    asks.extend(line_asks(t, &plan, typed));
    let mut shifted = form(t, office, &action, asks, Button::second(t.get("inst-send-shifted")));
    shifted.with =
        vec![("stages".to_owned(), shape.count().to_string()), ("shifted".to_owned(), "1".to_owned())];
    blocks.push(Block::Folded(Folded {
        summary: t.get("inst-shift"),
        open: !typed.get("shifted").is_empty(),
        form: shifted,
    }));
    Ok(blocks)
}

fn choose(t: &Text, one: &Enquiry, shape: &Shape) -> BoardForm {
    let chosen = shape.count().to_string();
    let choices = (1..=STAGES_MOST).map(|count| {
        let label = t.say("inst-stages").set("count", count.to_string()).to_string();
        Choice::new(count.to_string(), label).chosen_if(&chosen)
    });
    BoardForm {
        action: t.path(&format!("{HERE}/{}", one.row.id)),
        method: "get",
        asks: vec![Ask::Select(Select {
            name: "stages".to_owned(),
            label: t.get("inst-in-stages"),
            any: None,
            error: None,
            choices: choices.collect(),
        })],
        with: Vec::new(),
        button: Button::second(t.get("inst-plan-anew")),
        form_key: None,
    }
}

fn plan_table(t: &Text, plan: &Plan, days: &[Day]) -> Table {
    let mut columns = vec![told::column(t, "inst-good", false), told::column(t, "inst-unit", true)];
    columns.extend(days.iter().map(|day| crate::parts::Column { label: t.date(day), figures: true }));
    columns.push(told::column(t, "inst-room", true));
    let row = |one: &Planned| {
        let mut cells = vec![
            format!("{} · {}", t.pick(&one.good.name()), t.pick(&one.good.maker_name())),
            t.money(&one.good.price),
        ];
        cells.extend(one.pieces.iter().map(u32::to_string));
        cells.push(one.room.to_string());
        TableRow { href: Some(t.path(&format!("/products/{}", one.good.slug))), cells }
    };
    Table { caption: t.get("inst-plan"), columns, rows: plan.goods.iter().map(row).collect() }
}

/// Days, freight and the share that is paid ahead.
fn head_asks(t: &Text, days: &[Day], rule: &Rule, typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let mut asks = Vec::with_capacity(days.len() * 2 + 1);
    for (no, day) in (1..).zip(days) {
        let field = |name: String, key: &str, value: String, wrong: &str, kind| {
            Ask::Field(Field {
                label: t.say(key).set("no", no.to_string()).to_string(),
                hint: String::new(),
                error: wrongs.of(wrong).filter(|_| no == 1).map(str::to_owned),
                name,
                value,
                kind,
            })
        };
        let freight = format!("freight_{no}");
        let typed_freight = typed.0.get(&freight).cloned().unwrap_or_else(|| "0".to_owned());
        asks.push(field(format!("day_{no}"), "inst-stage-day", day.iso(), "inst_stage_day", Kind::Day));
        asks.push(field(freight, "inst-stage-freight", typed_freight, "inst_freight", Kind::Rupees));
    }
    let share = typed.0.get("inst_advance").cloned();
    let share = share.unwrap_or_else(|| (rule.advance.0 / 100).to_string());
    asks.push(Ask::Field(Field::named(t, "inst_advance", Kind::Count, &share, wrongs)));
    asks
}

/// The plan as it was proposed, sent along unseen: without freight, with the rule's share ahead.
fn hidden(plan: &Plan, shape: &Shape, days: &[Day], rule: &Rule) -> Vec<(String, String)> {
    let share = (rule.advance.0 / 100).to_string();
    let mut all = vec![("stages".to_owned(), shape.count().to_string()), ("inst_advance".to_owned(), share)];
    for (no, day) in (1..).zip(days) {
        all.push((format!("day_{no}"), day.iso()));
        all.push((format!("freight_{no}"), "0".to_owned()));
    }
    for one in &plan.goods {
        all.push((format!("u_{}", one.good.variant), (one.good.price.0).to_string()));
        for (no, pieces) in (1..).zip(&one.pieces) {
            all.push((format!("p_{no}_{}", one.good.variant), pieces.to_string()));
        }
    }
    all
}

/// The plan as questions: how many of each stage, and at which price.
fn line_asks(t: &Text, plan: &Plan, typed: &Typed) -> Vec<Ask> {
    let mut asks = Vec::new();
    for one in &plan.goods {
        let name = format!("{} · {}", t.pick(&one.good.name()), t.pick(&one.good.maker_name()));
        for (no, pieces) in (1..).zip(&one.pieces) {
            let of = format!("p_{no}_{}", one.good.variant);
            let label =
                t.say("inst-line-pieces").set("good", name.clone()).set("no", no.to_string()).to_string();
            let value = typed.0.get(&of).cloned().unwrap_or_else(|| pieces.to_string());
            let hint = t.say("inst-line-room").set("room", one.room.to_string()).to_string();
            asks.push(Ask::Field(Field { name: of, label, hint, value, error: None, kind: Kind::Count }));
        }
        let of = format!("r_{}", one.good.variant);
        let label = t.say("inst-line-unit").set("good", name).to_string();
        let value = typed.0.get(&of).cloned().unwrap_or_else(|| rupees(one.good.price));
        asks.push(Ask::Field(Field {
            name: of,
            label,
            hint: String::new(),
            value,
            error: None,
            kind: Kind::Rupees,
        }));
    }
    asks
}

fn rupees(amount: Paise) -> String {
    match amount.0 % 100 {
        0 => (amount.0 / 100).to_string(),
        paise => format!("{}.{paise:02}", amount.0 / 100),
    }
}

/// `POST /{lang}/office/institutions/{id}/offer`.
pub(super) async fn send(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let (app, by) = (&step.app, step.by());
    let sent = match read(&typed) {
        Ok(new) => offer::send(app.db(), app.books(), by, step.id, &new).await.map(drop),
        Err(cause) => Err(cause),
    };
    step.end(sent, &typed, "inst_advance").await
}

/// The offer as it was filled in; a good with no pieces in a stage is not in it.
fn read(typed: &Typed) -> Result<NewOffer, InstitutionError> {
    let count = Shape::of(typed).count();
    let mut stages = Vec::with_capacity(count);
    for no in 1..=count {
        let day = typed.day(&format!("day_{no}")).ok_or(InstitutionError::Typed("inst_stage_day"))?;
        let freight = Paise::typed(typed.get(&format!("freight_{no}")));
        let freight = freight.ok_or(InstitutionError::Typed("inst_freight"))?;
        let lines = lines(typed, no)?;
        stages.push(NewStage { day, freight, lines });
    }
    let share: u32 = only_digits(typed.get("inst_advance"))
        .parse()
        .map_err(|_| InstitutionError::Typed("inst_advance"))?;
    Ok(NewOffer { advance: BasisPoints(share.saturating_mul(100)), stages })
}

fn lines(typed: &Typed, no: usize) -> Result<Vec<(VariantId, u32, Paise)>, InstitutionError> {
    let begins = format!("p_{no}_");
    let mut lines = Vec::new();
    for (name, value) in &typed.0 {
        let Some(variant) = name.strip_prefix(&begins) else { continue };
        let id: VariantId = variant.parse().map_err(|_| InstitutionError::Typed("inst_pieces"))?;
        let pieces: u32 = match value.trim() {
            "" => 0,
            some => only_digits(some).parse().map_err(|_| InstitutionError::Typed("inst_pieces"))?,
        };
        if pieces == 0 {
            continue;
        }
        // What was proposed comes in paise, what was typed in rupees.
        let unit = match typed.0.get(&format!("r_{variant}")) {
            Some(rupees) => Paise::typed(rupees),
            None => typed.get(&format!("u_{variant}")).parse().ok().map(Paise),
        };
        lines.push((id, pieces, unit.ok_or(InstitutionError::Typed("inst_unit"))?));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_end_on_the_day_that_is_wanted() {
        let today = Day::from_iso("2026-11-30").expect("a day");
        let days = Shape { stages: "3".to_owned() }.days(today, today.plus(30));
        assert_eq!(days, [today.plus(10), today.plus(20), today.plus(30)]);
        assert_eq!(Shape::default().days(today, today.plus(30)), [today.plus(30)]);
        assert_eq!(Shape { stages: "99".to_owned() }.count(), STAGES_MOST);
    }

    #[test]
    fn what_was_proposed_and_what_was_typed_read_alike() {
        let id = "var_00000000000000000000000000";
        let typed = |more: &[(&str, &str)]| {
            let mut all: std::collections::BTreeMap<String, String> =
                [("day_1", "2026-12-30"), ("freight_1", "500"), ("inst_advance", "40")]
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .into();
            all.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            Typed(all)
        };
        let (p, u, r) = (format!("p_1_{id}"), format!("u_{id}"), format!("r_{id}"));
        let proposed = read(&typed(&[(&p, "20"), (&u, "25050")])).expect("an offer");
        let shifted = read(&typed(&[(&p, "२०"), (&r, "250.50")])).expect("an offer");
        assert_eq!(proposed.stages[0].lines, shifted.stages[0].lines);
        assert_eq!(proposed.advance, BasisPoints(4_000));
        assert!(matches!(read(&typed(&[(&p, "x"), (&u, "1")])), Err(InstitutionError::Typed("inst_pieces"))));
    }
}
