-- A buyer fetches at a counter what she has ordered; a pilgrim buys at a stall whose stock is the web's.
-- Portable: no serial, no enum type, no now().

-- A place where parcels wait for their buyers: at a hub, at a haat, at a mela. The keepers of its hub keep it.
create table counter (
    id            text   not null primary key,
    hub_id        text   not null references hub (id),
    kind          text   not null,
    name_hi       text   not null,
    name_en       text   not null,
    place_hi      text   not null,
    place_en      text   not null,
    pin           text   not null,
    weekdays      bigint not null,             -- bit 0 is Monday, bit 6 Sunday
    opens_min     bigint not null,             -- minutes since midnight
    shuts_min     bigint not null,
    from_day      bigint not null,
    until_day     bigint not null,
    freight_paise bigint not null,             -- of each shipment that waits here
    keep_days     bigint not null,             -- so long a parcel waits
    state         text   not null,
    made_by       text   not null references person (id),
    made_at_ms    bigint not null,
    once_key      text   not null,             -- comes with the form: the same press twice is one counter
    version       bigint not null,
    trail         text   not null,
    constraint counter_pressed_once unique (once_key),
    constraint counter_kind_known check (kind in ('hub', 'haat', 'mela')),
    constraint counter_state_known check (state in ('open', 'shut')),
    constraint counter_open_some_day check (weekdays between 1 and 127),
    constraint counter_hours_ordered check (0 <= opens_min and opens_min < shuts_min and shuts_min <= 1440),
    constraint counter_days_ordered check (from_day <= until_day),
    constraint counter_keeps_some_days check (keep_days between 1 and 30),
    constraint counter_freight_sane check (freight_paise between 0 and 100000)
);
create index counter_by_hub on counter (hub_id, state);

-- An hour of a counter's day in which so many orders can be fetched.
create table pickup_slot (
    id         text   not null primary key,
    counter_id text   not null references counter (id),
    day        bigint not null,
    from_min   bigint not null,
    until_min  bigint not null,
    places     bigint not null,
    taken      bigint not null,
    constraint pickup_slot_once unique (counter_id, day, from_min),
    constraint pickup_slot_holds_its_places check (0 <= taken and taken <= places),
    constraint pickup_slot_hours_ordered check (from_min < until_min)
);

-- How a quote's goods reach their buyer: brought, if nothing is named; else fetched at a counter, in a slot of it if one was chosen.
alter table quote add column counter_id text references counter (id);
alter table quote add column slot_id text references pickup_slot (id);
alter table buyer_order add column counter_id text references counter (id);
alter table buyer_order add column slot_id text references pickup_slot (id);
create index buyer_order_by_counter on buyer_order (counter_id, state);

-- A shipment lies at its counter, and until which day.
create table counter_wait (
    shipment_id  text   not null primary key references shipment (id),
    counter_id   text   not null references counter (id),
    since_ms     bigint not null,
    until_day    bigint not null,
    reminded_day bigint
);
create index counter_wait_by_day on counter_wait (until_day);

-- A stall at a mela, a card in a hotel: its printed code leads to a page of its own as long as it stands.
create table stall (
    id         text   not null primary key,
    code       text   not null,
    hub_id     text   not null references hub (id),
    kind       text   not null,
    name_hi    text   not null,
    name_en    text   not null,
    place_hi   text   not null,
    place_en   text   not null,
    counter_id text   references counter (id),   -- where one can fetch, if not at home
    from_day   bigint not null,
    until_day  bigint not null,
    state      text   not null,
    made_by    text   not null references person (id),
    made_at_ms bigint not null,
    once_key   text   not null,                  -- comes with the form: the same press twice is one stall
    version    bigint not null,
    trail      text   not null,
    constraint stall_code_once unique (code),
    constraint stall_pressed_once unique (once_key),
    constraint stall_kind_known check (kind in ('stall', 'hotel')),
    constraint stall_state_known check (state in ('open', 'shut')),
    constraint stall_days_ordered check (from_day <= until_day)
);
create index stall_by_hub on stall (hub_id, state);

-- Whose goods lie at a stall; nobody named: all goods.
create table stall_maker (
    stall_id text not null references stall (id),
    maker_id text not null references maker (id),
    primary key (stall_id, maker_id)
);

-- At which stall a quote and its order began.
alter table quote add column stall_id text references stall (id);
alter table buyer_order add column stall_id text references stall (id);
create index buyer_order_by_stall on buyer_order (stall_id, state);
