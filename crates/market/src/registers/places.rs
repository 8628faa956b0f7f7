//! Blocks and crafts as registers name them: by code, by name in either script, by how the name sounds. Pure.

use kernel::{Day, Words};

use super::{Sender, words};
use crate::places::Block;
use crate::search::sound;

/// What is known of the district, read once per look at a filing.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    blocks: Vec<(String, Vec<String>)>,
    crafts: Vec<(String, Words)>,
    /// Where rows may lie; `None` in the whole district.
    allowed: Option<Vec<String>>,
    pub(super) today: Day,
}

impl Places {
    pub(super) fn of(blocks: &[Block], crafts: Vec<(String, Words)>, sender: &Sender, today: Day) -> Places {
        let heard = |block: &Block| {
            let mut all = vec![words::plain(&block.name.hi), words::plain(&block.name.en)];
            all.extend([&block.name.hi, &block.name.en].into_iter().flat_map(|name| sounds(name)));
            (block.code.clone(), all)
        };
        Places {
            blocks: blocks.iter().map(heard).collect(),
            crafts,
            allowed: match sender {
                Sender::Officer(_, post) => Some(post.blocks.0.clone()),
                Sender::Head(..) | Sender::Machine(_) => None,
            },
            today,
        }
    }

    /// Whether rows may lie in a block.
    pub(super) fn allows(&self, code: &str) -> bool {
        self.allowed.as_ref().is_none_or(|allowed| allowed.iter().any(|own| own == code))
    }

    /// The code of a block by its code, name, or how its name sounds.
    pub(super) fn block(&self, text: &str) -> Option<String> {
        let plain = words::plain(text);
        if let Some(code) = words::exact("block", text) {
            return Some(code.to_owned());
        }
        let heard = sounds(text);
        let is_it = |(code, all): &&(String, Vec<String>)| {
            *code == plain || all.contains(&plain) || all.iter().any(|one| heard.contains(one))
        };
        self.blocks.iter().find(is_it).map(|(code, _)| code.clone())
    }

    pub(super) fn craft(&self, text: &str) -> Option<String> {
        let plain = words::plain(text);
        let named = self.crafts.iter().find(|(key, name)| {
            words::plain(key) == plain || words::plain(&name.hi) == plain || words::plain(&name.en) == plain
        });
        let known = |key: &&str| self.crafts.iter().any(|(known, _)| known == key);
        named
            .map(|(key, _)| key.clone())
            .or_else(|| words::within("craft", text).filter(known).map(str::to_owned))
    }

    pub(super) fn craft_names(&self) -> String {
        self.crafts.iter().map(|(_, name)| name.hi.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// How a name of one or more words sounds, as one word.
fn sounds(name: &str) -> Vec<String> {
    let joined: String = sound::words(name).concat();
    let keys = sound::keys(&joined);
    let all = std::iter::once(keys.sounds).chain(keys.variants);
    all.filter(|key| key.len() >= 3).collect()
}
