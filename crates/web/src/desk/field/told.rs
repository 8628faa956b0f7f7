//! Field records in words: what was answered, how they stand, why they came back, what had changed meanwhile.

use kernel::digits::grouped;
use kernel::{Paise, Words};
use market::fieldwork::{
    ConsentError, Costs, Difference, FieldworkError, Helper, Kind, RecordPage, RecordRow, Standing, Why,
    Wrong, finding_keys, helper, keys_of, question_keys, standard_of, words_of,
};
use market::fieldwork::{FileState, Role};
use market::tax::RateRow;
use market::{catalogue, media, places};
use store::Read;

use crate::error::WebError;
use crate::parts::Wrongs;
use crate::text::Text;
use crate::views::field::visit::question_key;
use crate::views::field::{Apart, RecordLine, Told};

impl From<FieldworkError> for WebError {
    fn from(cause: FieldworkError) -> WebError {
        match cause {
            FieldworkError::NoRecord | FieldworkError::NoFile => WebError::Missing,
            FieldworkError::NotNow(_) => WebError::Conflict("field-not-now"),
            FieldworkError::SamePerson => WebError::Conflict("review-own"),
            FieldworkError::NoReason => WebError::Unclear("why-reason"),
            FieldworkError::NoConsent => WebError::Conflict("review-no-yes"),
            FieldworkError::Wrong(_) => WebError::Unclear("field-wrong"),
            FieldworkError::Raced | FieldworkError::Gap(_) => WebError::Conflict("wrong-raced"),
            FieldworkError::NotAsPromised => WebError::Unclear("no-photo-broken"),
            FieldworkError::Db(cause) => cause.into(),
        }
    }
}

/// Why a yes could not be taken: the field and the sentence, or the page's own error.
pub(super) fn consent_refused(cause: ConsentError) -> Result<(&'static str, &'static str), WebError> {
    match cause {
        ConsentError::TooManyCodes => Ok(("", "consent-too-many")),
        ConsentError::WrongCode => Ok(("code", "consent-wrong-code")),
        ConsentError::NoCode => Ok(("code", "consent-no-code")),
        ConsentError::NoVoice => Ok(("file-voice", "consent-no-voice")),
        ConsentError::Record(cause) => Err(cause.into()),
        ConsentError::Db(cause) => Err(cause.into()),
    }
}

/// What is wrong with an answer, as a sentence that names its question.
pub(super) fn wrong(t: &Text, wrong: &Wrong) -> String {
    let why = match wrong.why {
        Why::Missing => "why-missing",
        Why::NotANumber => "why-number",
        Why::NotRupees => "why-rupees",
        Why::NotAMobile => "why-mobile",
        Why::NotAPin => "why-pin",
        Why::NotAChoice => "why-choice",
        Why::NotADay => "why-day",
        Why::OtherBlock => "why-block",
        Why::NotTheClass => "why-class",
        Why::NotALicence => "why-fssai",
        Why::NoLicence => "why-licence",
        Why::NotALastDay => "why-last-day",
        Why::NoPhoto => "why-photo",
        Why::NoNote => "why-note",
        Why::NotPast => "why-past",
        Why::NoCase => "why-case",
        Why::Aadhaar => "why-aadhaar",
    };
    format!("{}: {}", question(t, wrong.key), t.get(why))
}

/// All of them, beside their questions.
pub(super) fn wrongs(t: &Text, list: &[Wrong]) -> Wrongs {
    list.iter().fold(Wrongs::none(), |all, one| {
        let field = if one.key == "photo" { "file-goods" } else { one.key };
        all.and(field, wrong(t, one))
    })
}

fn question(t: &Text, key: &str) -> String {
    let key = match key {
        "tax_number" | "aggregator" => return t.get(&format!("field-{key}")),
        "photo" => "file-goods",
        _ if key.starts_with("check_") => "check",
        other => other,
    };
    t.get(&question_key(key))
}

/// Why a record came back: what a check found, or what a person said.
pub(super) fn reasons(t: &Text, row: &RecordRow) -> Vec<String> {
    if row.state != Standing::SentBack {
        return Vec::new();
    }
    let found: Vec<String> = row.wrongs().iter().map(|one| wrong(t, one)).collect();
    if found.is_empty() { vec![row.said().to_owned()] } else { found }
}

/// What a record is about, in a line.
pub(super) fn title(t: &Text, row: &RecordRow, good: Option<&Words>, maker: Option<&Words>) -> String {
    let what = good.map_or_else(|| row.good(t.lang), |good| t.pick(good));
    let who = maker.map_or_else(|| row.name(t.lang), |maker| t.pick(maker));
    let parts: Vec<&str> = [what, who].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { t.get(kind_key(row.kind)) } else { parts.join(" · ") }
}

