//! The questions of a listing, one small screen each, as forms online and offline show them.

use kernel::Words;
use market::fieldwork::{Answers, is_eaten};
use market::templates::{Eaten, Held};

use crate::parts::{Choice, CraftChoice, Field, Kind, PhotoAsk, Radios, Select, Wrongs};
use crate::text::Text;

kernel::codes! {
    /// One screen of the form.
    pub enum Screen {
        /// A maker who is known, or a new one.
        Maker = "maker",
        /// What she is called.
        Name = "name",
        /// Her phone, and whose it is.
        Phone = "phone",
        /// Her picture.
        Face = "face",
        /// Where she lives.
        Place = "place",
        /// Which craft.
        Craft = "craft",
        /// The craft's own questions.
        Questions = "questions",
        /// A photo of the good.
        Photo = "photo",
        /// What it is called.
        Good = "good",
        /// How large and heavy it is.
        Size = "size",
        /// Whether it lies ready.
        Making = "making",
        /// Whether people eat it.
        Eaten = "eaten",
        /// What the law wants told of food.
        Food = "food",
        /// What a piece costs its maker.
        Costs = "costs",
        /// What she asks for it.
        Price = "price",
    }
}

/// The six steps the screens belong to.
pub const STEPS: [&str; 6] = ["step-who", "step-where", "step-craft", "step-good", "step-price", "step-yes"];

impl Screen {
    /// Which of [`STEPS`], from 1.
    pub const fn step(self) -> usize {
        match self {
            Screen::Maker | Screen::Name | Screen::Phone | Screen::Face => 1,
            Screen::Place => 2,
            Screen::Craft | Screen::Questions => 3,
            Screen::Photo | Screen::Good | Screen::Size | Screen::Making | Screen::Eaten | Screen::Food => 4,
            Screen::Costs | Screen::Price => 5,
        }
    }

    /// Whether it is asked, after these answers: of a known maker nobody asks her name, of a pot nobody what is in it.
    pub fn is_asked(self, answers: &Answers, eaten: Eaten) -> bool {
        let known = !answers.get("maker").is_empty();
        match self {
            Screen::Name | Screen::Phone | Screen::Face | Screen::Place => !known,
            Screen::Eaten => eaten == Eaten::Asked,
            Screen::Food => is_eaten(eaten, answers),
            _ => true,
        }
    }

    /// The screen that follows after these answers; `None` after the last.
    pub fn next(self, answers: &Answers, eaten: Eaten) -> Option<Screen> {
        let after = Screen::ALL.iter().skip_while(|screen| **screen != self).skip(1);
        after.copied().find(|screen| screen.is_asked(answers, eaten))
    }

    /// The screen before; `None` before the first.
    pub fn before(self, answers: &Answers, eaten: Eaten) -> Option<Screen> {
        let before = Screen::ALL.iter().take_while(|screen| **screen != self);
        before.copied().filter(|screen| screen.is_asked(answers, eaten)).last()
    }

    /// What has to be answered before a phone goes on; `/` parts choices of which one does. The mart checks more.
    pub const fn needs(self) -> &'static str {
        match self {
            Screen::Maker | Screen::Face | Screen::Eaten | Screen::Food => "",
            Screen::Name => "name_hi/name_en",
            Screen::Phone => "mobile",
            Screen::Place => "block village_hi/village_en pincode",
            Screen::Craft => "craft",
            Screen::Questions => "questions",
            Screen::Photo => "photo:goods",
            Screen::Good => "good_hi/good_en",
            Screen::Size => "length_cm breadth_cm height_cm weight_g",
            Screen::Making => "making",
            Screen::Costs => "material hours",
            Screen::Price => "price",
        }
    }

    /// The screen a question stands on, for links to what was wrong.
    pub fn of(key: &str) -> Screen {
        match key {
            "maker" | "case" => Screen::Maker,
            "name_hi" | "name_en" | "maker_kind" => Screen::Name,
            "mobile" | "phone_of" => Screen::Phone,
            "block" | "panchayat" | "village_hi" | "village_en" | "pincode" | "lat" | "lon"
            | "accuracy_m" => Screen::Place,
            "craft" => Screen::Craft,
            "template" => Screen::Questions,
            asked if asked.starts_with("ask_") => Screen::Questions,
            "photo" => Screen::Photo,
            "good_hi" | "good_en" | "words_hi" | "words_en" => Screen::Good,
            "length_cm" | "breadth_cm" | "height_cm" | "weight_g" => Screen::Size,
            "making" | "stock" | "lead_days" | "capacity" => Screen::Making,
            "veg" => Screen::Eaten,
            "net_quantity" | "ingredients" | "allergens" | "storage" | "shelf_life_days" | "fssai"
            | "fssai_until" => Screen::Food,
            "price" => Screen::Price,
            _ => Screen::Costs,
        }
    }
}

