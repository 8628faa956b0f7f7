// A PNG in at most 256 colours, a third of its size: Chromium writes true colour only. The drawings are flat, so nobody sees it.

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS_MAX = 256;

/** The same picture with a palette. Takes what Chromium writes: 8 bits, RGB or RGBA without real transparency. */
export function withPalette(png) {
  const { width, height, pixels } = read(png);
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const boxes = cut([...counts.keys()], counts);
  const palette = boxes.map((colours) => mean(colours, counts));
  const index = new Map(boxes.flatMap((colours, at) => colours.map((colour) => [colour, at])));
  return write(width, height, palette, Uint8Array.from(pixels, (colour) => index.get(colour)));
}

function read(png) {
  let width = 0;
  let height = 0;
  let channels = 3;
  const data = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") {
      [width, height, channels] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9] === 6 ? 4 : 3];
    } else if (kind === "IDAT") {
      data.push(body);
    }
    at += 12 + length;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width, height, channels) };
}

/** Undoes the filter of each line (PNG specification, section 9) and answers one number a pixel: 0xrrggbb. */
function unfilter(raw, width, height, channels) {
  const row = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = new Uint8Array(row);
  for (let y = 0; y < height; y += 1) {
    const start = y * (row + 1);
    const filter = raw[start];
    const line = Uint8Array.from(raw.subarray(start + 1, start + 1 + row));
    for (let x = 0; x < row; x += 1) {
      const left = x < channels ? 0 : line[x - channels];
      const corner = x < channels ? 0 : above[x - channels];
      line[x] += [0, left, above[x], (left + above[x]) >> 1, paeth(left, above[x], corner)][filter];
    }
    for (let x = 0; x < width; x += 1) {
      const at = x * channels;
      pixels[y * width + x] = (line[at] << 16) | (line[at + 1] << 8) | line[at + 2];
    }
    above = line;
  }
  return pixels;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Median cut: the box of colours that is widest by its pixels is halved until there are enough boxes. */
function cut(colours, counts) {
  const measure = (box) => {
    const spans = [16, 8, 0].map((shift) => {
      const parts = box.map((colour) => (colour >> shift) & 255);
      return { shift, span: parts.reduce((a, b) => Math.max(a, b), 0) - parts.reduce((a, b) => Math.min(a, b), 255) };
    });
    const widest = spans.reduce((a, b) => (b.span > a.span ? b : a));
    const pixels = box.reduce((sum, colour) => sum + counts.get(colour), 0);
    return { box, shift: widest.shift, worth: widest.span * Math.sqrt(pixels) };
  };
  const boxes = [measure(colours)];
  while (boxes.length < COLOURS_MAX) {
    const at = boxes.reduce((best, one, here) => (one.worth > boxes[best].worth ? here : best), 0);
    const { box, shift, worth } = boxes[at];
    if (worth === 0) break;
    box.sort((a, b) => ((a >> shift) & 255) - ((b >> shift) & 255));
    const half = middle(box, counts);
    boxes.splice(at, 1, measure(box.slice(0, half)), measure(box.slice(half)));
  }
  return boxes.map(({ box }) => box);
}

/** Where half of the pixels of sorted colours lie on each side; never at an end. */
function middle(box, counts) {
  const all = box.reduce((sum, colour) => sum + counts.get(colour), 0);
  let seen = 0;
  const at = box.findIndex((colour) => (seen += counts.get(colour)) * 2 >= all) + 1;
  return Math.min(Math.max(at, 1), box.length - 1);
}

function mean(colours, counts) {
  const sum = [0, 0, 0, 0];
  for (const colour of colours) {
    const count = counts.get(colour);
    [16, 8, 0].forEach((shift, part) => (sum[part] += ((colour >> shift) & 255) * count));
    sum[3] += count;
  }
  return sum.slice(0, 3).map((part) => Math.round(part / sum[3]));
}

function write(width, height, palette, indices) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) lines.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const parts = [["IHDR", head], ["PLTE", Buffer.from(palette.flat())], ["IDAT", deflateSync(lines, { level: 9 })], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([SIGNATURE, ...parts.map(([kind, body]) => chunk(kind, body))]);
}

function chunk(kind, body) {
  const marked = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(marked));
  return Buffer.concat([length, marked, check]);
}
