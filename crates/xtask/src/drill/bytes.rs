//! Pictures made by hand, to the byte: what no camera writes. Sources: the PNG specification, RFC 1950 and 1951, JPEG's
//! marker segments (ITU T.81), the WebP container.
//!
//! Reads and writes nothing but its arguments; the same number gives the same bytes on every machine.

/// A stream of numbers that is always the same for the same seed: xorshift64.
pub struct Dice(u64);

impl Dice {
    /// Begins a stream; any seed will do.
    pub fn new(seed: u64) -> Dice {
        Dice((seed ^ 0x9E37_79B9_7F4A_7C15).max(1))
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (bound.max(1) as u64)).unwrap_or(0)
    }
}

/// Bits in the order of deflate: the lowest first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for place in 0..count {
            if self.used == 0 {
                self.bytes.push(0);
            }
            if value >> place & 1 == 1
                && let Some(last) = self.bytes.last_mut()
            {
                *last |= 1 << self.used;
            }
            self.used = (self.used + 1) % 8;
        }
    }
    /// So many times more what was put last and took `bytes` whole bytes; twice that must be there already.
    fn repeat_last(&mut self, bytes: usize, times: usize) {
        if times == 0 {
            return;
        }
        // The last byte is not full yet; where it stood one round before, it is.
        if self.used > 0 {
            self.bytes.pop();
        }
        let full = self.bytes.len();
        for _ in 0..bytes * times {
            self.bytes.push(self.bytes[self.bytes.len() - bytes]);
        }
        if self.used > 0 {
            let next = self.bytes[full + bytes * times - bytes];
            self.bytes.push(next & ((1 << self.used) - 1));
        }
    }
    /// A Huffman code, whose highest bit comes first.
    fn code(&mut self, code: u32, count: u32) {
        for place in (0..count).rev() {
            self.put(code >> place & 1, 1);
        }
    }
}

/// `count` zero bytes, packed as tightly as deflate can: about a thousandth of them.
pub fn packed_zeros(count: usize) -> Vec<u8> {
    let mut bits = Bits { bytes: vec![0x78, 0x9c], used: 0 };
    bits.put(3, 3); // the last block; fixed codes
    bits.code(0x30, 8); // the byte 0
    let left = count.saturating_sub(1);
    let runs = left / 258;
    for _ in 0..runs.min(16) {
        bits.code(0b1100_0101, 8); // 258 bytes more …
        bits.code(0, 5); // … as the one before
    }
    let rest = runs.saturating_sub(16);
    bits.repeat_last(13, rest / 8);
    for _ in 0..rest % 8 {
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    for _ in 0..left % 258 {
        bits.code(0x30, 8);
    }
    bits.code(0, 7); // the end
    let mut bytes = bits.bytes;
    // Adler-32 of zeros: a stays 1, b counts them.
    let b = u32::try_from(count % 65_521).unwrap_or(0);
    bytes.extend((b << 16 | 1).to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 })
    })
}

/// A chunk of a PNG with a right checksum.
pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut body = kind.to_vec();
    body.extend(content);
    let mut bytes = u32::try_from(content.len()).unwrap_or(0).to_be_bytes().to_vec();
    bytes.extend(&body);
    bytes.extend(crc32(&body).to_be_bytes());
    bytes
}

/// A PNG: its header promises `width` × `height` pixels of this depth and colour; between header and pixels stands `before`.
pub fn png((width, height): (u32, u32), depth: u8, colour: u8, before: &[u8], pixels: &[u8]) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([depth, colour, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(chunk(b"IHDR", &header));
    file.extend(before);
    file.extend(chunk(b"IDAT", pixels));
    file.extend(chunk(b"IEND", b""));
    file
}

/// A PNG of one colour that is what it says.
pub fn plain_png(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let channels = match colour {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    let line = 1 + (width as usize * channels * usize::from(depth)).div_ceil(8);
    png((width, height), depth, colour, b"", &packed_zeros(line * height as usize))
}

/// The same JPEG with a segment behind its first two bytes.
pub fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    let mut file = vec![0xff, 0xd8, 0xff, marker];
    file.extend(length.to_be_bytes());
    file.extend(content);
    file.extend(jpeg.get(2..).unwrap_or_default());
    file
}

/// An EXIF block: held on its side, taken at a place. No file of the mart may have any of its words.
pub fn exif() -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    block.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    block.extend(b"\x01\x0e\0\x02\0\0\0\x12\0\0\0\x26\0\0\0\0GPS 24.485,86.695\0");
    block
}

/// The same JPEG, whose frame header promises another size. `None` if it has no frame header.
pub fn resized_jpeg(jpeg: &[u8], width: u16, height: u16) -> Option<Vec<u8>> {
    let at = jpeg.windows(2).position(|two| matches!(two, [0xff, 0xc0..=0xc2]))?;
    let mut file = jpeg.to_vec();
    file.get_mut(at + 5..at + 7)?.copy_from_slice(&height.to_be_bytes());
    file.get_mut(at + 7..at + 9)?.copy_from_slice(&width.to_be_bytes());
    Some(file)
}

/// A WebP of the extended form: a canvas of this size, these flags, these chunks.
pub fn extended_webp(width: u32, height: u32, flags: u8, chunks: &[u8]) -> Vec<u8> {
    let mut body = b"WEBPVP8X\x0a\0\0\0".to_vec();
    body.extend([flags, 0, 0, 0]);
    for side in [width, height] {
        body.extend(&side.saturating_sub(1).to_le_bytes()[..3]);
    }
    body.extend(chunks);
    let mut file = b"RIFF".to_vec();
    file.extend(u32::try_from(body.len()).unwrap_or(0).to_le_bytes());
    file.extend(body);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(&chunk(b"IEND", b"")[8..], [0xae, 0x42, 0x60, 0x82]);
        assert_eq!(packed_zeros(1), [0x78, 0x9c, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]);
    }

    /// The same without the short cut.
    fn slowly(count: usize) -> Vec<u8> {
        let mut bits = Bits { bytes: vec![0x78, 0x9c], used: 0 };
        bits.put(3, 3);
        bits.code(0x30, 8);
        for _ in 0..(count - 1) / 258 {
            bits.code(0b1100_0101, 8);
            bits.code(0, 5);
        }
        for _ in 0..(count - 1) % 258 {
            bits.code(0x30, 8);
        }
        bits.code(0, 7);
        bits.bytes.extend((u32::try_from(count % 65_521).unwrap() << 16 | 1).to_be_bytes());
        bits.bytes
    }

    #[test]
    fn the_short_cut_leads_to_the_same_place() {
        for count in [1, 2, 258, 259, 4_129, 258 * 16 + 1, 258 * 24 + 1, 258 * 31 + 7, 100_000, 123_457] {
            assert_eq!(packed_zeros(count), slowly(count), "{count}");
        }
    }

    #[test]
    fn zeros_pack_to_a_thousandth() {
        let packed = packed_zeros(10_000_000);
        assert!(packed.len() < 70_000, "{}", packed.len());
    }

    #[test]
    fn the_dice_fall_the_same_every_time() {
        let throw = |seed| (0..5).map(|_| Dice::new(seed).below(1_000)).collect::<Vec<_>>();
        assert_eq!(throw(7), throw(7));
        let mut one = Dice::new(7);
        assert!((0..100).any(|_| one.below(10) != one.below(10)) && one.below(1) == 0);
    }
}