/// What can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Makers of the officer's blocks: id, name, village. Empty where the phone fills them in.
    pub makers: Vec<(String, Words, Words)>,
    /// Her blocks: code and name.
    pub blocks: Vec<(String, Words)>,
    /// All crafts: key and name.
    pub crafts: Vec<(String, Words)>,
    /// What is asked of the chosen craft. Nothing where the phone fills it in.
    pub asked: Option<Held>,
}

/// The answers so far and what was wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// By question.
    pub answers: Answers,
    /// The number, which is kept apart.
    pub mobile: String,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl Given {
    fn get(&self, key: &str) -> &str {
        if key == "mobile" { &self.mobile } else { self.answers.get(key) }
    }
    fn field(&self, t: &Text, key: &str, kind: Kind) -> String {
        let field = Field {
            name: key.to_owned(),
            label: t.get(&format!("ask-{key}")),
            hint: t.maybe(&format!("ask-{key}.hint")).unwrap_or_default(),
            value: self.get(key).to_owned(),
            error: self.wrongs.of(key).map(str::to_owned),
            kind,
        };
        field.html(t).to_string()
    }
    fn radios(&self, t: &Text, key: &str, values: &[&str]) -> String {
        let choice = |value: &&str| {
            let label = t.get(&format!("ask-{key}-{value}"));
            Choice::new(*value, label).chosen_if(self.get(key))
        };
        let radios = Radios {
            name: key.to_owned(),
            label: t.get(&format!("ask-{key}")),
            error: self.wrongs.of(key).map(str::to_owned),
            choices: values.iter().map(choice).collect(),
        };
        radios.html(t).to_string()
    }
    fn select(&self, t: &Text, key: &str, any: &str, choices: Vec<Choice>) -> String {
        let select = Select {
            name: key.to_owned(),
            label: t.get(&format!("ask-{key}")),
            any: Some(t.get(any)),
            error: self.wrongs.of(key).map(str::to_owned),
            choices: choices.into_iter().map(|choice| choice.chosen_if(self.get(key))).collect(),
        };
        select.html(t).to_string()
    }
    fn photo(&self, t: &Text, role: &'static str) -> String {
        photo(t, role, self.wrongs.of(&format!("file-{role}"))).html(t).to_string()
    }
}

/// Asks for a file of this role.
pub fn photo(t: &Text, role: &'static str, error: Option<&str>) -> PhotoAsk {
    PhotoAsk {
        role,
        label: t.get(&format!("ask-file-{role}")),
        hint: t.maybe(&format!("ask-file-{role}.hint")).unwrap_or_default(),
        error: error.map(str::to_owned),
    }
}

/// The questions of a screen as HTML.
pub fn questions(t: &Text, screen: Screen, choices: &Choices, given: &Given) -> String {
    let field = |key: &str, kind| given.field(t, key, kind);
    match screen {
        Screen::Maker => {
            let choice = |(id, name, village): &(String, Words, Words)| {
                Choice::new(id.as_str(), format!("{}, {}", t.pick(name), t.pick(village)))
            };
            given.select(t, "maker", "ask-maker-new", choices.makers.iter().map(choice).collect())
        }
        Screen::Name => {
            let kinds = ["person", "shg", "cooperative", "workshop", "company"];
            field("name_hi", Kind::Words)
                + &field("name_en", Kind::Words)
                + &given.radios(t, "maker_kind", &kinds)
        }
        Screen::Phone => {
            field("mobile", Kind::Mobile) + &given.radios(t, "phone_of", &["own", "family", "neighbour"])
        }
        Screen::Face => given.photo(t, "maker"),
        Screen::Place => place(t, choices, given),
        Screen::Craft => {
            let crafts = CraftChoice {
                label: t.get("ask-craft"),
                crafts: choices.crafts.clone(),
                chosen: given.get("craft").to_owned(),
                error: given.wrongs.of("craft").map(str::to_owned),
            };
            crafts.html(t).to_string()
        }
        Screen::Questions => craft_questions(t, choices, given),
        Screen::Photo => given.photo(t, "goods"),
        Screen::Good => {
            field("good_hi", Kind::Words) + &field("good_en", Kind::Words) + &field("words_hi", Kind::Lines)
        }
        Screen::Size => {
            let sizes = ["length_cm", "breadth_cm", "height_cm", "weight_g"];
            sizes.iter().map(|key| field(key, Kind::Count)).collect()
        }
        Screen::Making => {
            let ready = format!("<div data-when=\"stock\">{}</div>", field("stock", Kind::Count));
            let ordered = field("lead_days", Kind::Count) + &field("capacity", Kind::Count);
            given.radios(t, "making", &["stock", "to_order"])
                + &ready
                + "<div data-when=\"to_order\">"
                + &ordered
                + "</div>"
        }
        Screen::Eaten => given.radios(t, "veg", &["none", "yes", "no"]),
        Screen::Food => {
            let words = ["net_quantity", "ingredients", "allergens", "storage"];
            let words: String = words.iter().map(|key| field(key, Kind::Words)).collect();
            words
                + &field("shelf_life_days", Kind::Count)
                + &field("fssai", Kind::Words)
                + &field("fssai_until", Kind::Day)
        }
        Screen::Costs => {
            field("material", Kind::Rupees)
                + &field("hours", Kind::Count)
                + &field("packing", Kind::Rupees)
                + &field("freight", Kind::Rupees)
        }
        Screen::Price => field("price", Kind::Rupees),
    }
}

