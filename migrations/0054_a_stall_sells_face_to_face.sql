-- A keeper sells at a stall face to face: paid and handed over at once. Portable: no serial, no enum type, no now().

-- Pieces that were set aside for a stall for a day, so that it can sell while the line is down. The web does not have them meanwhile.
create table stall_slice (
    id           text   not null primary key,
    stall_id     text   not null references stall (id),
    day          bigint not null,
    state        text   not null,
    opened_by    text   not null references person (id),
    opened_at_ms bigint not null,
    closed_at_ms bigint,
    once_key     text   not null,            -- comes with the form: the same press twice is one slice
    version      bigint not null,
    trail        text   not null,
    constraint stall_slice_pressed_once unique (once_key),
    constraint stall_slice_state_known check (state in ('open', 'closed')),
    constraint stall_slice_closed_whole check ((state = 'closed') = (closed_at_ms is not null))
);
create unique index stall_slice_one_open on stall_slice (stall_id) where state = 'open';

create table stall_slice_line (
    slice_id   text   not null references stall_slice (id),
    variant_id text   not null references variant (id),
    given      bigint not null,
    sold       bigint not null,
    unit_paise bigint not null,              -- what one costs as long as the slice is open
    primary key (slice_id, variant_id),
    constraint stall_slice_line_never_oversold check (0 <= sold and sold <= given and given > 0)
);

-- An order that was sold at a stall into its buyer's hands.
create table hand_sale (
    order_id   text   not null primary key references buyer_order (id),
    stall_id   text   not null references stall (id),
    way        text   not null,
    sold_by    text   not null references person (id),
    sold_at_ms bigint not null,              -- by the telephone it was sold with, if that had no line
    once_key   text   not null,              -- the same sale sent twice is one
    utr        text,                         -- the bank's number the buyer showed, if she paid to the printed code
    slice_id   text   references stall_slice (id),
    constraint hand_sale_once unique (once_key),
    constraint hand_sale_utr_once unique (utr),
    constraint hand_sale_way_known check (way in ('cash', 'qr', 'printed')),
    constraint hand_sale_utr_with_its_way check ((way = 'printed') = (utr is not null))
);
create index hand_sale_by_stall on hand_sale (stall_id, sold_at_ms);
create index hand_sale_by_slice on hand_sale (slice_id);
