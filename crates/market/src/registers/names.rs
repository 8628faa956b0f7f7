//! A person's name as registers write it: in capitals, with titles, with the husband's or father's name behind it. Pure.

use crate::matching::Gender;
use crate::search::sound::is_devanagari;

/// Titles in front of a name, and whose they are.
const TITLES: [(&str, Gender); 27] = [
    ("श्रीमती", Gender::Female),
    ("श्रीमति", Gender::Female),
    ("सुश्री", Gender::Female),
    ("श्री", Gender::Male),
    ("श्रीमान", Gender::Male),
    ("डॉ", Gender::Unknown),
    ("डा", Gender::Unknown),
    ("स्व", Gender::Unknown),
    ("स्वर्गीय", Gender::Unknown),
    ("smt", Gender::Female),
    ("smti", Gender::Female),
    ("shrimati", Gender::Female),
    ("srimati", Gender::Female),
    ("mrs", Gender::Female),
    ("miss", Gender::Female),
    ("ms", Gender::Female),
    ("sushri", Gender::Female),
    ("km", Gender::Female),
    ("mr", Gender::Male),
    ("shri", Gender::Male),
    ("shree", Gender::Male),
    ("sri", Gender::Male),
    ("sh", Gender::Male),
    ("dr", Gender::Unknown),
    ("late", Gender::Unknown),
    ("lt", Gender::Unknown),
    ("m/s", Gender::Unknown),
];

/// What stands between a name and that of her husband or father, and what it says of her.
const BETWEEN: [(&str, Gender); 26] = [
    ("w/o", Gender::Female),
    ("w/0", Gender::Female),
    ("wo", Gender::Female),
    ("d/o", Gender::Female),
    ("d/0", Gender::Female),
    ("do", Gender::Female),
    ("s/o", Gender::Male),
    ("s/0", Gender::Male),
    ("so", Gender::Male),
    ("c/o", Gender::Unknown),
    ("h/o", Gender::Male),
    ("पत्नी", Gender::Female),
    ("पुत्री", Gender::Female),
    ("पति", Gender::Female),
    ("पुत्र", Gender::Male),
    ("पिता", Gender::Unknown),
    ("बेटी", Gender::Female),
    ("बेटा", Gender::Male),
    ("wife", Gender::Female),
    ("daughter", Gender::Female),
    ("son", Gender::Male),
    ("husband", Gender::Female),
    ("father", Gender::Unknown),
    ("प०", Gender::Female),
    ("पु०", Gender::Male),
    ("पि०", Gender::Unknown),
];

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The name without titles.
    pub name: String,
    /// The husband's or father's name, if it stood behind.
    pub kin: String,
    /// What titles and relation say of her; `None` if nothing.
    pub gender: Option<Gender>,
}

/// Takes a person's name apart.
pub(super) fn parts(text: &str) -> Parts {
    let text = text.replace(['\n', '\t'], " ");
    let (before, between, after) = split(&text);
    let (name, title) = untitled(before);
    let kin = untitled(after).0;
    let known = |gender: Option<Gender>| gender.filter(|gender| *gender != Gender::Unknown);
    Parts { name: spelt(&name), kin: spelt(&kin), gender: known(title).or(known(between)) }
}

/// The name before the word that tells whose wife or child she is, what that word says, and the name behind it.
fn split(text: &str) -> (&str, Option<Gender>, &str) {
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let start = at;
        at += word.len();
        let plain = word.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '-' | ':' | ',' | '.' | '–')
        });
        let (key, glued) = plain.split_once(['-', ':', '.']).unwrap_or((plain, ""));
        let found =
            BETWEEN.iter().find(|(known, _)| *known == plain.to_lowercase() || *known == key.to_lowercase());
        // Nobody's first word is «wife of»: then it is a name.
        if let Some((_, gender)) = found.filter(|_| start > 0) {
            let after = &text[start + word.find(glued).filter(|_| !glued.is_empty()).unwrap_or(word.len())..];
            let after =
                after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '–' | '.'));
            let after = after.strip_prefix("of ").unwrap_or(after);
            return (&text[..start], Some(*gender), after);
        }
    }
    (text, None, "")
}

