//! The ten blocks as tiles, each with its figure, shaded by how much it is and leading to what it counts.

use super::block_map::TILES;

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

impl TileMap {
    fn tiles(&self, t: &crate::text::Text) -> Vec<Drawn<'_>> {
        let most = self.figures.iter().map(|one| one.value).max().unwrap_or(0).max(1);
        let drawn = |tile: &super::block_map::Tile| {
            let figure = self.figures.iter().find(|one| one.block == tile.en);
            let value = figure.map_or(0, |one| one.value.max(0));
            // The least that is not nothing has a shade of its own.
            let shade = if value == 0 { 0 } else { (value * SHADES + most - 1) / most };
            let name = if t.lang == kernel::Lang::Hi { tile.hi } else { tile.en };
            Drawn { name, x: tile.column * 106, y: tile.row * 62, shade, figure }
        };
        TILES.iter().map(drawn).collect()
    }
}

part!(
    TileMap as map,
    r#"<figure class="chart"><figcaption>{{ map.title }}</figcaption>
<svg class="tiles" viewBox="0 0 318 248" role="group" aria-label="{{ map.title }}"><title>{{ map.title }}</title>{% for tile in map.tiles(t) %}
{%- match tile.figure -%}
{%- when Some(figure) %}<a href="{{ figure.href }}"><g class="s{{ tile.shade }}" transform="translate({{ tile.x }} {{ tile.y }})"><rect x="1" y="1" width="104" height="60" rx="4"/><text x="53" y="25" text-anchor="middle">{{ tile.name }}</text><text class="n" x="53" y="49" text-anchor="middle">{{ figure.shown }}</text></g></a>
{%- when None %}<g class="s0" transform="translate({{ tile.x }} {{ tile.y }})"><rect x="1" y="1" width="104" height="60" rx="4"/><text x="53" y="25" text-anchor="middle">{{ tile.name }}</text><text class="n" x="53" y="49" text-anchor="middle">0</text></g>
{%- endmatch -%}{% endfor %}</svg></figure>"#
);

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::text::Text;

    #[test]
    fn every_block_has_a_tile_and_one_with_a_figure_leads_to_it() {
        let figure = |block: &str, value| BlockFigure {
            block: block.to_owned(),
            value,
            shown: value.to_string(),
            href: "/hi/office/report/paid?line=3088".to_owned(),
        };
        let figures = vec![figure("Sarath", 90), figure("Madhupur", 1)];
        let html = TileMap { title: "₹".to_owned(), figures }.html(&Text::new(Lang::Hi)).to_string();
        let count = |what: &str| html.matches(what).count();
        assert_eq!((count("<rect"), count("<a href"), count("s3"), count("\"s1\"")), (10, 2, 1, 1), "{html}");
    }
}
