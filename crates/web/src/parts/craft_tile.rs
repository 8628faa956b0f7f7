//! The crafts of the district as picture tiles: a drawing and a word, to be found without reading much.

use kernel::Words;

use super::icon::CraftIcon;

/// One craft.
#[derive(Clone, Debug)]
pub struct CraftTile {
    /// The last part of its address: `/crafts/{key}`.
    pub key: String,
    /// What the craft is called.
    pub name: Words,
    /// How many goods of it can be bought now.
    pub goods: u32,
}

/// All crafts beside and below each other.
#[derive(Clone, Debug, Default)]
pub struct CraftTiles {
    /// In the order they are shown.
    pub tiles: Vec<CraftTile>,
}

part!(
    CraftTiles as crafts,
    r#"
<ul class="tiles">{% for tile in crafts.tiles %}
<li><a href="{{ t.path("/crafts/") }}{{ tile.key }}">{{ CraftIcon(tile.key) }}<b>{{ t.words(tile.name) }}</b><small>{{ t.say("goods-count").set("count", tile.goods) }}</small></a></li>{% endfor %}
</ul>"#
);