/// A name without its titles, and what the first of them says.
fn untitled(name: &str) -> (String, Option<Gender>) {
    let mut gender = None;
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while let Some(first) = words.first() {
        let key = first.trim_end_matches(['.', '०', '॰', ':', '-', ',']).to_lowercase();
        let title = TITLES.iter().find(|(known, _)| *known == key);
        if let Some((_, says)) = title.filter(|_| words.len() > 1) {
            gender = gender.or(Some(*says));
            words.remove(0);
            continue;
        }
        // «Smt.Sunita»: the title sticks to the name.
        let glued = first.split_once('.').filter(|(title, rest)| {
            !rest.is_empty()
                && TITLES.iter().any(|(known, _)| known.len() > 1 && *known == title.to_lowercase())
        });
        match glued {
            Some((title, rest)) => {
                let says = TITLES.iter().find(|(known, _)| *known == title.to_lowercase());
                gender = gender.or(says.map(|(_, says)| *says));
                words[0] = rest;
            }
            None => break,
        }
    }
    let joined = words.join(" ");
    let trimmed = joined
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | ',' | ':' | ';' | '*'));
    (trimmed.to_owned(), gender)
}

/// A Latin name in capitals or in small letters begins each word with a capital; a name somebody has spelt stays.
pub(super) fn spelt(name: &str) -> String {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let is_plain = letters().all(|c| c.is_ascii()) && letters().count() > 1;
    let is_shouted = letters().all(|c| c.is_uppercase());
    let is_whispered = letters().all(|c| c.is_lowercase());
    if !is_plain || !(is_shouted || is_whispered) {
        return name.to_owned();
    }
    let mut spelt = String::with_capacity(name.len());
    let mut begins = true;
    for c in name.chars() {
        spelt.push(if begins { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        begins = !c.is_alphanumeric();
    }
    spelt
}

/// Whether a text is written in Devanagari, if only in part.
pub(super) fn is_hindi(text: &str) -> bool {
    text.chars().any(is_devanagari)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_the_husbands_name_are_told_apart() {
        for (text, name, kin, gender) in [
            ("SUNITA DEVI", "Sunita Devi", "", None),
            ("Smt. SUNITA DEVI W/O SHRI RAMESH YADAV", "Sunita Devi", "Ramesh Yadav", Some(Gender::Female)),
            ("श्रीमती सुनीता देवी पति- श्री रमेश यादव", "सुनीता देवी", "रमेश यादव", Some(Gender::Female)),
            ("सुनीता देवी (पति रमेश यादव)", "सुनीता देवी", "रमेश यादव", Some(Gender::Female)),
            ("सुनीता कुमारी पिता स्व० मोहन महतो", "सुनीता कुमारी", "मोहन महतो", None),
            ("Mr RAJU LOHAR S/o Late Kailu Lohar", "Raju Lohar", "Kailu Lohar", Some(Gender::Male)),
            ("Smt.Sunita Devi", "Sunita Devi", "", Some(Gender::Female)),
            ("A.K. SINHA", "A.K. Sinha", "", None),
            ("MacDonald tudu", "MacDonald tudu", "", None),
            ("श्री", "श्री", "", None),
            ("श्रीराम मंडल", "श्रीराम मंडल", "", None),
            ("गीता देवी पत्नी-रामू", "गीता देवी", "रामू", Some(Gender::Female)),
            ("sunita devi wife of ramesh", "Sunita Devi", "Ramesh", Some(Gender::Female)),
            ("", "", "", None),
        ] {
            let kin = kin.to_owned();
            assert_eq!(parts(text), Parts { name: name.to_owned(), kin, gender }, "{text}");
        }
    }
}
