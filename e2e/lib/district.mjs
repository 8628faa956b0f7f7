// Who is who in the sample district: makers, the hub each brings parcels to, the keeper of that hub.

import { readFileSync } from "node:fs";

const SAMPLE = new URL("../../data/sample/", import.meta.url);

/** The maker whose page ends with `slug`: `{ slug, craft, mobile, hub }`, the mobile as ten digits. */
export function maker(slug) {
  const row = table("makers.csv").find(({ key }) => key === slug);
  if (!row) throw new Error(`data/sample has no maker «${slug}»`);
  return { slug, craft: row.craft, mobile: row.mobile, hub: row.hub_key };
}

/** The ten digits of whoever keeps this hub. */
export function keeperOf(hub) {
  return staff("hub_keeper").find(({ hub_key }) => hub_key === hub).mobile;
}

/** The ten digits of an officer with a post in this block. */
export function officerOf(block) {
  return staff("officer").find(({ block_codes }) => block_codes.split(";").includes(block)).mobile;
}

/** What somebody of the staff is called in Hindi. */
export function nameOf(mobile) {
  return table("staff.csv").find((row) => row.mobile === mobile).name_hi;
}

/** The ten digits of those who have this role, in the order of the file. */
export function mobilesOf(role) {
  return staff(role).map(({ mobile }) => mobile);
}

function staff(wanted) {
  return table("staff.csv").filter(({ role }) => role === wanted);
}

function table(name) {
  const [head, ...rows] = cells(readFileSync(new URL(name, SAMPLE), "utf8"));
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]])));
}

/** The cells of a CSV file: a cell in quotes may hold commas and doubled quotes. */
function cells(text) {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  return lines.map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain));
}
