//! The ten blocks as tiles, each with its figure, leading to what it counts. How much it is shows three times: in the figure, in the
//! shade, and in the line below it, which is closer the more there is: on grey paper, and to who sees no colours.

use super::block_map::{TILES, Tile};
use super::{DataRow, DataTable};
use crate::text::Text;

/// A block and its figure.
#[derive(Clone, Debug)]
pub struct BlockFigure {
    /// Its name in English, as the table of blocks has it.
    pub block: String,
    /// How much, for the shade.
    pub value: i64,
    /// The figure as it is read.
    pub shown: String,
    /// The list behind it.
    pub href: String,
}

/// The district with a figure in each block.
#[derive(Clone, Debug)]
pub struct TileMap {
    /// What it shows.
    pub title: String,
    /// The same in a sentence, for who does not see it.
    pub told: String,
    /// The blocks that have a figure; the others have none to show.
    pub figures: Vec<BlockFigure>,
}

/// Shades from nothing to most.
const SHADES: i64 = 3;

struct Drawn<'a> {
    name: &'static str,
    x: u32,
    y: u32,
    shade: i64,
    figure: Option<&'a BlockFigure>,
}

/// What a shade stands for.
struct Key {
    x: i64,
    shade: i64,
    shown: String,
}

impl TileMap {
    fn most(&self) -> i64 {
        self.figures.iter().map(|one| one.value).max().unwrap_or(0).max(1)
    }
    fn of(&self, tile: &Tile) -> Option<&BlockFigure> {
        self.figures.iter().find(|one| one.block == tile.en)
    }
    fn tiles(&self, t: &Text) -> Vec<Drawn<'_>> {
        let most = self.most();
        let drawn = |tile: &Tile| {
            let figure = self.of(tile);
            let value = figure.map_or(0, |one| one.value.max(0));
            // The least that is not nothing has a shade of its own.
            let shade = if value == 0 { 0 } else { (value * SHADES + most - 1) / most };
            Drawn { name: tile.name(t), x: tile.column * 106, y: tile.row * 62, shade, figure }
        };
        TILES.iter().map(drawn).collect()
    }
    /// The shades that can occur, each with the least and the most it stands for.
    fn keys(&self) -> Vec<Key> {
        let most = self.most();
        let bounds = |shade: i64| ((shade - 1) * most / SHADES + 1, shade * most / SHADES);
        let shown = |(least, most): (i64, i64)| match most - least {
            0 => least.to_string(),
            _ => format!("{least}–{most}"),
        };
        let some =
            (1..=SHADES).map(|shade| (shade, bounds(shade))).filter(|(_, (least, most))| least <= most);
        let all = std::iter::once((0, "0".to_owned())).chain(some.map(|(shade, of)| (shade, shown(of))));
        (0..).zip(all).map(|(at, (shade, shown))| Key { x: at * 80, shade, shown }).collect()
    }
    fn table(&self, t: &Text) -> DataTable {
        let row = |tile: &Tile| {
            let figure = self.of(tile);
            DataRow {
                label: tile.name(t).to_owned(),
                shown: figure.map_or_else(|| "0".to_owned(), |one| one.shown.clone()),
                href: figure.map(|one| one.href.clone()),
            }
        };
        DataTable { caption: self.title.clone(), rows: TILES.iter().map(row).collect() }
    }
}

part!(
    TileMap as map,
    r#"<figure class="chart"><figcaption>{{ map.title }}</figcaption>
<svg class="map" viewBox="0 0 318 290" role="group" aria-label="{{ map.title }}"><title>{{ map.title }}</title><desc>{{ map.told }}</desc>{% for tile in map.tiles(t) %}
{%- if let Some(figure) = tile.figure %}<a href="{{ figure.href }}">{% endif -%}
<g class="s{{ tile.shade }}" transform="translate({{ tile.x }} {{ tile.y }})"><rect x="1" y="1" width="104" height="60" rx="4"/><path d="M8 55h90"/><text x="53" y="23" text-anchor="middle">{{ tile.name }}</text><text class="n" x="53" y="45" text-anchor="middle">{% if let Some(figure) = tile.figure %}{{ figure.shown }}{% else %}0{% endif %}</text></g>
{%- if tile.figure.is_some() %}</a>{% endif -%}
{%- endfor %}{% for key in map.keys() %}<g class="s{{ key.shade }}" transform="translate({{ key.x }} 256)"><rect x="1" y="1" width="76" height="32" rx="4"/><path d="M8 27h62"/><text x="39" y="18" text-anchor="middle">{{ key.shown }}</text></g>{% endfor %}</svg>
{{ map.table(t).html(t) }}</figure>"#
);

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    fn map(values: &[(&str, i64)]) -> TileMap {
        let figure = |(block, value): &(&str, i64)| BlockFigure {
            block: (*block).to_owned(),
            value: *value,
            shown: value.to_string(),
            href: "/hi/office/report/paid?line=3088".to_owned(),
        };
        let figures = values.iter().map(figure).collect();
        TileMap {
            title: "₹".to_owned(), told: "सारठ में सबसे ज़्यादा".to_owned(), figures
        }
    }

    #[test]
    fn every_block_has_a_tile_and_one_with_a_figure_leads_to_it() {
        let html = map(&[("Sarath", 90), ("Madhupur", 1)]).html(&Text::new(Lang::Hi)).to_string();
        let count = |what: &str| html.matches(what).count();
        assert_eq!((count("<rect"), count("<svg")), (14, 1), "ten tiles and four of the key: {html}");
        assert_eq!((count("<a href"), count("<tr>")), (4, 10), "each on the map and in the table: {html}");
        assert_eq!((count("s3\""), count("s1\"")), (2, 2), "a tile and the key: {html}");
        assert!(html.contains("<desc>सारठ में सबसे ज़्यादा</desc>") && !html.contains("\"tiles\""), "{html}");
    }

    #[test]
    fn the_key_says_what_a_shade_stands_for_and_leaves_out_what_cannot_occur() {
        let keys = |most: i64| {
            let keys = map(&[("Sarath", most)]).keys();
            keys.into_iter().map(|key| (key.shade, key.shown)).collect::<Vec<_>>()
        };
        let told = |all: &[(i64, &str)]| -> Vec<(i64, String)> {
            all.iter().map(|(shade, shown)| (*shade, (*shown).to_owned())).collect()
        };
        assert_eq!(keys(9), told(&[(0, "0"), (1, "1–3"), (2, "4–6"), (3, "7–9")]));
        assert_eq!(keys(2), told(&[(0, "0"), (2, "1"), (3, "2")]));
        assert_eq!(keys(1), told(&[(0, "0"), (3, "1")]));
    }
}
