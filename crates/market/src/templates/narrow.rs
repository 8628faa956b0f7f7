//! What of a family's template is for one craft, and its questions in the order they are asked. Pure.

use kernel::Words;

use super::{How, Legal, LegalField, OTHER, Only, Question, Sign, Template};

/// The question how a good is sold; it comes first where there is a choice.
const UNIT: &str = "unit";

fn of<T: Clone>(parts: &[Only<T>], craft: &str) -> Vec<Only<T>> {
    let is_for = |one: &&Only<T>| one.crafts.is_empty() || one.crafts.iter().any(|own| own == craft);
    parts.iter().filter(is_for).cloned().collect()
}

impl Template {
    /// Whether it is for this craft: it names it, or it is for whatever nobody names.
    pub fn serves(&self, craft: &str) -> bool {
        self.family == OTHER || self.crafts.iter().any(|own| own == craft)
    }

    /// The part of it that is for this craft.
    #[must_use]
    pub fn for_craft(&self, craft: &str) -> Template {
        let craft = if self.crafts.iter().any(|own| own == craft) { craft } else { OTHER };
        Template {
            rates: of(&self.rates, craft),
            questions: of(&self.questions, craft),
            legal: of(&self.legal, craft),
            packing: of(&self.packing, craft),
            checks: of(&self.checks, craft),
            ..self.clone()
        }
    }

    /// Its questions in their order; how the good is sold comes first, unless there is only one way.
    pub fn asked(&self) -> Vec<Question> {
        let unit = (self.units.len() > 1).then(|| Question {
            key: UNIT.to_owned(),
            sign: Sign::Unit,
            words: Words::new("कैसे बिकता है?", "How is it sold?"),
            hint: Words::default(),
            how: How::Choice,
            choices: self.units.clone(),
            unit: Words::default(),
            needed: true,
            shown: true,
        });
        unit.into_iter().chain(self.questions.iter().map(|one| one.part.clone())).collect()
    }

    /// What an inspection looks at, in its order.
    pub fn standard(&self) -> Vec<Words> {
        self.checks.iter().map(|one| one.part.clone()).collect()
    }

    /// Keys of tax rates, the most likely first.
    pub fn rate_keys(&self) -> Vec<String> {
        self.rates.iter().map(|one| one.part.clone()).collect()
    }

    /// Whether a listing must answer this.
    pub fn needs(&self, field: LegalField) -> bool {
        let needs = |legal: &Legal| legal.field == field && legal.needed;
        self.legal.iter().any(|one| needs(&one.part))
    }
}
