-- Buyers tell how a good was, once per line that reached them. Whatever went wrong with a good becomes an improvement card:
-- what it is, what to do, who shows how, by when, and how it ended. Portable: no serial, no enum type, no now().
create table review (
    line_id       text   not null primary key,
    order_id      text   not null,
    product_id    text   not null,
    maker_id      text   not null,
    person_id     text   not null,
    stars         bigint not null,
    words         text   not null,          -- may be empty
    lang          text   not null,
    written_at_ms bigint not null,
    reply         text   not null,          -- the maker's; empty until she answers
    replied_at_ms bigint,
    constraint review_product_known foreign key (product_id) references product (id),
    constraint review_maker_known foreign key (maker_id) references maker (id),
    constraint review_person_known foreign key (person_id) references person (id),
    constraint review_stars_one_to_five check (stars between 1 and 5),
    constraint review_replied_after_it_was_written check (replied_at_ms >= written_at_ms)
);
create index review_by_product on review (product_id, written_at_ms);
create index review_by_maker on review (maker_id, written_at_ms);

create table improvement_card (
    id           text   not null primary key,
    maker_id     text   not null,
    product_id   text,                      -- which good, if it is about one
    source       text   not null,           -- what showed it
    source_id    text   not null,
    defect       text   not null,
    advice       text   not null,           -- empty until somebody plans
    trainer      text   not null,
    due_day      bigint,                    -- when it is looked at again
    state        text   not null,
    opened_at_ms bigint not null,
    ended_at_ms  bigint,
    end_note     text   not null,           -- why it was dropped, or which inspection found it mended
    version      bigint not null,
    trail        text   not null,
    constraint improvement_card_once unique (source, source_id),
    constraint improvement_card_maker_known foreign key (maker_id) references maker (id),
    constraint improvement_card_product_known foreign key (product_id) references product (id),
    constraint improvement_card_source_known check (source in ('inspection', 'hub', 'review')),
    constraint improvement_card_state_known check (state in ('open', 'planned', 'mended', 'dropped')),
    constraint improvement_card_ends_once check ((ended_at_ms is null) = (state in ('open', 'planned')))
);
create index improvement_card_by_maker on improvement_card (maker_id, state);
create index improvement_card_by_product on improvement_card (product_id, state);
create index improvement_card_open on improvement_card (opened_at_ms) where ended_at_ms is null;