const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Listing => "fieldwork-kind-listing",
        Kind::Inspection => "fieldwork-kind-inspection",
        Kind::Visit => "fieldwork-kind-visit",
    }
}

/// How a record stands, in a few words.
pub(super) fn stands(t: &Text, state: Standing) -> String {
    t.get(&format!("fieldwork-stands-{state}"))
}

/// A record in a list.
pub(super) fn line(t: &Text, row: &RecordRow) -> RecordLine {
    let what = t.get(kind_key(row.kind));
    let title = title(t, row, None, None);
    RecordLine {
        id: row.id.to_string(),
        title: if title == what { title } else { format!("{what}: {title}") },
        when: t.moment(&row.recorded_at),
        stands: stands(t, row.state),
    }
}

/// The price helper's advice for the answers of a record.
pub(super) fn advice(t: &Text, row: &RecordRow, hour: Paise) -> Option<(Helper, String)> {
    let amount = |key: &str| Paise::typed(row.answers.get(key)).unwrap_or_default();
    let hours = kernel::digits::ascii_digits(row.answers.get("hours"));
    let (whole, part) = hours.trim().split_once('.').unwrap_or((hours.trim(), "0"));
    let tenths = whole.parse::<i64>().ok()?.checked_mul(10)? + part.get(..1)?.parse::<i64>().ok()?;
    let costs = Costs {
        material: amount("material"),
        quarter_hours: (tenths.checked_mul(4)? + 9) / 10,
        packing: amount("packing"),
        freight: amount("freight"),
    };
    let told = helper(&costs, hour)?;
    let words = t
        .say("price-floor")
        .set("floor", told.floor.to_string())
        .set("suggested", told.suggested.to_string())
        .to_string();
    Some((told, words))
}

/// What could be better about a photo, as a sentence; nothing if it will do.
pub(in crate::desk) async fn advice_on(
    read: &mut Read,
    t: &Text,
    picture: &str,
) -> Result<Option<String>, WebError> {
    let advice = media::read::advice(read, picture).await?;
    Ok(advice.map(|advice| t.get(&format!("photo-advice-{advice}"))))
}

/// Everything a record tells.
pub(super) async fn told(
    read: &mut Read,
    t: &Text,
    page: &RecordPage,
    hour: Paise,
) -> Result<Told, WebError> {
    let row = &page.row;
    let good = page.good.as_ref();
    let mut told = Told {
        id: row.id.to_string(),
        title: title(t, row, good, page.maker.as_ref().map(|(name, _)| name)),
        state: row.state,
        is_listing: row.kind == Kind::Listing,
        facts: Vec::new(),
        photos: Vec::new(),
        advice: Vec::new(),
        reasons: reasons(t, row),
        apart: row.differences.0.iter().map(|one| apart(t, one)).collect(),
        helper: advice(t, row, hour).map(|(_, words)| words).unwrap_or_default(),
        verdict: page
            .verdict
            .as_ref()
            .map(|verdict| t.get(&format!("verdict-{verdict}")))
            .unwrap_or_default(),
        case: page.case.map(|case| case.to_string()),
        product: None,
    };
    if row.kind == Kind::Visit && row.state == Standing::Done {
        told.verdict = t.get("record-visit-noted");
    }
    for file in page.files.iter().filter(|file| file.state == FileState::Kept && file.role != Role::Voice) {
        if let Some(picture) = &file.picture {
            let shows = t.get(&format!("photo-of-{}", file.role));
            told.advice.extend(advice_on(read, t, picture).await?);
            told.photos.push((format!("/pictures/{picture}/160.jpg"), shows));
        }
    }
    told.facts = match row.kind {
        Kind::Listing => listing_facts(read, t, page).await?,
        Kind::Inspection => inspection_facts(read, t, row).await?,
        Kind::Visit => visit_facts(read, t, row).await?,
    };
    if let (Kind::Listing, Some(product)) = (row.kind, row.product) {
        told.product = catalogue::read::slug_of(read, product).await?;
    }
    Ok(told)
}

