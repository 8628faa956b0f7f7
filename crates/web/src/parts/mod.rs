//! The components pages are built of. Each is a typed struct whose fields are its documentation, with its HTML beside it.
//!
//! Reads: what the struct holds and the reader's language. Never: a database, a clock, another page.
//! A part is shown inside a template by `{{ card.html(t) }}`; everything in it is escaped.
//!
//! Start at [`card`]; a new part is one file: the struct, `part!`, a test of what matters in its HTML.

/// Gives a struct its HTML: `part!(Card as card, "…")` adds `Card::html(&self, t: &Text)`.
///
/// Inside the template the struct goes by the given name and `t` is the reader's [`Text`](crate::text::Text).
macro_rules! part {
    ($data:ident as $name:ident, $source:tt) => {
        const _: () = {
            #[derive(askama::Template)]
            #[template(ext = "html", source = $source)]
            #[allow(dead_code)]
            struct Html<'a> {
                t: crate::text::Text,
                $name: &'a $data,
            }
            impl askama::filters::HtmlSafe for Html<'_> {}
            impl $data {
                /// This part as HTML in the reader's language.
                pub fn html<'a>(
                    &'a self,
                    t: &crate::text::Text,
                ) -> impl askama::filters::HtmlSafe + askama::FastWritable + use<'a> {
                    Html { t: *t, $name: self }
                }
            }
        };
    };
}
pub(crate) use part;

pub mod aloud;
pub mod bars;
pub mod block_map;
pub mod button;
pub mod card;
pub mod checks;
pub mod choices;
pub mod compare;
pub mod craft_choice;
pub mod craft_tile;
pub mod crumbs;
pub mod data_table;
pub mod deed;
pub mod empty;
pub mod facts;
pub mod field;
pub mod figures;
pub mod file;
pub mod filter;
pub mod form_key;
pub mod gauges;
pub mod icon;
pub mod kit_shelf;
pub mod maker_strip;
pub mod notice;
pub mod pager;
pub mod photo_ask;
pub mod picture;
pub mod player;
pub mod price;
pub mod prose;
pub mod qr;
pub mod quantity;
pub mod reach;
pub mod rooms;
pub mod rows;
pub mod steps;
pub mod stock;
pub mod table;
pub mod talk;
pub mod tile_map;
pub mod timeline;
pub mod totals;
pub mod trend;
pub mod ways;
pub mod wrong;

pub use aloud::Aloud;
pub use bars::{Bar, Bars, Standing};
pub use block_map::BlockMap;
pub use button::{Button, Weight};
pub use card::{Card, Shelf};
pub use checks::Checks;
pub use choices::{Choice, Radios, Select};
pub use compare::{Compare, Compared};
pub use craft_choice::CraftChoice;
pub use craft_tile::{CraftTile, CraftTiles};
pub use crumbs::{Crumb, Crumbs};
pub use data_table::{DataRow, DataTable};
pub use deed::Deed;
pub use empty::Empty;
pub use facts::{Fact, Facts};
pub use field::{Field, Kind};
pub use figures::{Figure, Figures};
pub use file::FileField;
pub use filter::{Band, Chip, Filter};
pub use form_key::FormKey;
pub use gauges::{Gauge, Gauges, Was};
pub use icon::Icon;
pub use kit_shelf::{KitCard, KitShelf};
pub use maker_strip::{MakerCard, MakerStrip};
pub use notice::{Notice, Tone};
pub use pager::Pager;
pub use photo_ask::PhotoAsk;
pub use picture::{Drawing, Picture, Place, Rendition};
pub use player::Player;
pub use price::Price;
pub use prose::{Bit, Piece, Prose};
pub use qr::Qr;
pub use quantity::Quantity;
pub use reach::Reach;
pub use rooms::Rooms;
pub use rows::{Row, Rows};
pub use steps::Steps;
pub use stock::Stock;
pub use table::{Column, Table, TableRow};
pub use talk::{Said, Talk};
pub use tile_map::{BlockFigure, TileMap};
pub use timeline::{Moment, Progress, Timeline};
pub use totals::{TotalLine, Totals};
pub use trend::{TrendLine, TrendTable};
pub use ways::{Way, Ways};
pub use wrong::{Wrong, Wrongs};
