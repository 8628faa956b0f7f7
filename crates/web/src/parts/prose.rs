//! A piece of a handbook that is written in Markdown: paragraphs, steps, points, commands. No more of Markdown than the handbooks of
//! `docs/operate` use; what is bold there is plain here.

/// Words, or something to be typed as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bit {
    /// Words.
    Words(String),
    /// A command, a name of a file.
    Code(String),
}

/// One thing after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What follows is about this.
    Heading(String),
    /// A paragraph.
    Words(Vec<Bit>),
    /// What is done one after the other.
    Steps(Vec<Vec<Bit>>),
    /// What stands beside each other.
    Points(Vec<Vec<Bit>>),
    /// Commands, line by line.
    Code(String),
}

/// A piece of a handbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// From top to bottom.
    pub pieces: Vec<Piece>,
}

impl Prose {
    /// What stands below a heading of the second rank, up to the next; nothing if the book has no such heading.
    pub fn section(book: &str, heading: &str) -> Option<Prose> {
        let mut lines = book.lines().skip_while(|line| line.strip_prefix("## ") != Some(heading));
        lines.next()?;
        let mut prose = Prose::default();
        let mut code: Option<String> = None;
        for line in lines.take_while(|line| !line.starts_with("## ")) {
            match (&mut code, line.starts_with("```")) {
                (Some(_), true) => prose.pieces.extend(code.take().map(Piece::Code)),
                (None, true) => code = Some(String::new()),
                (Some(code), false) => {
                    code.push_str(line);
                    code.push('\n');
                }
                (None, false) => prose.take(line),
            }
        }
        prose.pieces.retain(|piece| !matches!(piece, Piece::Words(bits) if bits.is_empty()));
        Some(prose)
    }

    /// One line that is no command.
    fn take(&mut self, line: &str) {
        let step = line.split_once(". ").filter(|(no, _)| no.parse::<u8>().is_ok());
        if let Some(heading) = line.strip_prefix("### ") {
            self.pieces.push(Piece::Heading(heading.to_owned()));
        } else if let Some((_, words)) = step {
            match self.pieces.last_mut() {
                Some(Piece::Steps(steps)) => steps.push(bits(words)),
                _ => self.pieces.push(Piece::Steps(vec![bits(words)])),
            }
        } else if let Some(words) = line.strip_prefix("- ") {
            match self.pieces.last_mut() {
                Some(Piece::Points(points)) => points.push(bits(words)),
                _ => self.pieces.push(Piece::Points(vec![bits(words)])),
            }
        } else {
            match self.pieces.last_mut() {
                Some(Piece::Words(said)) if !line.is_empty() && !said.is_empty() => {
                    said.push(Bit::Words(" ".to_owned()));
                    said.extend(bits(line));
                }
                _ => self.pieces.push(Piece::Words(bits(line))),
            }
        }
    }
}

/// A line in words and code, without stars, links as their words.
fn bits(line: &str) -> Vec<Bit> {
    let parts = line.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    let bit = |(at, part): (usize, &str)| match at % 2 {
        0 => Bit::Words(unlinked(part).replace('*', "")),
        _ => Bit::Code(part.to_owned()),
    };
    parts.map(bit).collect()
}

/// `[words](address)` as words.
fn unlinked(text: &str) -> String {
    let Some((before, rest)) = text.split_once('[') else { return text.to_owned() };
    let Some((words, rest)) = rest.split_once("](") else { return text.to_owned() };
    let Some((_, after)) = rest.split_once(')') else { return text.to_owned() };
    format!("{before}{words}{}", unlinked(after))
}

part!(
    Bit as bit,
    r#"{% match bit %}{% when Bit::Words(words) %}{{ words }}{% when Bit::Code(words) %}<code>{{ words }}</code>{% endmatch %}"#
);

part!(
    Prose as prose,
    r#"{% for piece in prose.pieces %}{% match piece -%}
{% when Piece::Heading(words) %}<h3>{{ words }}</h3>
{%- when Piece::Words(bits) %}<p>{% for bit in bits %}{{ bit.html(t) }}{% endfor %}</p>
{%- when Piece::Steps(steps) %}<ol class="plain">{% for bits in steps %}<li>{% for bit in bits %}{{ bit.html(t) }}{% endfor %}</li>{% endfor %}</ol>
{%- when Piece::Points(points) %}<ul class="plain">{% for bits in points %}<li>{% for bit in bits %}{{ bit.html(t) }}{% endfor %}</li>{% endfor %}</ul>
{%- when Piece::Code(words) %}<pre class="sheet" tabindex="0">{{ words }}</pre>
{%- endmatch %}{% endfor %}"#
);

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::text::Text;

    #[test]
    fn a_section_is_read_up_to_the_next() {
        let book = "# Book\n\n## Disk\n\n*Seen:* full, [more](a.md).\nNothing is lost.\n\n1. `df -h`; make room.\n2. **Never** `rm`.\n\n```sh\nls\n```\n## Other\nno";
        let prose = Prose::section(book, "Disk").expect("a section");
        let html = prose.html(&Text::new(Lang::En)).to_string();
        assert_eq!(
            html,
            "<p>Seen: full, more. Nothing is lost.</p><ol class=\"plain\"><li><code>df -h</code>; make room.</li>\
             <li>Never <code>rm</code>.</li></ol><pre class=\"sheet\" tabindex=\"0\">ls\n</pre>"
        );
        assert_eq!(Prose::section(book, "Nothing"), None);
    }
}
