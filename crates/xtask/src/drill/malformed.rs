//! What people, broken phones and bad intentions send where a photo is asked for. Every kind is made of two real pictures
//! of the mart and a number, so a run can be repeated to the byte.
//!
//! Start at [`make`].

use super::bytes::{
    Dice, chunk, exif, extended_webp, packed_zeros, plain_png, png, resized_jpeg, with_segment,
};

/// The longest photo that is taken.
const PHOTO_BYTES_MOST: usize = 8 * 1024 * 1024;

/// Real pictures, as the mart serves them.
pub struct Seeds {
    /// A JPEG.
    pub jpeg: Vec<u8>,
    /// A WebP.
    pub webp: Vec<u8>,
}

/// How it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// As the file of a form.
    File(Vec<u8>),
    /// As a form that is none: what it says it is, and its body.
    Form(String, Vec<u8>),
    /// As the file of a form that trickles in and never ends.
    Trickle(Vec<u8>),
    /// As the file of a form that breaks off in the middle.
    BreaksOff(Vec<u8>),
}

/// One upload.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What is wrong with it.
    pub what: &'static str,
    /// What is sent.
    pub way: Way,
    /// Whether it must be kept: a good photo, however odd.
    pub is_good: bool,
}

type Maker = fn(&Seeds, &mut Dice) -> Upload;

/// Every kind; each has its turn.
const KINDS: [Maker; 34] = [
    good_jpeg,
    mutant_jpeg,
    mutant_png,
    mutant_webp,
    cut_jpeg,
    cut_png,
    cut_webp,
    other_magic,
    nothing_but_magic,
    nothing,
    zeros,
    noise,
    too_long,
    jpeg_bomb,
    png_bomb,
    webp_bomb,
    png_at_the_bound,
    good_png,
    png_inflates,
    png_comment_inflates,
    deep_png,
    archive,
    page,
    drawing,
    picture_and_page,
    picture_and_archive,
    many_blocks,
    wrong_blocks,
    moving_webp,
    moving_png,
    many_scans,
    no_form,
    trickles,
    breaks_off,
];

/// Upload number `index` of a run.
pub fn make(seeds: &Seeds, index: usize) -> Upload {
    let mut dice = Dice::new(index as u64 * 0x0100_0193 + 1);
    KINDS[index % KINDS.len()](seeds, &mut dice)
}

/// How many kinds there are.
pub const fn kinds() -> usize {
    KINDS.len()
}

fn file(what: &'static str, bytes: Vec<u8>) -> Upload {
    Upload { what, way: Way::File(bytes), is_good: false }
}

fn good(what: &'static str, bytes: Vec<u8>) -> Upload {
    Upload { what, way: Way::File(bytes), is_good: true }
}

fn mutant(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(24) {
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
    }
    bytes
}

fn cut(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    bytes[..1 + dice.below(bytes.len() - 1)].to_vec()
}

fn good_jpeg(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let words = format!("photo {}", dice.below(1 << 30));
    let jpeg = with_segment(&seeds.jpeg, 0xfe, words.as_bytes());
    good("a good JPEG with a place in it", with_segment(&jpeg, 0xe1, &exif()))
}

fn good_png(_: &Seeds, dice: &mut Dice) -> Upload {
    let (width, height) = (300 + dice.below(900), 300 + dice.below(600));
    let side = |side: usize| u32::try_from(side).unwrap_or(300);
    good("a good PNG", plain_png(side(width), side(height), 8, 6))
}

fn mutant_jpeg(seeds: &Seeds, dice: &mut Dice) -> Upload {
    file("a JPEG with bits turned", mutant(&seeds.jpeg, dice))
}
fn mutant_png(_: &Seeds, dice: &mut Dice) -> Upload {
    file("a PNG with bits turned", mutant(&plain_png(400, 300, 8, 2), dice))
}
fn mutant_webp(seeds: &Seeds, dice: &mut Dice) -> Upload {
    file("a WebP with bits turned", mutant(&seeds.webp, dice))
}
fn cut_jpeg(seeds: &Seeds, dice: &mut Dice) -> Upload {
    file("a JPEG cut off", cut(&seeds.jpeg, dice))
}
fn cut_png(_: &Seeds, dice: &mut Dice) -> Upload {
    file("a PNG cut off", cut(&plain_png(400, 300, 8, 2), dice))
}
fn cut_webp(seeds: &Seeds, dice: &mut Dice) -> Upload {
    file("a WebP cut off", cut(&seeds.webp, dice))
}

