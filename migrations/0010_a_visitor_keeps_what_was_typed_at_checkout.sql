-- What a visitor typed on the way to an order, kept with the basket so that no page asks twice. Forgotten with the order.
create table checkout_draft (
    cart_id       text   not null primary key,
    mobile        text,
    name          text   not null,
    house         text   not null,
    area          text   not null,
    landmark      text   not null,
    pin           text,
    quote_id      text,
    written_at_ms bigint not null
);
create index checkout_draft_by_age on checkout_draft (written_at_ms);