async fn listing_facts(
    read: &mut Read,
    t: &Text,
    page: &RecordPage,
) -> Result<Vec<(String, String)>, WebError> {
    let row = &page.row;
    let mut facts = Vec::new();
    if let Some((name, village)) = &page.maker {
        facts.push((t.get("ask-maker"), format!("{}, {}", t.pick(name), t.pick(village))));
    }
    if !row.mobile().is_empty() {
        let masked = kernel::india::Mobile::typed(row.mobile()).map(|mobile| mobile.masked());
        facts.push((t.get("ask-mobile"), masked.unwrap_or_else(|| row.mobile().to_owned())));
    }
    let standard = standard_of(read, row.answers.get("craft"), &row.answers).await?;
    let questions = standard.map(|standard| standard.held.template.asked()).unwrap_or_default();
    for key in keys_of(Kind::Listing) {
        let typed = row.answers.get(key);
        if typed.is_empty() || matches!(*key, "maker" | "case" | "lat" | "lon" | "template") {
            continue;
        }
        if let Some(place) = question_keys().iter().position(|asked| asked == key) {
            let asked =
                questions.get(place).map(|question| (t.pick(&question.words), words_of(question, typed)));
            if let Some((question, answer)) = asked {
                let answer = answer.map_or_else(|_| typed.to_owned(), |words| t.pick(&words).to_owned());
                facts.push((question.to_owned(), answer));
            }
            continue;
        }
        let value = match *key {
            "block" => block_name(read, t, typed).await?,
            "craft" => catalogue::read::craft(read, typed).await?.map(|craft| t.pick(&craft.name).to_owned()),
            "making" | "veg" | "phone_of" | "maker_kind" => t.maybe(&format!("ask-{key}-{typed}")),
            "material" | "packing" | "freight" | "price" => {
                Paise::typed(typed).map(|paise| paise.to_string())
            }
            _ => None,
        };
        facts.push((t.get(&format!("ask-{key}")), value.unwrap_or_else(|| typed.to_owned())));
    }
    Ok(facts)
}

async fn block_name(read: &mut Read, t: &Text, code: &str) -> Result<Option<String>, WebError> {
    let blocks = places::read::blocks(read).await?;
    Ok(blocks.into_iter().find(|block| block.code == code).map(|block| t.pick(&block.name).to_owned()))
}

async fn inspection_facts(
    read: &mut Read,
    t: &Text,
    row: &RecordRow,
) -> Result<Vec<(String, String)>, WebError> {
    let craft = match row.product {
        Some(product) => catalogue::read::craft_of(read, product).await?,
        None => None,
    };
    let standard = standard_of(read, craft.as_deref().unwrap_or_default(), &row.answers).await?;
    let checks = standard.map(|standard| standard.held.template.standard()).unwrap_or_default();
    let mut facts = Vec::new();
    for (key, check) in finding_keys().iter().zip(checks) {
        let found = row.answers.get(key);
        if !found.is_empty() {
            let said = t.maybe(&format!("finding-{found}")).unwrap_or_default();
            facts.push((t.pick(&check).to_owned(), said));
        }
    }
    for key in ["note", "recheck"] {
        facts.push((t.get(&format!("ask-{key}")), row.answers.get(key).to_owned()));
    }
    Ok(facts)
}

async fn visit_facts(read: &mut Read, t: &Text, row: &RecordRow) -> Result<Vec<(String, String)>, WebError> {
    let mut facts = Vec::new();
    if let Some(mobile) = kernel::india::Mobile::typed(row.mobile()) {
        facts.push((t.get("ask-mobile"), mobile.masked()));
    }
    for key in keys_of(Kind::Visit) {
        let typed = row.answers.get(key);
        if typed.is_empty() || matches!(*key, "case" | "lat" | "lon") {
            continue;
        }
        let value = match *key {
            "block" => block_name(read, t, typed).await?,
            "craft" => catalogue::read::craft(read, typed).await?.map(|craft| t.pick(&craft.name).to_owned()),
            "maker_kind" => t.maybe(&format!("ask-{key}-{typed}")),
            "visited" => kernel::Day::from_iso(typed).map(|day| t.day(&day)),
            _ => None,
        };
        let question = if *key == "seen_name" { t.get("ask-case") } else { question(t, key) };
        facts.push((question, value.unwrap_or_else(|| typed.to_owned())));
    }
    Ok(facts)
}

/// A tax rate with its code and how sure we are of it.
pub(crate) fn rate(t: &Text, rate: &RateRow) -> String {
    let name = Words::new(&*rate.name_hi, &*rate.name_en);
    let mark = t.maybe(&format!("rate-mark-{}", rate.verified)).unwrap_or_else(|| rate.verified.clone());
    let says = t.say("rate-told").set("name", t.pick(&name)).set("hsn", &*rate.hsn);
    says.set("rate", rate.rate.to_string()).set("mark", mark).to_string()
}

/// Something that had changed meanwhile, in words.
fn apart(t: &Text, one: &Difference) -> Apart {
    let shown = |value: &str| match one.what.as_str() {
        "price" => value.parse().map(Paise).map_or_else(|_| value.to_owned(), |paise| paise.to_string()),
        "stock" => value.parse().map(grouped).unwrap_or_else(|_| value.to_owned()),
        _ => value.to_owned(),
    };
    Apart {
        what: t.get(&format!("apart-{}", one.what)),
        then: shown(&one.then),
        now: shown(&one.now),
        maker: Some(one.maker.clone()).filter(|maker| !maker.is_empty()),
        case: Some(one.case.clone()).filter(|case| !case.is_empty()),
    }
}
