//! How many: a number one can type; with script, a minus and a plus stand beside it.

/// A number of pieces.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The `id` of the input; its name is `quantity`.
    pub id: String,
    /// The number now.
    pub value: u32,
    /// The most that can be had.
    pub most: u32,
    /// What is counted, for those who cannot see the line: «सफ़ेद पेड़ा».
    pub of: String,
}

part!(
    Quantity as quantity,
    r#"<span class="quantity" data-count><label for="{{ quantity.id }}">{{ t.get("quantity") }}<span class="hidden"> {{ quantity.of }}</span></label><input id="{{ quantity.id }}" name="quantity" type="number" inputmode="numeric" min="1" max="{{ quantity.most }}" value="{{ quantity.value }}" data-less="{{ t.get("quantity-less") }}" data-more="{{ t.get("quantity-more") }}"></span>"#
);