fn other_magic(seeds: &Seeds, dice: &mut Dice) -> Upload {
    const MAGIC: [&[u8]; 5] =
        [b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBP", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM\0\0\0\0"];
    let mut bytes = MAGIC[dice.below(MAGIC.len())].to_vec();
    bytes.extend(seeds.jpeg.iter().skip(bytes.len()));
    file("the beginning of another kind", bytes)
}
fn nothing_but_magic(_: &Seeds, dice: &mut Dice) -> Upload {
    const MAGIC: [&[u8]; 4] = [
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff",
    ];
    file("nothing but a beginning", MAGIC[dice.below(MAGIC.len())].to_vec())
}
fn nothing(_: &Seeds, _: &mut Dice) -> Upload {
    file("nothing", Vec::new())
}
fn zeros(_: &Seeds, dice: &mut Dice) -> Upload {
    file("zeros", vec![0; 1 + dice.below(PHOTO_BYTES_MOST)])
}
fn noise(_: &Seeds, dice: &mut Dice) -> Upload {
    let length = 1 + dice.below(64 * 1024);
    let mut bytes: Vec<u8> = (0..length).map(|_| u8::try_from(dice.below(256)).unwrap_or(0)).collect();
    if dice.below(2) == 0 {
        bytes.splice(..0, *b"\xff\xd8\xff\xda\0\x02");
    }
    file("noise", bytes)
}
fn too_long(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let mut bytes = seeds.jpeg.clone();
    bytes.resize(PHOTO_BYTES_MOST + 1 + dice.below(4 * 1024 * 1024), b'x');
    file("longer than a photo may be", bytes)
}

fn jpeg_bomb(seeds: &Seeds, dice: &mut Dice) -> Upload {
    const SIZES: [(u16, u16); 5] = [(65_535, 65_535), (65_500, 600), (6_320, 6_320), (16_384, 2_400), (0, 0)];
    let (width, height) = SIZES[dice.below(SIZES.len())];
    file("a JPEG that promises pixels", resized_jpeg(&seeds.jpeg, width, height).unwrap_or_default())
}
fn png_bomb(_: &Seeds, dice: &mut Dice) -> Upload {
    const SIZES: [(u32, u32); 4] = [(60_000, 60_000), (0x7fff_ffff, 0x7fff_ffff), (40_000, 1_001), (0, 300)];
    let size = SIZES[dice.below(SIZES.len())];
    file("a PNG that promises pixels", png(size, 8, 6, b"", &packed_zeros(1_000)))
}
fn webp_bomb(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let mut bytes =
        if dice.below(2) == 0 { seeds.webp.clone() } else { extended_webp(1 << 24, 1 << 24, 0, b"") };
    // The sides of a lossy or lossless picture stand within the first thirty bytes.
    for byte in bytes.iter_mut().skip(21).take(9) {
        *byte |= if dice.below(2) == 0 { 0x3f } else { 0xff };
    }
    file("a WebP that promises pixels", bytes)
}
fn png_at_the_bound(_: &Seeds, _: &mut Dice) -> Upload {
    good("a PNG of forty million pixels", plain_png(8_000, 5_000, 8, 6))
}
fn png_inflates(_: &Seeds, _: &mut Dice) -> Upload {
    file("a PNG that inflates", png((300, 300), 8, 2, b"", &packed_zeros(1_000_000_000)))
}
fn png_comment_inflates(_: &Seeds, dice: &mut Dice) -> Upload {
    let mut content = b"comment\0\0".to_vec();
    content.extend(packed_zeros(600_000_000));
    let kind = [b"zTXt", b"iCCP"][dice.below(2)];
    let before = chunk(kind, &content);
    file("a PNG whose comment inflates", png((300, 300), 8, 2, &before, &packed_zeros(300 * 901)))
}
fn deep_png(_: &Seeds, _: &mut Dice) -> Upload {
    file("a PNG of too many bytes a pixel", plain_png(8_000, 5_000, 16, 6))
}

