//! The rooms of a desk in its header: a few in plain sight, the rest behind one word.

use crate::page::Link;

/// As many rooms as fit into two lines of a small phone.
const NEAR: usize = 6;

/// The rooms of a desk. The first are what its people do all day; where there are many, the others are folded away.
#[derive(Clone, Debug)]
pub struct Rooms {
    near: Vec<Link>,
    folded: Vec<Link>,
}

impl Rooms {
    /// Folds what is too much. The room one is in stays in sight, so that it is always seen where one is.
    pub fn of(rooms: Vec<Link>) -> Rooms {
        if rooms.len() <= NEAR {
            return Rooms { near: rooms, folded: Vec::new() };
        }
        let mut near = rooms;
        let mut folded = near.split_off(NEAR - 1);
        if let Some(here) = folded.iter().position(|room| room.here) {
            near.push(folded.remove(here));
        }
        Rooms { near, folded }
    }
}

part!(
    Rooms as r,
    r#"{% macro item(room) %}<li><a href="{{ room.href }}"{% if room.here %} aria-current="page"{% endif %}>{{ room.label }}</a></li>{% endmacro -%}
<nav class="rooms" aria-label="{{ t.get("rooms") }}"><ul class="wrap">{% for room in r.near %}{% call item(room) %}{% endcall %}{% endfor %}
{%- if !r.folded.is_empty() %}<li class="more"><details><summary>{{ t.get("rooms-more") }}</summary><ul>{% for room in r.folded %}{% call item(room) %}{% endcall %}{% endfor %}</ul></details></li>{% endif -%}
</ul></nav>"#
);

#[cfg(test)]
mod tests {
    use super::*;

    fn rooms(count: usize, here: usize) -> Rooms {
        let room = |n: usize| Link { here: n == here, ..Link::new(n.to_string(), "/hi/officer") };
        Rooms::of((0..count).map(room).collect())
    }

    fn names(links: &[Link]) -> String {
        links.iter().map(|link| link.label.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn few_rooms_all_stand_in_the_header() {
        let few = rooms(6, 0);
        assert_eq!((names(&few.near).as_str(), names(&few.folded).as_str()), ("0 1 2 3 4 5", ""));
    }

    #[test]
    fn of_many_the_first_stand_there_and_the_one_that_is_open() {
        let first = rooms(9, 1);
        assert_eq!((names(&first.near).as_str(), names(&first.folded).as_str()), ("0 1 2 3 4", "5 6 7 8"));
        let late = rooms(9, 7);
        assert_eq!((names(&late.near).as_str(), names(&late.folded).as_str()), ("0 1 2 3 4 7", "5 6 8"));
    }
}
