-- Places and tax rates are known: States, pincodes, blocks, collection points, banks, HSN rates by the day they begin.
-- Portable: no serial, no enum type, no now(). Coordinates are ten-thousandths of a degree; rates are basis points.
create table state (
    gst_code  text not null primary key,
    iso3166_2 text not null,
    name_hi   text not null,
    name_en   text not null,
    kind      text not null
);

create table pincode (
    pin        text   not null primary key,
    office     text   not null,
    district   text   not null,
    state_code text   not null,
    lat_e4     bigint,
    lon_e4     bigint,
    delivers   bigint not null,
    constraint pincode_state_known foreign key (state_code) references state (gst_code),
    constraint pincode_delivers_is_yes_or_no check (delivers in (0, 1)),
    constraint pincode_has_both_coordinates check ((lat_e4 is null) = (lon_e4 is null))
);

create table block (
    lgd_code    text   not null primary key,
    name_hi     text   not null,
    name_en     text   not null,
    subdivision text   not null,
    lat_e4      bigint not null,
    lon_e4      bigint not null
);

create table hub (
    id         text   not null primary key,
    hub_key    text   not null,
    name_hi    text   not null,
    name_en    text   not null,
    block_code text   not null,
    address_hi text   not null,
    address_en text   not null,
    pincode    text   not null,
    open_hours text   not null,
    sample     bigint not null,
    constraint hub_key_once unique (hub_key),
    constraint hub_block_known foreign key (block_code) references block (lgd_code),
    constraint hub_pincode_known foreign key (pincode) references pincode (pin),
    constraint hub_sample_is_yes_or_no check (sample in (0, 1))
);

create table bank (
    ifsc_prefix text not null primary key,
    name        text not null
);

create table hsn_rate (
    hsn_key            text   not null,
    effective_from_day bigint not null,   -- days since 1970 in India
    hsn                text   not null,   -- empty where the article decides its own chapter
    name_hi            text   not null,
    name_en            text   not null,
    rate_bp            bigint not null,
    holds_if           text   not null,   -- the condition the rate is bound to, in words
    basis              text   not null,
    verified           text   not null,
    primary key (hsn_key, effective_from_day),
    constraint hsn_rate_in_range check (rate_bp between 0 and 10000)
);

-- A piece that costs more than the limit is taxed under another key, as with clothes.
create table hsn_price_step (
    hsn_key            text   not null,
    effective_from_day bigint not null,
    above_paise        bigint not null,   -- the price of one piece without tax
    other_key          text   not null,
    basis              text   not null,
    verified           text   not null,
    primary key (hsn_key, effective_from_day),
    constraint hsn_price_step_positive check (above_paise > 0)
);

-- A table that ships with the mart is loaded once per content.
create table loaded_table (
    name         text   not null primary key,
    sha256       text   not null,
    row_count    bigint not null,
    loaded_at_ms bigint not null
);