/// The questions of the chosen craft, and which version they are; a phone fills them in when it knows the craft.
fn craft_questions(t: &Text, choices: &Choices, given: &Given) -> String {
    let Some(held) = &choices.asked else { return "<div data-questions></div>".to_owned() };
    // Answers to another version are answers to other questions.
    let answers_fit = given.get("template") == held.stamp.to_string();
    let answer = |key: &str| if answers_fit { given.get(key).to_owned() } else { String::new() };
    let stamp = format!("<input type=\"hidden\" name=\"template\" value=\"{}\">", held.stamp);
    stamp + &super::asked::questions(t, held, "", answer, &given.wrongs)
}

fn place(t: &Text, choices: &Choices, given: &Given) -> String {
    let blocks = choices.blocks.iter().map(|(code, name)| Choice::new(code.as_str(), t.pick(name))).collect();
    let mut html = given.select(t, "block", "ask-block-choose", blocks);
    for key in ["panchayat", "village_hi", "village_en"] {
        html += &given.field(t, key, Kind::Area);
    }
    html += &given.field(t, "pincode", Kind::Pincode);
    html + &gps(t, ["lat", "lon", "accuracy_m"].map(|key| given.get(key)))
}

/// Asks where the phone is, with what it said before.
pub(super) fn gps(t: &Text, [lat, lon, accuracy_m]: [&str; 3]) -> String {
    Gps { lat, lon, accuracy_m, t: *t }.to_string()
}

/// Asks the phone once where it is; without script nobody asks.
#[derive(askama::Template)]
#[template(
    ext = "html",
    source = r#"<div class="field"><input type="hidden" name="lat" value="{{ lat }}"><input type="hidden" name="lon" value="{{ lon }}"><input type="hidden" name="accuracy_m" value="{{ accuracy_m }}">
<button type="button" class="button second" data-gps data-asking="{{ t.get("gps-asking") }}" data-found="{{ t.get("gps-found") }}" data-none="{{ t.get("gps-none") }}" hidden>{{ t.get("gps-ask") }}</button><p class="told" role="status"></p></div>"#
)]
struct Gps<'a> {
    lat: &'a str,
    lon: &'a str,
    accuracy_m: &'a str,
    t: Text,
}

#[cfg(test)]
mod tests {
    use market::fieldwork::{Kind as Record, keys_of};

    use super::*;

    #[test]
    fn every_question_stands_on_its_screen_and_the_way_leads_through_all() {
        let t = Text::new(kernel::Lang::Hi);
        let (choices, given) = (Choices::default(), Given::default());
        for key in keys_of(Record::Listing) {
            if matches!(*key, "case" | "craft" | "words_en") || Screen::of(key) == Screen::Questions {
                continue;
            }
            let html = questions(&t, Screen::of(key), &choices, &given);
            assert!(html.contains(&format!("name=\"{key}\"")), "{key} is not on {}", Screen::of(key));
        }
        let mut screen = Screen::Maker;
        let mut way = vec![screen];
        while let Some(next) = screen.next(&given.answers, Eaten::Asked) {
            assert_eq!(next.before(&given.answers, Eaten::Asked), Some(screen));
            screen = next;
            way.push(screen);
        }
        assert_eq!(way.len(), Screen::ALL.len() - 1, "nobody asks what is in a pot");
        let way = |eaten| Screen::ALL.iter().filter(|screen| screen.is_asked(&given.answers, eaten)).count();
        assert_eq!(way(Eaten::Never) + 1, way(Eaten::Asked), "nor whether it is eaten");
        assert!(Screen::Food.is_asked(&given.answers, Eaten::Always));
    }
}
