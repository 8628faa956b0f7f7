//! Digits as people type them: `१२५०`, `1,250` and `1250` are one number.

/// Devanagari digits become ASCII digits; everything else stays.
pub fn ascii_digits(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            '०'..='९' => char::from(b'0' + u8::try_from(u32::from(c) - 0x0966).unwrap_or(0)),
            other => other,
        })
        .collect()
}

/// Only the digits of what was typed, in ASCII.
pub fn only_digits(typed: &str) -> String {
    ascii_digits(typed).chars().filter(char::is_ascii_digit).collect()
}

/// A whole number the Indian way: `1234567` → `12,34,567`.
pub fn grouped(number: u64) -> String {
    let plain = number.to_string();
    let (head, tail) = plain.split_at(plain.len().saturating_sub(3));
    if head.is_empty() {
        return tail.to_owned();
    }
    let mut out = String::with_capacity(plain.len() + plain.len() / 2);
    for (i, digit) in head.chars().enumerate() {
        if i > 0 && (head.len() - i).is_multiple_of(2) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push(',');
    out.push_str(tail);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hindi_and_english_digits_are_the_same_number() {
        assert_eq!(ascii_digits("१२५०"), "1250");
        assert_eq!(only_digits(" +९१ 98765-४३२१० "), "919876543210");
    }

    #[test]
    fn numbers_are_grouped_by_lakh_and_crore() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (99_999, "99,999"),
            (123_456, "1,23,456"),
            (12_345_678, "1,23,45,678"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
