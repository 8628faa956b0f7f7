//! The ten blocks of the district as tiles, about where they lie, with one of them marked.

/// The district with one block marked.
#[derive(Clone, Debug)]
pub struct BlockMap {
    /// The marked block's name in English, as the table of blocks has it.
    pub here: String,
}

/// A block's tile: names, column and row. North is up; the places follow `data/blocks.csv`.
pub(super) struct Tile {
    pub hi: &'static str,
    pub en: &'static str,
    pub column: u32,
    pub row: u32,
}

impl Tile {
    /// What the block is called in the reader's language.
    pub(super) fn name(&self, t: &crate::text::Text) -> &'static str {
        if t.lang == kernel::Lang::Hi { self.hi } else { self.en }
    }
}

const fn tile(hi: &'static str, en: &'static str, column: u32, row: u32) -> Tile {
    Tile { hi, en, column, row }
}

pub(super) const TILES: [Tile; 10] = [
    tile("देवघर", "Deoghar", 1, 0),
    tile("मोहनपुर", "Mohanpur", 2, 0),
    tile("देवीपुर", "Devipur", 0, 1),
    tile("सारवां", "Sarwan", 1, 1),
    tile("सोनारायठाढ़ी", "Sonaraithari", 2, 1),
    tile("मधुपुर", "Madhupur", 0, 2),
    tile("सारठ", "Sarath", 1, 2),
    tile("पालोजोरी", "Palojori", 2, 2),
    tile("मारगोमुंडा", "Margomunda", 0, 3),
    tile("करौं", "Karon", 1, 3),
];

impl BlockMap {
    /// Name, left, top, whether it is the marked one; name and place of its words.
    fn tiles(&self, t: &crate::text::Text) -> Vec<(&'static str, u32, u32, &'static str)> {
        let shown = |tile: &Tile| {
            let name = tile.name(t);
            let class = if tile.en == self.here { "here" } else { "there" };
            (name, tile.column * 100, tile.row * 40, class)
        };
        TILES.iter().map(shown).collect()
    }
    /// What a block, known by its English name, is called in the reader's language; nothing if it is none of the district's.
    pub fn called(t: &crate::text::Text, block: &str) -> &'static str {
        TILES.iter().find(|tile| tile.en == block).map_or("", |tile| tile.name(t))
    }
    fn is_known(&self) -> bool {
        TILES.iter().any(|tile| tile.en == self.here)
    }
    fn name(&self, t: &crate::text::Text) -> String {
        t.say("block-map").set("block", BlockMap::called(t, &self.here)).to_string()
    }
}

part!(
    BlockMap as map,
    r#"{% if map.is_known() %}<svg class="blocks" viewBox="0 0 300 160" role="img" aria-label="{{ map.name(t) }}">{% for (name, x, y, class) in map.tiles(t) %}<g class="{{ class }}" transform="translate({{ x }} {{ y }})"><rect x="1" y="1" width="98" height="38" rx="4"/><text x="50" y="25" text-anchor="middle">{{ name }}</text></g>{% endfor %}</svg>{% endif %}"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn one_tile_is_marked_and_an_unknown_block_draws_nothing() {
        let html = |here: &str| BlockMap { here: here.into() }.html(&Text::new(Lang::Hi)).to_string();
        assert_eq!(html("Sarath").matches(r#"class="here""#).count(), 1);
        assert_eq!(html("Sarath").matches("<text").count(), 10);
        assert!(html("Patna").is_empty());
    }
}
