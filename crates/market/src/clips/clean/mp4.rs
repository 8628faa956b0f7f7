//! MP4 and 3GP: boxes within boxes, each with its length and a word of four letters before it.

use super::{Clean, Medium, NoClip};

/// Boxes that hold boxes on the way to what matters.
const WITHIN: [&[u8; 4]; 7] = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"];
/// Boxes that say where, when and with what; and room, which may hold anything.
const TELLING: [&[u8; 4]; 5] = [b"udta", b"meta", b"uuid", b"free", b"skip"];
/// Boxes of boxes deeper than any phone nests them.
const DEEPEST: usize = 8;

#[derive(Default)]
struct Seen {
    sound: bool,
    picture: bool,
    plays: bool,
}

pub(super) fn clean(mut bytes: Vec<u8>) -> Result<Clean, NoClip> {
    let mut seen = Seen::default();
    walk(&mut bytes, &mut seen, 0)?;
    let medium = match seen {
        Seen { picture: true, .. } => Medium::Mp4,
        Seen { sound: true, plays: true, .. } => Medium::Mp4Sound,
        Seen { sound: true, .. } => return Err(NoClip::Unplayable),
        Seen { .. } => return Err(NoClip::Broken),
    };
    Ok(Clean { medium, bytes })
}

fn walk(all: &mut [u8], seen: &mut Seen, depth: usize) -> Result<(), NoClip> {
    let mut at = 0;
    while at < all.len() {
        let (head, end) = frame(all, at).ok_or(NoClip::Broken)?;
        let name = [all[at + 4], all[at + 5], all[at + 6], all[at + 7]];
        let body = &mut all[at + head..end];
        if TELLING.contains(&&name) {
            body.fill(0);
            all[at + 4..at + 8].copy_from_slice(b"free");
        } else if WITHIN.contains(&&name) && depth < DEEPEST {
            walk(body, seen, depth + 1)?;
        } else if &name == b"hdlr" {
            seen.sound |= body.get(8..12) == Some(b"soun");
            seen.picture |= body.get(8..12) == Some(b"vide");
        } else if &name == b"stsd" {
            let coded = body.get(12..16);
            seen.plays |= [&b"mp4a"[..], b"Opus", b"fLaC"].iter().any(|plays| coded == Some(plays));
        }
        at = end;
    }
    Ok(())
}

/// How long the head of the box at `at` is, and where the box ends. A length of 0 reaches to the end, 1 says that eight more
/// bytes hold it.
fn frame(all: &[u8], at: usize) -> Option<(usize, usize)> {
    let four: [u8; 4] = all.get(at..at + 4)?.try_into().ok()?;
    all.get(at + 4..at + 8)?;
    let (head, size) = match u32::from_be_bytes(four) {
        0 => (8, all.len() - at),
        1 => {
            let eight: [u8; 8] = all.get(at + 8..at + 16)?.try_into().ok()?;
            (16, usize::try_from(u64::from_be_bytes(eight)).ok()?)
        }
        size => (8, usize::try_from(size).ok()?),
    };
    let end = at.checked_add(size)?;
    (size >= head && end <= all.len()).then_some((head, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).expect("a short box");
        [&size.to_be_bytes()[..], name, body].concat()
    }

    fn track(handler: &[u8; 4], coded: &[u8; 4]) -> Vec<u8> {
        let hdlr = boxed(b"hdlr", &[&[0; 8][..], handler, &[0; 12]].concat());
        let stsd = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 36][..], coded, &[0; 28]].concat());
        let minf = boxed(b"minf", &boxed(b"stbl", &stsd));
        boxed(b"trak", &boxed(b"mdia", &[hdlr, minf].concat()))
    }

    fn file(tracks: &[Vec<u8>]) -> Vec<u8> {
        let place = boxed(b"udta", b"\xa9xyz+24.4852+086.6947/");
        let moov = boxed(b"moov", &[tracks.concat(), place].concat());
        [boxed(b"ftyp", b"M4A \0\0\0\0"), moov, boxed(b"mdat", b"the sound")].concat()
    }

    #[test]
    fn the_place_goes_and_every_sound_stays_where_it_was() {
        let sent = file(&[track(b"soun", b"mp4a")]);
        let clean = clean(sent.clone()).expect("it plays");
        assert_eq!((clean.medium, clean.bytes.len()), (Medium::Mp4Sound, sent.len()));
        let holds = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
        assert!(holds(&sent, b"+24.4852") && !holds(&clean.bytes, b"+24.4852"));
        assert!(clean.bytes.ends_with(b"the sound"));
    }

    #[test]
    fn moving_pictures_are_known_and_what_no_browser_plays_is_refused() {
        let moving = clean(file(&[track(b"vide", b"avc1"), track(b"soun", b"mp4a")]));
        assert_eq!(moving.map(|clean| clean.medium), Ok(Medium::Mp4));
        assert_eq!(clean(file(&[track(b"soun", b"samr")])), Err(NoClip::Unplayable));
        let mut cut = file(&[track(b"soun", b"mp4a")]);
        cut.truncate(cut.len() - 4);
        assert_eq!(clean(cut), Err(NoClip::Broken));
    }
}
