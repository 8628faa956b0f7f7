-- Goods have prices, stock and pictures. Facts live in `product`, `variant` and `stock`; `shelf` is what a list shows of
-- them and can be thrown away and made again. Portable: no serial, no enum type, no now(). Lengths are millimetres.
create table product (
    id              text   not null primary key,
    slug            text   not null,
    maker_id        text   not null,
    craft_key       text   not null,
    hsn_key         text   not null,
    name_hi         text   not null,
    name_en         text   not null,
    words_hi        text   not null,
    words_en        text   not null,
    net_quantity_hi text   not null,
    net_quantity_en text   not null,
    ingredients_hi  text   not null,
    ingredients_en  text   not null,
    allergens_hi    text   not null,
    allergens_en    text   not null,
    storage_hi      text   not null,
    storage_en      text   not null,
    care_hi         text   not null,
    care_en         text   not null,
    dimensions      text   not null,
    shelf_life_days bigint,
    veg             bigint,          -- 1 vegetarian, 0 not, null for what nobody eats
    sample          bigint not null,
    listed_at_ms    bigint not null,
    constraint product_slug_once unique (slug),
    constraint product_maker_known foreign key (maker_id) references maker (id),
    constraint product_craft_known foreign key (craft_key) references craft (craft_key),
    constraint product_named check (name_hi <> '' or name_en <> ''),
    constraint product_shelf_life_plausible check (shelf_life_days between 1 and 3650),
    constraint product_veg_is_yes_or_no check (veg in (0, 1)),
    constraint product_sample_is_yes_or_no check (sample in (0, 1))
);
create index product_by_maker on product (maker_id, listed_at_ms);

create table product_withdrawal (
    product_id      text   not null,
    withdrawn_at_ms bigint not null,
    withdrawn_by    text   not null,
    why             text   not null,
    ended_at_ms     bigint,          -- when it came back
    primary key (product_id, withdrawn_at_ms),
    constraint product_withdrawal_product_known foreign key (product_id) references product (id),
    constraint product_withdrawal_ends_after_it_began check (ended_at_ms >= withdrawn_at_ms)
);

create table variant (
    id                text   not null primary key,
    product_id        text   not null,
    variant_key       text   not null,
    position          bigint not null,
    label_hi          text   not null,
    label_en          text   not null,
    price_paise       bigint not null,   -- tax included
    mrp_paise         bigint not null,
    weight_g          bigint not null,   -- packed
    length_mm         bigint not null,
    breadth_mm        bigint not null,
    height_mm         bigint not null,
    making            text   not null,
    lead_days         bigint not null,
    capacity_per_week bigint not null,
    constraint variant_key_once unique (product_id, variant_key),
    constraint variant_product_known foreign key (product_id) references product (id),
    constraint variant_price_positive check (price_paise > 0),
    constraint variant_price_within_mrp check (price_paise <= mrp_paise),
    constraint variant_weight_positive check (weight_g > 0),
    constraint variant_size_positive check (length_mm > 0 and breadth_mm > 0 and height_mm > 0),
    constraint variant_making_known check (making in ('stock', 'to_order')),
    constraint variant_lead_plausible check (lead_days between 0 and 365),
    constraint variant_capacity_where_made_to_order check (capacity_per_week >= 0 and (making = 'stock' or capacity_per_week > 0))
);

-- What there is of a variant. For one made to order, `on_hand` is the slots of this week.
create table stock (
    variant_id text   not null primary key,
    product_id text   not null,
    on_hand    bigint not null,
    held       bigint not null,
    constraint stock_variant_known foreign key (variant_id) references variant (id),
    constraint stock_never_oversold check (held >= 0 and held <= on_hand)
);
create index stock_by_product on stock (product_id);

-- Every change of `stock`, never updated; their sum is the stock. No reference to `variant`: on PostgreSQL each sale would
-- lock its row for that, and a movement is only ever written beside a change of the `stock` row, which has the reference.
create table stock_movement (
    id             text   not null primary key,
    variant_id     text   not null,
    on_hand_change bigint not null,
    held_change    bigint not null,
    why            text   not null,
    source         text   not null,   -- what caused it: an order, a delivery to the shelf, a week
    at_ms          bigint not null,
    constraint stock_movement_once unique (variant_id, why, source),
    constraint stock_movement_why_known check (why in ('opened', 'received', 'counted', 'hold', 'hold_end', 'returned', 'week'))
);

create table picture (
    id          text   not null primary key,   -- SHA-256 of the original, hexadecimal
    kind        text   not null,
    added_at_ms bigint not null,
    constraint picture_kind_known check (kind in ('drawing', 'photo'))
);

create table rendition (
    picture_id text   not null,
    width      bigint not null,
    height     bigint not null,
    format     text   not null,
    byte_count bigint not null,
    file_name  text   not null,
    primary key (picture_id, width, format),
    constraint rendition_picture_known foreign key (picture_id) references picture (id),
    constraint rendition_format_known check (format in ('webp', 'jpeg')),
    constraint rendition_not_empty check (width > 0 and height > 0 and byte_count > 0)
);

create table product_picture (
    product_id text   not null,
    position   bigint not null,
    picture_id text   not null,
    alt_hi     text   not null,
    alt_en     text   not null,
    primary key (product_id, position),
    constraint product_picture_product_known foreign key (product_id) references product (id),
    constraint product_picture_picture_known foreign key (picture_id) references picture (id)
);

create table maker_picture (
    maker_id   text   not null,
    position   bigint not null,
    picture_id text   not null,
    alt_hi     text   not null,
    alt_en     text   not null,
    primary key (maker_id, position),
    constraint maker_picture_maker_known foreign key (maker_id) references maker (id),
    constraint maker_picture_picture_known foreign key (picture_id) references picture (id)
);

-- One row per product that may be shown: listed, not withdrawn, its maker not closed. Made anew whenever one of these changes.
create table shelf (
    product_id      text   not null primary key,
    slug            text   not null,
    craft_key       text   not null,
    block_code      text   not null,
    maker_id        text   not null,
    maker_slug      text   not null,
    maker_name_hi   text   not null,
    maker_name_en   text   not null,
    village_hi      text   not null,
    village_en      text   not null,
    name_hi         text   not null,
    name_en         text   not null,
    price_paise     bigint not null,   -- of the cheapest variant
    price_to_paise  bigint not null,   -- of the dearest variant
    mrp_paise       bigint not null,   -- of the cheapest variant
    making          text   not null,
    lead_days       bigint not null,
    picture_id      text   not null,   -- empty if there is none yet
    alt_hi          text   not null,
    alt_en          text   not null,
    sample          bigint not null,
    listed_at_ms    bigint not null,
    constraint shelf_slug_once unique (slug),
    constraint shelf_product_known foreign key (product_id) references product (id)
);
create index shelf_newest on shelf (listed_at_ms, product_id);
create index shelf_by_price on shelf (price_paise, product_id);
create index shelf_craft_newest on shelf (craft_key, listed_at_ms, product_id);
create index shelf_craft_by_price on shelf (craft_key, price_paise, product_id);
create index shelf_block_newest on shelf (block_code, listed_at_ms, product_id);
create index shelf_block_by_price on shelf (block_code, price_paise, product_id);
create index shelf_by_maker on shelf (maker_id, listed_at_ms);