fn archive(_: &Seeds, dice: &mut Dice) -> Upload {
    let mut bytes = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    bytes.extend(packed_zeros(10_000_000 + dice.below(50_000_000)));
    file("an archive called photo.jpg", bytes)
}
fn page(_: &Seeds, _: &mut Dice) -> Upload {
    file("a page", b"<!doctype html><script>alert(1)</script>".to_vec())
}
fn drawing(_: &Seeds, _: &mut Dice) -> Upload {
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/><script>1</script></svg>";
    file("a drawing", svg.as_bytes().to_vec())
}
fn picture_and_page(seeds: &Seeds, _: &mut Dice) -> Upload {
    let words = b"*/=1;</style><script>alert(document.cookie)</script><!--";
    good("a picture and a page at once", with_segment(&seeds.jpeg, 0xfe, words))
}
fn picture_and_archive(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let mut bytes = seeds.jpeg.clone();
    bytes.extend(b"PK\x03\x04\x14\0\0\0\x08\0 run.exe");
    bytes.resize(bytes.len() + dice.below(100_000), 0xd9);
    good("a picture and an archive at once", bytes)
}
fn many_blocks(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let mut block = exif();
    block.resize(65_000, b'G');
    let segment = with_segment(b"\xff\xd8", 0xe1, &block);
    let mut bytes = b"\xff\xd8".to_vec();
    for _ in 0..1 + dice.below(100) {
        bytes.extend(&segment[2..]);
    }
    bytes.extend(&seeds.jpeg[2..]);
    good("a JPEG with megabytes of blocks", bytes)
}
fn wrong_blocks(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let mut block = exif();
    for _ in 0..8 {
        let at = 6 + dice.below(block.len() - 6);
        block[at] = u8::try_from(dice.below(256)).unwrap_or(0);
    }
    good("a JPEG whose block is nonsense", with_segment(&seeds.jpeg, 0xe1, &block))
}
fn moving_webp(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let mut chunks = b"ANIM\x06\0\0\0\0\0\0\0\0\0".to_vec();
    let frame = seeds.webp.get(12..).unwrap_or_default();
    for _ in 0..1 + dice.below(30) {
        chunks.extend(b"ANMF");
        chunks.extend(u32::try_from(16 + frame.len()).unwrap_or(0).to_le_bytes());
        chunks.extend([0; 16]);
        chunks.extend(frame);
    }
    file("a WebP that moves", extended_webp(16_000, 2_400, 2, &chunks))
}
fn moving_png(_: &Seeds, _: &mut Dice) -> Upload {
    let before = chunk(b"acTL", &[0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
    file("a PNG that moves", png((300, 300), 8, 2, &before, &packed_zeros(300 * 901)))
}
fn many_scans(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let Some(at) = seeds.jpeg.windows(2).position(|two| two == [0xff, 0xda]) else {
        return file("a JPEG of many scans", Vec::new());
    };
    let mut bytes = resized_jpeg(&seeds.jpeg[..at], 6_300, 6_300).unwrap_or_default();
    // Progressive, if the frame header says so: the marker is the first of its kind.
    if let Some(frame) = bytes.windows(2).position(|two| two == [0xff, 0xc0]) {
        bytes[frame + 1] = 0xc2;
    }
    for _ in 0..2_000 + dice.below(100_000) {
        bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 0]);
    }
    bytes.extend([0xff, 0xd9]);
    file("a JPEG of many scans", bytes)
}

fn no_form(seeds: &Seeds, dice: &mut Dice) -> Upload {
    let part = |head: &str| {
        let mut body = format!("--edge\r\n{head}\r\n\r\n").into_bytes();
        body.extend(&seeds.jpeg);
        body.extend(b"\r\n--edge--\r\n");
        body
    };
    let named = "content-disposition: form-data; name=\"file\"; filename=\"a.jpg\"";
    let edge = "multipart/form-data; boundary=edge";
    let (kind, body) = match dice.below(9) {
        0 => ("multipart/form-data", part(named)),
        1 => ("multipart/form-data; boundary=other", part(named)),
        2 => ("application/json", part(named)),
        3 => (edge, part("content-disposition: attachment")),
        4 => (edge, part(&format!("{named}\r\nx-long: {}", "y".repeat(100_000)))),
        5 => (edge, part("content-disposition: form-data; name=\"note\"")),
        6 => (edge, b"--edge\r\n".repeat(20_000)),
        7 => (edge, [part(named), part(named)].concat()),
        _ => (edge, seeds.jpeg.clone()),
    };
    Upload { what: "a form that is none", way: Way::Form(kind.to_owned(), body), is_good: false }
}
fn trickles(seeds: &Seeds, _: &mut Dice) -> Upload {
    Upload { what: "a form that trickles in", way: Way::Trickle(seeds.jpeg.clone()), is_good: false }
}
fn breaks_off(seeds: &Seeds, dice: &mut Dice) -> Upload {
    Upload { what: "a form that breaks off", way: Way::BreaksOff(cut(&seeds.jpeg, dice)), is_good: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds() -> Seeds {
        let mut jpeg = b"\xff\xd8\xff\xc0\0\x11\x08\x01\x40\x01\x40\x03".to_vec();
        jpeg.extend(b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\x34\xff\xd9");
        Seeds { jpeg, webp: b"RIFF\x20\0\0\0WEBPVP8 \x10\0\0\0aaaaaaaaaaaaaaaa".to_vec() }
    }

    #[test]
    fn a_run_can_be_repeated_to_the_byte() {
        let seeds = seeds();
        for index in 0..3 * kinds() {
            let (one, other) = (make(&seeds, index), make(&seeds, index));
            assert!(one.way == other.way && one.what == other.what, "{index}");
        }
    }

    #[test]
    fn mutants_differ_from_each_other() {
        let seeds = seeds();
        assert_ne!(make(&seeds, 1).way, make(&seeds, 1 + kinds()).way);
    }
}
