//! WebM: elements within elements, each with an id and a length of its own length before it.

use super::{Clean, Medium, NoClip};

const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1f43_b675;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK: u32 = 0xae;
const TRACK_TYPE: u32 = 0x83;
const INFO: u32 = 0x1549_a966;
/// Tags, attachments, chapters, the title, the name of the file, the day it was made.
const TELLING: [u32; 6] = [0x1254_c367, 0x1941_a469, 0x1043_a770, 0x7ba9, 0x7384, 0x4461];
/// An element that means nothing.
const VOID: u8 = 0xec;

#[derive(Default)]
struct Seen {
    sound: bool,
    picture: bool,
}

pub(super) fn clean(mut bytes: Vec<u8>) -> Result<Clean, NoClip> {
    let mut seen = Seen::default();
    walk(&mut bytes, &mut seen)?;
    let medium = match seen {
        Seen { picture: true, .. } => Medium::Webm,
        Seen { sound: true, .. } => Medium::WebmSound,
        Seen { .. } => return Err(NoClip::Broken),
    };
    Ok(Clean { medium, bytes })
}

/// Elements that hold others are simply walked into, so one of unknown length, as browsers write them, is no trouble.
fn walk(all: &mut [u8], seen: &mut Seen) -> Result<(), NoClip> {
    let mut at = 0;
    while at < all.len() {
        let (id, id_bytes) = number(&all[at..], Marker::Kept).ok_or(NoClip::Broken)?;
        let (size, size_bytes) = number(&all[at + id_bytes..], Marker::Dropped).ok_or(NoClip::Broken)?;
        let id = u32::try_from(id).map_err(|_| NoClip::Broken)?;
        let head = id_bytes + size_bytes;
        if [SEGMENT, CLUSTER, TRACKS, TRACK, INFO].contains(&id) {
            at += head;
            continue;
        }
        let size = usize::try_from(size).map_err(|_| NoClip::Broken)?;
        let end = (at + head).checked_add(size).filter(|end| *end <= all.len()).ok_or(NoClip::Broken)?;
        if TELLING.contains(&id) {
            blank(&mut all[at..end]);
        } else if id == TRACK_TYPE {
            seen.picture |= all[at + head..end].last() == Some(&1);
            seen.sound |= all[at + head..end].last() == Some(&2);
        }
        at = end;
    }
    Ok(())
}

enum Marker {
    Kept,
    Dropped,
}

/// A number whose first byte says how many there are, and how many that is.
fn number(bytes: &[u8], marker: Marker) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    let rest = bytes.get(1..length)?;
    let begin = match marker {
        Marker::Kept => u64::from(first),
        Marker::Dropped => u64::from(first) & (0x7f >> (length - 1)),
    };
    Some((rest.iter().fold(begin, |sum, byte| sum << 8 | u64::from(*byte)), length))
}

/// An element becomes one of the same length that means nothing.
fn blank(element: &mut [u8]) {
    let length = element.len();
    element.fill(0);
    element[0] = VOID;
    match u8::try_from(length - 2) {
        Ok(short) if short < 0x7f => element[1] = 0x80 | short,
        Ok(_) | Err(_) => {
            let size = (length as u64 - 9) | 1 << 56;
            element[1..9].copy_from_slice(&size.to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: [u8; 5] = [0x1a, 0x45, 0xdf, 0xa3, 0x80];

    fn file(track_type: u8, place: &[u8]) -> Vec<u8> {
        let unknown = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        let track = [0x16, 0x54, 0xae, 0x6b, 0x85, 0xae, 0x83, 0x83, 0x81, track_type];
        let long = u16::try_from(place.len()).expect("short").to_be_bytes();
        let tags = [&[0x12, 0x54, 0xc3, 0x67, 0x40 | long[0], long[1]][..], place].concat();
        let cluster = [&[0x1f, 0x43, 0xb6, 0x75][..], &unknown, &[0xa3, 0x83, 9, 9, 9]].concat();
        [&HEAD[..], &[0x18, 0x53, 0x80, 0x67], &unknown, &track, &tags, &cluster].concat()
    }

    #[test]
    fn tags_become_nothing_of_the_same_length() {
        for times in [1, 20] {
            let place = b"Ghormara, Deoghar".repeat(times);
            let sent = file(2, &place);
            let done = clean(sent.clone()).expect("it plays");
            assert_eq!((done.medium, done.bytes.len()), (Medium::WebmSound, sent.len()));
            assert!(!done.bytes.windows(8).any(|part| part == b"Ghormara"));
            assert_eq!(clean(done.bytes.clone()), Ok(done), "what is clean stays as it is");
        }
    }

    #[test]
    fn moving_pictures_are_known_and_what_has_no_track_is_none() {
        assert_eq!(clean(file(1, b"")).map(|clean| clean.medium), Ok(Medium::Webm));
        assert_eq!(clean(HEAD.to_vec()), Err(NoClip::Broken));
        let cut = file(2, b"Sarath");
        assert_eq!(clean(cut[..cut.len() - 2].to_vec()), Err(NoClip::Broken));
    }
}
