//! Our own drawings: one shape, many palettes. A drawing names its colours `{{ground}}`, `{{ink}}`, `{{a}}`, `{{b}}`, `{{c}}`.

/// The five colours a drawing is filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Its name.
    pub name: String,
    /// Colours for `ground`, `ink`, `a`, `b` and `c`, each `#rrggbb`.
    pub colours: [String; 5],
}

const PLACES: [&str; 5] = ["{{ground}}", "{{ink}}", "{{a}}", "{{b}}", "{{c}}"];

impl Palette {
    /// The palette called `name` in a table `name,ground,ink,a,b,c`; `None` if it is not there or not five colours.
    pub fn find(table: &str, name: &str) -> Option<Palette> {
        let line = table.lines().skip(1).find(|line| line.split(',').next() == Some(name))?;
        let mut colours = line.split(',').skip(1).map(|colour| colour.trim().to_owned());
        let colours = [colours.next()?, colours.next()?, colours.next()?, colours.next()?, colours.next()?];
        colours.iter().all(|colour| is_colour(colour)).then(|| Palette { name: name.to_owned(), colours })
    }

    /// The drawing in these colours.
    pub fn fill(&self, drawing: &str) -> String {
        PLACES
            .iter()
            .zip(&self.colours)
            .fold(drawing.to_owned(), |svg, (place, colour)| svg.replace(place, colour))
    }
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "name,ground,ink,a,b,c\ngeru,#a93f25,#210d07,#f0ae3c,#86b08f,#ffedd3\nbad,red,#210d07,#f0ae3c,#86b08f,#ffedd3\n";

    #[test]
    fn a_drawing_takes_the_colours_of_its_palette() {
        let geru = Palette::find(TABLE, "geru").expect("it is there");
        assert_eq!(
            geru.fill("<p fill='{{ground}}' stroke='{{ink}}'/>{{c}}"),
            "<p fill='#a93f25' stroke='#210d07'/>#ffedd3"
        );
        assert_eq!(Palette::find(TABLE, "bad"), None);
        assert_eq!(Palette::find(TABLE, "name"), None);
        assert_eq!(Palette::find(TABLE, ""), None);
    }
}
