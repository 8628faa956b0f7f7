//! Registered templates, and whether a text was made from one.
//!
//! A variable is written `{#var#}`, or with its kind: `{#numeric#}`, `{#alphanumeric#}`, `{#url#}`, `{#cbn#}`.
//! A value has 1 to 30 characters; a link may be longer, as its site is registered.
//! Source: TRAI TCCCPR 2018 and its direction of 18-11-2025 on typed variables.

/// The longest value of a variable, in characters.
const VALUE_MAX: usize = 30;
/// The longest link, in characters.
const LINK_MAX: usize = 120;

/// A template as it stands in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsTemplate {
    /// Its 19-digit number.
    pub id: String,
    /// Its text with variables.
    pub text: String,
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Variable(&'a str),
}

impl SmsTemplate {
    /// Whether `text` is this template with every variable filled in as its kind allows.
    pub fn made(&self, text: &str) -> bool {
        fits(&pieces(&self.text), text)
    }
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let (mut out, mut rest) = (Vec::new(), template);
    while let Some((words, after)) = rest.split_once("{#") {
        let Some((kind, after)) = after.split_once("#}") else { break };
        if !words.is_empty() {
            out.push(Piece::Words(words));
        }
        out.push(Piece::Variable(kind));
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest));
    }
    out
}

/// Tries every length of every variable; at most 30 each, and templates have few.
fn fits(pieces: &[Piece<'_>], text: &str) -> bool {
    match pieces.split_first() {
        None => text.is_empty(),
        Some((Piece::Words(words), rest)) => text.strip_prefix(words).is_some_and(|after| fits(rest, after)),
        Some((Piece::Variable(kind), rest)) => {
            let longest = if matches!(*kind, "url" | "urlott") { LINK_MAX } else { VALUE_MAX };
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(longest);
            ends.into_iter().any(|end| is_of_kind(kind, &text[..end]) && fits(rest, &text[end..]))
        }
    }
}

fn is_of_kind(kind: &str, value: &str) -> bool {
    match kind {
        "numeric" | "number" | "cbn" => {
            value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+'))
        }
        "url" | "urlott" => value.starts_with("https://") || value.starts_with("http://"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(template: &str, text: &str) -> bool {
        SmsTemplate { id: "1".into(), text: template.into() }.made(text)
    }

    #[test]
    fn a_text_must_be_its_template_filled_in() {
        let code = "{#numeric#} आपका कोड है। DeogharMart";
        assert!(made(code, "123456 आपका कोड है। DeogharMart"));
        assert!(!made(code, "कोड आपका कोड है। DeogharMart"));
        assert!(!made(code, "123456 आपका कोड है। SomeoneElse"));
        assert!(!made(code, " आपका कोड है। DeogharMart"));
        assert!(made("Hello", "Hello") && !made("Hello", "Hello!"));
    }

    #[test]
    fn a_value_may_not_be_longer_than_thirty_characters() {
        let template = "{#var#} के लिए ₹{#var#}";
        assert!(made(template, &format!("{} के लिए ₹250", "अ".repeat(30))));
        assert!(!made(template, &format!("{} के लिए ₹250", "अ".repeat(31))));
        assert!(made("देखें {#url#}", &format!("देखें https://deogharmart.in/o/{}", "x".repeat(60))));
        assert!(!made("देखें {#url#}", "देखें deogharmart.in"));
    }

    #[test]
    fn values_may_hold_the_words_around_them() {
        assert!(made("{#var#} and {#var#}.", "salt and pepper and peda."));
    }
}
