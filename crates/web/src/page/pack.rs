//! The style sheet without its comments and spare spaces: it is read by people here and by phones there.

/// `css` without comments, line ends and spaces that mean nothing.
///
/// It knows only what our own sheet contains: no comments or braces inside strings.
pub fn packed_css(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);

    let mut packed = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        let joins =
            packed.ends_with(['{', '}', ';', ',', '>']) || word.starts_with(['{', '}', ';', ',', '>']);
        if !packed.is_empty() && !joins {
            packed.push(' ');
        }
        packed.push_str(word);
    }
    packed.replace(": ", ":").replace(";}", "}")
}

#[cfg(test)]
mod tests {
    use super::packed_css;

    #[test]
    fn only_what_means_nothing_is_left_out() {
        let css = "/* earth */ :root { --a: #fff; }\n.x > .y , p { margin: calc(1px + 2px) 0 }\n@media (min-width: 40em) { a { color: red } }";
        let packed = ":root{--a:#fff}.x>.y,p{margin:calc(1px + 2px) 0}@media (min-width:40em){a{color:red}}";
        assert_eq!(packed_css(css), packed);
    }
}
