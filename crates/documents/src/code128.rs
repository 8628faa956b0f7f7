//! Code 128: a bar code of letters and digits that every counter's scanner reads.
//!
//! Never: draws; it answers how wide each bar and each gap is, in modules. Code set B alone: capitals, small letters, digits, signs.
//! Source: ISO/IEC 15417, table 1 and the check symbol of clause 4.5.

/// Bars and gaps of each symbol in turn, in modules; the last one is the stop.
const SYMBOLS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];
/// Begins code set B.
const START_B: usize = 104;
const STOP: usize = 106;
/// Longer texts do not fit on a label.
const LETTERS_MOST: usize = 32;
/// Left and right of the bars nothing may stand for so many modules.
pub const QUIET: u16 = 10;

/// The widths of bars and gaps of a text in turn, a bar first; `None` for an empty or long text, or one with other letters.
pub fn widths(text: &str) -> Option<Vec<u16>> {
    if text.is_empty() || text.len() > LETTERS_MOST {
        return None;
    }
    let values = text.bytes().map(|byte| (0x20..0x7f).contains(&byte).then(|| usize::from(byte - 0x20)));
    let values: Vec<usize> = values.collect::<Option<_>>()?;
    let check = values.iter().zip(1..).fold(START_B, |sum, (value, place)| sum + value * place) % 103;
    let symbols = [START_B].into_iter().chain(values).chain([check, STOP]);
    let digits = symbols.flat_map(|symbol| SYMBOLS[symbol].bytes());
    Some(digits.map(|digit| u16::from(digit - b'0')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_eleven_modules_wide_with_an_even_number_of_black_ones_and_stands_once() {
        for (at, symbol) in SYMBOLS.iter().enumerate().take(STOP) {
            let widths: Vec<u32> = symbol.bytes().map(|digit| u32::from(digit - b'0')).collect();
            assert_eq!(widths.iter().sum::<u32>(), 11, "{at}");
            assert_eq!(widths.iter().step_by(2).sum::<u32>() % 2, 0, "{at}");
            assert_eq!(SYMBOLS.iter().filter(|other| *other == symbol).count(), 1, "{at}");
        }
    }

    #[test]
    fn a_text_has_its_check_symbol_and_what_does_not_fit_has_no_bars() {
        // PJJ123C, the example of the standard: check value 54 in code set A; in B start is one more, so 55.
        let widths_of = |text| widths(text).expect("bars");
        let bars = widths_of("PJJ123C");
        assert_eq!(bars.len(), 6 * 9 + 7);
        let check: String = bars[48..54].iter().map(u16::to_string).collect();
        assert_eq!(check, SYMBOLS[55]);
        for none in ["", "पेड़ा", "a\nb", "x".repeat(33).as_str()] {
            assert_eq!(widths(none), None, "{none}");
        }
    }
}
