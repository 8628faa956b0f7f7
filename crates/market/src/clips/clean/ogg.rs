//! Ogg with Opus: pages; the first says that it is Opus, the second holds remarks and nothing else.

use super::{Clean, Medium, NoClip};

/// Where the number of segments stands; their lengths follow.
const SEGMENTS: usize = 26;
/// Where the checksum stands.
const SUM: usize = 22;
/// Remarks that remark nothing: by nobody, none.
const NO_REMARKS: &[u8; 16] = b"OpusTags\0\0\0\0\0\0\0\0";

pub(super) fn clean(bytes: &[u8]) -> Result<Clean, NoClip> {
    let (first, rest) = page(bytes)?;
    let (second, sound) = page(rest)?;
    if !body(first).starts_with(b"OpusHead") || !body(second).starts_with(b"OpusTags") {
        return Err(NoClip::OtherKind);
    }
    // Remarks of more than a page hold a picture; phones write none.
    if second[SEGMENTS..].get(usize::from(second[SEGMENTS])) == Some(&255) {
        return Err(NoClip::OtherKind);
    }
    let mut blank = second[..SEGMENTS].to_vec();
    blank.extend([1, 16]);
    blank.extend(NO_REMARKS);
    blank[SUM..SUM + 4].fill(0);
    let sum = checksum(&blank);
    blank[SUM..SUM + 4].copy_from_slice(&sum.to_le_bytes());
    Ok(Clean { medium: Medium::Ogg, bytes: [first, &blank, sound].concat() })
}

/// The first page and what follows it.
fn page(bytes: &[u8]) -> Result<(&[u8], &[u8]), NoClip> {
    let head = bytes.strip_prefix(b"OggS").and(bytes.get(SEGMENTS)).ok_or(NoClip::Broken)?;
    let lengths = bytes.get(SEGMENTS + 1..SEGMENTS + 1 + usize::from(*head)).ok_or(NoClip::Broken)?;
    let length = SEGMENTS + 1 + lengths.len() + lengths.iter().map(|l| usize::from(*l)).sum::<usize>();
    bytes.split_at_checked(length).ok_or(NoClip::Broken)
}

fn body(page: &[u8]) -> &[u8] {
    &page[SEGMENTS + 1 + usize::from(page[SEGMENTS])..]
}

/// Source: RFC 3533, section 6: polynomial 0x04c11db7, from zero, nothing turned round.
fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum: u32, _| {
            sum << 1 ^ if sum >> 31 == 1 { 0x04c1_1db7 } else { 0 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paged(body: &[u8]) -> Vec<u8> {
        let mut page = b"OggS\0\0\0\0\0\0\0\0\0\0\x07\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        page.extend([1, u8::try_from(body.len()).expect("a short page")]);
        page.extend(body);
        page
    }

    #[test]
    fn remarks_go_and_the_sound_stays() {
        let sent = [
            paged(b"OpusHead\x01\x01"),
            paged(b"OpusTags\x02\0\0\0me\x01\0\0\0\x07\0\0\0AT=home"),
            paged(b"sound"),
        ]
        .concat();
        let done = clean(&sent).expect("it plays");
        assert_eq!(done.medium, Medium::Ogg);
        assert!(!done.bytes.windows(4).any(|part| part == b"home") && done.bytes.ends_with(b"sound"));
        assert_eq!(clean(&done.bytes), Ok(done.clone()), "what is clean stays as it is");
        let rest = page(&done.bytes).and_then(|(_, rest)| page(rest)).expect("two pages").0;
        assert_eq!(rest[SUM..SUM + 4], 0x4802_6352_u32.to_le_bytes(), "the checksum of this very page");
    }

    #[test]
    fn other_sound_in_ogg_is_refused() {
        assert_eq!(clean(&[paged(b"\x01vorbis"), paged(b"\x03vorbis")].concat()), Err(NoClip::OtherKind));
        assert_eq!(clean(&paged(b"OpusHead")), Err(NoClip::Broken));
    }
}
