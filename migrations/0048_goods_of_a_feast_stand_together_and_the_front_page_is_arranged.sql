-- What belongs to a feast or a season stands together while its window is open, and heads arrange the front page.
-- Portable: no serial, no enum type, no now().

create table collection (
    id           text   not null primary key,
    slug         text   not null,            -- the last part of its address; it stays when the feast comes again
    name_hi      text   not null,
    name_en      text   not null,
    words_hi     text   not null,
    words_en     text   not null,
    from_day     bigint not null,
    to_day       bigint not null,
    order_by_day bigint,                     -- who orders until then has it by the feast
    state        text   not null,
    version      bigint not null,
    trail        text   not null,
    constraint collection_has_one_address unique (slug),
    constraint collection_state_known check (state in ('draft', 'shown', 'withdrawn')),
    constraint collection_has_a_window check (from_day <= to_day),
    constraint collection_is_ordered_in_time check (order_by_day is null or order_by_day <= to_day)
);
create index collection_by_window on collection (state, to_day);

-- Its goods in their order.
create table collection_good (
    collection_id text   not null references collection (id),
    product_id    text   not null references product (id),
    place         bigint not null,
    primary key (collection_id, product_id)
);
create index collection_good_of_product on collection_good (product_id);

-- How the front page is arranged from a day on: the newest row of the latest day that has come holds.
create table front_page (
    id          text   not null primary key,
    seq         bigint not null,
    from_day    bigint not null,
    sections    text   not null,             -- words with spaces between, in the order of the page
    set_by      text   not null references person (id),
    set_at_ms   bigint not null,
    ended_at_ms bigint,                      -- taken back before or after it came into force
    ended_by    text   references person (id),
    constraint front_page_in_order unique (seq),
    constraint front_page_ended_or_not check ((ended_at_ms is null) = (ended_by is null))
);
create index front_page_by_day on front_page (from_day, seq);
