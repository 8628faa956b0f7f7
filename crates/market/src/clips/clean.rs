//! What a recording is, and the same recording without what says where, when and with what it was made. Nothing is decoded.
//!
//! Phones write places and names into boxes of their own, and those are emptied in place: every byte of sound stays where it
//! was, so a file plays as before. What has no such box, or plays in no browser, is refused.
//!
//! Sources: ISO/IEC 14496-12 (MP4), RFC 8794 and the Matroska element list (WebM), RFC 3533 and 7845 (Ogg Opus), id3.org.

mod ebml;
mod mp4;
mod ogg;

kernel::codes! {
    /// What a recording is; the word is the ending of its file.
    pub enum Medium {
        /// Sound in MP4, as most phones record it.
        Mp4Sound = "m4a",
        /// Moving pictures in MP4.
        Mp4 = "mp4",
        /// Sound in WebM, as browsers record it.
        WebmSound = "weba",
        /// Moving pictures in WebM.
        Webm = "webm",
        /// Opus in Ogg, as messengers send it.
        Ogg = "ogg",
        /// MP3.
        Mp3 = "mp3",
    }
}

impl Medium {
    /// Its media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Medium::Mp4Sound => "audio/mp4",
            Medium::Mp4 => "video/mp4",
            Medium::WebmSound => "audio/webm",
            Medium::Webm => "video/webm",
            Medium::Ogg => "audio/ogg",
            Medium::Mp3 => "audio/mpeg",
        }
    }

    /// Whether something is to be seen, too.
    pub const fn moves(self) -> bool {
        matches!(self, Medium::Mp4 | Medium::Webm)
    }
}

kernel::codes! {
    /// Why something sent as a recording is none. Each is a sentence of `locales/*/clips.ftl`.
    pub enum NoClip {
        /// It is longer than a recording may be.
        TooLong = "too_long",
        /// It is none of the kinds phones record in.
        OtherKind = "other_kind",
        /// It is one, and browsers cannot play it.
        Unplayable = "unplayable",
        /// It ends before its end.
        Broken = "broken",
        /// It moves, where only a voice is wanted.
        Moves = "moves",
    }
}

/// A recording that says nothing but what is heard and seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// What it is.
    pub medium: Medium,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Takes a recording as a phone sent it.
///
/// # Errors
/// [`NoClip`].
pub fn clean(bytes: &[u8]) -> Result<Clean, NoClip> {
    match bytes {
        [b'O', b'g', b'g', b'S', ..] => ogg::clean(bytes),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => ebml::clean(bytes.to_vec()),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => mp4::clean(bytes.to_vec()),
        [b'#', b'!', b'A', b'M', b'R', ..] => Err(NoClip::Unplayable),
        _ => mp3(bytes),
    }
}

/// MP3 between its tags, which stand before and behind.
fn mp3(bytes: &[u8]) -> Result<Clean, NoClip> {
    let mut sound = bytes;
    if let [b'I', b'D', b'3', _, _, flags, a, b, c, d, rest @ ..] = bytes {
        let size = [a, b, c, d].iter().fold(0, |size, byte| size << 7 | usize::from(**byte & 0x7f));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        sound = rest.get(size + footer..).ok_or(NoClip::Broken)?;
    }
    if let Some(tag) = sound.len().checked_sub(128)
        && sound[tag..].starts_with(b"TAG")
    {
        sound = &sound[..tag];
    }
    match sound {
        [0xff, second, ..] if second & 0xe6 == 0xe2 => {
            Ok(Clean { medium: Medium::Mp3, bytes: sound.to_vec() })
        }
        _ => Err(NoClip::OtherKind),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_tags_of_an_mp3_go() {
        let mut file = b"ID3\x04\x00\x00\x00\x00\x00\x05Sarat".to_vec();
        file.extend([0xff, 0xfb, 0x90, 0x00, 7, 7, 7]);
        let mut tag = b"TAGSunita of Ghormara".to_vec();
        tag.resize(128, 0);
        file.extend(tag);
        let clean = clean(&file).expect("it is an MP3");
        assert_eq!((clean.medium, clean.bytes), (Medium::Mp3, vec![0xff, 0xfb, 0x90, 0x00, 7, 7, 7]));
        assert_eq!(super::clean(b"ID3\x04\x00\x00\x00\x00\x7f\x7fshort"), Err(NoClip::Broken));
    }

    #[test]
    fn what_is_no_recording_is_refused() {
        for other in [&b""[..], b"\xff\xd8\xff\xe0 a photo", b"<html>", b"%PDF-1.7", b"RIFF\0\0\0\0WAVE"] {
            assert_eq!(clean(other), Err(NoClip::OtherKind), "{other:?}");
        }
        assert_eq!(clean(b"#!AMR\n"), Err(NoClip::Unplayable));
    }

    proptest! {
        #[test]
        fn nothing_sent_breaks_it(
            head in prop::sample::select(vec![&b"OggS"[..], b"\x1a\x45\xdf\xa3", b"\0\0\0\x10ftyp", b"ID3", b""]),
            rest in prop::collection::vec(any::<u8>(), 0..600),
        ) {
            let bytes = [head, &rest].concat();
            if let Ok(clean) = clean(&bytes) {
                prop_assert!(clean.bytes.len() <= bytes.len());
            }
        }
    }
}
