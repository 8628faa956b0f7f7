-- A basket is quoted, a quote becomes at most one order, an order has parcels that travel in shipments.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times. Days are counted since 1970 in India.
create table delivery_zone (
    zone        text   not null primary key,
    position    bigint not null,
    up_to_km    bigint not null,
    days_from   bigint not null,
    days_to     bigint not null,
    carrier     text   not null,
    constraint delivery_zone_days_ordered check (days_from <= days_to),
    constraint delivery_zone_carrier_known check (carrier in ('own_hands', 'india_post'))
);

-- What a shipment over `over_g` up to `up_to_g` costs: a base, and so much for each begun 500 g above `over_g`.
create table freight_rate (
    zone               text   not null,
    over_g             bigint not null,
    up_to_g            bigint not null,
    base_paise         bigint not null,
    per_500g_paise     bigint not null,
    effective_from_day bigint not null,
    verified           text   not null,
    source             text   not null,
    primary key (zone, over_g, effective_from_day),
    constraint freight_rate_not_negative check (base_paise >= 0 and per_500g_paise >= 0)
);

create table commission_rate (
    effective_from_day bigint not null primary key,
    rate_bp            bigint not null,
    source             text   not null,
    constraint commission_rate_sane check (rate_bp between 0 and 5000)
);

create table cart_line (
    cart_id     text   not null,
    variant_id  text   not null,
    quantity    bigint not null,
    added_at_ms bigint not null,
    primary key (cart_id, variant_id),
    constraint cart_line_quantity_sane check (quantity between 1 and 100)
);

create table quote (
    id             text   not null primary key,
    cart_id        text,
    pin            text   not null,
    state_code     text   not null,
    district       text   not null,
    payment_method text   not null,
    goods_paise    bigint not null,
    freight_paise  bigint not null,
    tax_paise      bigint not null,
    total_paise    bigint not null,
    earliest_day   bigint not null,
    latest_day     bigint not null,
    made_at_ms     bigint not null,
    expires_at_ms  bigint not null,
    constraint quote_adds_up check (total_paise = goods_paise + freight_paise),
    constraint quote_not_negative check (goods_paise > 0 and freight_paise >= 0 and tax_paise >= 0)
);

create table quote_line (
    quote_id         text   not null references quote (id),
    position         bigint not null,
    shipment_no      bigint not null,
    variant_id       text   not null,
    product_id       text   not null,
    maker_id         text   not null,
    is_food          bigint not null,
    name_hi          text   not null,
    name_en          text   not null,
    label_hi         text   not null,
    label_en         text   not null,
    quantity         bigint not null,
    unit_paise       bigint not null,
    line_paise       bigint not null,
    hsn              text   not null,
    rate_bp          bigint not null,
    tax_paise        bigint not null,
    tax_split        text   not null,
    seller           text   not null,
    aggregator_id    text,
    commission_paise bigint not null,
    maker_paise      bigint not null,
    primary key (quote_id, position),
    constraint quote_line_adds_up check (line_paise = unit_paise * quantity),
    constraint quote_line_split_known check (tax_split in ('none', 'cgst_sgst', 'igst')),
    constraint quote_line_seller_known check (seller in ('maker', 'aggregator'))
);

create table quote_shipment (
    quote_id      text   not null references quote (id),
    shipment_no   bigint not null,
    hub_id        text   not null,
    is_food       bigint not null,
    zone          text   not null,
    carrier       text   not null,
    weight_g      bigint not null,
    freight_paise bigint not null,
    earliest_day  bigint not null,
    latest_day    bigint not null,
    primary key (quote_id, shipment_no)
);

create table buyer_order (
    id             text   not null primary key,
    code           text   not null,
    quote_id       text   not null references quote (id),
    person_id      text   not null references person (id),
    lang           text   not null,
    state          text   not null,
    name           text   not null,
    mobile         text   not null,
    house          text   not null,
    area           text   not null,
    landmark       text   not null,
    pin            text   not null,
    district       text   not null,
    state_code     text   not null,
    payment_method text   not null,
    goods_paise    bigint not null,
    freight_paise  bigint not null,
    tax_paise      bigint not null,
    total_paise    bigint not null,
    earliest_day   bigint not null,
    latest_day     bigint not null,
    placed_at_ms   bigint not null,
    expires_at_ms  bigint not null,
    ended_at_ms    bigint,
    version        bigint not null,
    trail          text   not null,
    constraint buyer_order_code_once unique (code),
    constraint buyer_order_once_per_quote unique (quote_id),
    constraint buyer_order_state_known check (state in ('placed', 'confirmed', 'completed', 'cancelled', 'expired'))
);
create index buyer_order_by_person on buyer_order (person_id, placed_at_ms);

create table shipment (
    id             text   not null primary key,
    order_id       text   not null references buyer_order (id),
    shipment_no    bigint not null,
    hub_id         text   not null,
    is_food        bigint not null,
    zone           text   not null,
    carrier        text   not null,
    weight_g       bigint not null,
    freight_paise  bigint not null,
    earliest_day   bigint not null,
    latest_day     bigint not null,
    state          text   not null,
    article_number text,
    delivery_code  text   not null,
    code_tries     bigint not null,
    handed_at_ms   bigint,
    ended_at_ms    bigint,
    version        bigint not null,
    trail          text   not null,
    constraint shipment_once unique (order_id, shipment_no),
    constraint shipment_article_once unique (article_number),
    constraint shipment_state_known check (state in ('planned', 'shipped', 'delivered', 'cancelled'))
);
create index shipment_by_hub on shipment (hub_id, state);

create table parcel (
    id            text   not null primary key,
    code          text   not null,
    order_id      text   not null references buyer_order (id),
    shipment_id   text   not null references shipment (id),
    maker_id      text   not null,
    hub_id        text   not null,
    is_food       bigint not null,
    state         text   not null,
    goods_paise   bigint not null,
    maker_paise   bigint not null,
    asked_at_ms   bigint,
    ready_by_day  bigint,
    reason        text   not null,
    ended_at_ms   bigint,
    version       bigint not null,
    trail         text   not null,
    constraint parcel_code_once unique (code),
    constraint parcel_once_per_maker unique (order_id, maker_id, is_food),
    constraint parcel_state_known check (state in
        ('planned', 'asked', 'accepted', 'packed', 'at_hub', 'shipped', 'delivered', 'declined', 'cancelled')),
    constraint parcel_goods_not_negative check (goods_paise >= 0 and maker_paise >= 0)
);
create index parcel_by_maker on parcel (maker_id, state, asked_at_ms);
create index parcel_by_hub on parcel (hub_id, state);
create index parcel_by_shipment on parcel (shipment_id);

create table order_line (
    id               text   not null primary key,
    order_id         text   not null references buyer_order (id),
    parcel_id        text   not null references parcel (id),
    position         bigint not null,
    variant_id       text   not null,
    product_id       text   not null,
    name_hi          text   not null,
    name_en          text   not null,
    label_hi         text   not null,
    label_en         text   not null,
    quantity         bigint not null,
    unit_paise       bigint not null,
    line_paise       bigint not null,
    hsn              text   not null,
    rate_bp          bigint not null,
    tax_paise        bigint not null,
    tax_split        text   not null,
    seller           text   not null,
    aggregator_id    text,
    commission_paise bigint not null,
    maker_paise      bigint not null,
    constraint order_line_once unique (order_id, position),
    constraint order_line_adds_up check (line_paise = unit_paise * quantity)
);
create index order_line_by_parcel on order_line (parcel_id);
