//! What the market says of export, in words.

use market::export::ready::{Ready, Verdict};
use market::export::{ExportError, Lack};

use crate::error::WebError;
use crate::parts::{Choice, Row, Select, Wrongs};
use crate::text::Text;
use crate::views::board::Ask;

/// Whether a good may go to a country, as a sentence.
pub(super) fn verdict(t: &Text, verdict: &Verdict) -> String {
    match verdict {
        Verdict::Goes => t.get("export-goes"),
        Verdict::WithCertificate(why) => t.pick(why).to_owned(),
        Verdict::Stays(why) => t.pick(why).to_owned(),
        Verdict::Stopped(day, why) => {
            t.say("export-stopped").set("day", day.written()).set("why", why).to_string()
        }
        Verdict::Unknown => t.get("export-unknown"),
    }
}

/// What a good lacks, each with who mends it.
pub(super) fn lacks(t: &Text, ready: &Ready) -> Vec<Row> {
    Lack::ALL
        .iter()
        .map(|lack| {
            let is_missing = ready.lacks.contains(lack);
            let key = if is_missing { "export-lacking" } else { "export-there" };
            let mender =
                if is_missing { t.get(&format!("export-mender-{}", lack.mender())) } else { String::new() };
            Row {
                href: String::new(),
                title: t.get(&format!("export-lack-{lack}")),
                figure: t.get(key),
                note: mender,
                standing: String::new(),
            }
        })
        .collect()
}

/// A list to choose of.
pub(super) fn select(t: &Text, (name, label): (&str, &str), choices: Vec<Choice>, wrongs: &Wrongs) -> Ask {
    Ask::Select(Select {
        name: name.to_owned(),
        label: t.get(label),
        any: Some(t.get("case-choose")),
        error: wrongs.of(name).map(str::to_owned),
        choices,
    })
}

/// Why something was refused, beside the field it is about; what is no fault of a form goes on as it is.
///
/// # Errors
/// [`WebError`] for what no form can mend.
pub(super) fn wrong(t: &Text, cause: ExportError, form: &'static str) -> Result<Wrongs, WebError> {
    let whole = |says: String| Wrongs::none().and(form, says);
    Ok(match cause {
        ExportError::Typed("article") => whole(t.get("export-wrong-article")),
        ExportError::Typed(field) => Wrongs::none().and(field, t.get(&format!("export-wrong-{field}"))),
        ExportError::NotReady(lacks) => {
            let named: Vec<String> = lacks.iter().map(|lack| t.get(&format!("export-lack-{lack}"))).collect();
            whole(format!("{} {}", t.get("export-wrong-not-ready"), named.join(", ")))
        }
        ExportError::Stays(why) => whole(format!("{} {}", t.get("export-wrong-stays"), verdict(t, &why))),
        ExportError::Faulty(faults) => {
            let told: Vec<String> =
                faults.iter().map(|fault| t.get(&format!("export-fault-{fault}"))).collect();
            whole(format!("{} {}", t.get("export-wrong-faulty"), told.join(" ")))
        }
        ExportError::OtherMoney(amount) => {
            whole(t.say("export-wrong-other-money").set("amount", t.money(&amount)).to_string())
        }
        ExportError::Quote(_) | ExportError::Order(_) => whole(t.get("export-wrong-order")),
        ExportError::NotNow => whole(t.get("wrong-stands-otherwise")),
        other => return Err(other.into()),
    })
}
