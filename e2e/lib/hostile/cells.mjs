// Sheets that leave the mart, opened by the program people open them with: no cell of them is a formula.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const OFFICES = ["/usr/bin/soffice", "/usr/bin/libreoffice"];
const KINDS = [
  [/spreadsheetml/, "xlsx"],
  [/opendocument\.spreadsheet/, "ods"],
  [/text\/csv/, "csv"],
];
const OPEN_MS_MAX = 90_000;

/** Every sheet among the pages somebody has found: its address, its kind, its bytes. */
export async function sheetsOf(asker, pages) {
  const sheets = [];
  for (const { path, kind = "", status } of pages) {
    const [, ending] = KINDS.find(([known]) => known.test(kind)) ?? [];
    if (status === 200 && ending) sheets.push({ path, ending, body: (await asker.get(path)).body });
  }
  return sheets;
}

/** Which cells calculate once LibreOffice has opened them, and a sentence of what was looked at. */
export async function calculating(sheets) {
  const office = OFFICES.find((path) => existsSync(path));
  if (sheets.length === 0) return { faults: [] };
  if (!office) return { told: `${sheets.length} sheets not opened: LibreOffice is not installed`, faults: [] };
  const folder = await mkdtemp(join(tmpdir(), "mart-sheets-"));
  try {
    for (const [at, { ending, body }] of sheets.entries()) await writeFile(join(folder, `s${at}.${ending}`), body);
    await converted(office, folder, sheets.map(({ ending }, at) => `s${at}.${ending}`));
    const made = new Set(await readdir(folder));
    const faults = [];
    for (const [at, { path }] of sheets.entries()) {
      if (!made.has(`s${at}.fods`)) {
        faults.push(`${path} cannot be opened`);
        continue;
      }
      const cells = (await readFile(join(folder, `s${at}.fods`), "utf8")).match(/<table:table-cell[^>]*table:formula="[^"]*"/g) ?? [];
      faults.push(...cells.map((cell) => `${path}: ${cell}`));
    }
    return { told: `${sheets.length} sheets opened by LibreOffice`, faults };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function converted(office, folder, files) {
  const asked = [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "fods", "--outdir", folder, ...files.map((file) => join(folder, file))];
  const child = spawn(office, asked, { stdio: "ignore" });
  const late = setTimeout(() => child.kill("SIGKILL"), OPEN_MS_MAX);
  return new Promise((done, failed) => child.once("exit", done).once("error", failed)).finally(() => clearTimeout(late));
}
