-- Buyers may pay in cash at the door where a dated rule allows it; whoever holds the cash owes it until it is handed on.
-- Portable: no serial, no enum type, no now().

-- How far, up to how much and for whom cash is taken, from which day on. The newest row in force decides.
create table cash_rule (
    effective_from_day bigint not null primary key,
    reach              text   not null,
    most_paise         bigint not null,
    refused_most       bigint not null,      -- so many refused parcels a buyer may have ...
    refused_days       bigint not null,      -- ... within so many days, and still pay in cash
    source             text   not null,
    constraint cash_rule_reach_known check (reach in ('nowhere', 'own_hands', 'everywhere')),
    constraint cash_rule_sane check (most_paise >= 0 and refused_most >= 0 and refused_days >= 0)
);

-- A pincode to which the rule does not apply as it stands.
create table cash_pin (
    pin                text   not null,
    effective_from_day bigint not null,
    stands             text   not null,
    source             text   not null,
    primary key (pin, effective_from_day),
    constraint cash_pin_stands_known check (stands in ('as_ruled', 'open', 'stopped'))
);

-- The code by which a buyer confirms that she will pay in cash. Only its hash is kept.
create table cash_confirmation (
    order_id        text   not null primary key references buyer_order (id),
    code_hash       text   not null,
    tries_left      bigint not null,
    codes_sent      bigint not null,
    sent_at_ms      bigint not null,
    confirmed_at_ms bigint,
    constraint cash_confirmation_tries_left check (tries_left >= 0)
);

-- Cash that was taken for one shipment, and who holds it: a hub, or a carrier that hands it on later.
create table cash_collection (
    shipment_id     text   not null primary key references shipment (id),
    order_id        text   not null references buyer_order (id),
    payment_id      text   not null references payment (id),
    holder          text   not null,
    amount_paise    bigint not null,
    collected_by    text,
    collected_at_ms bigint not null,
    constraint cash_collection_once_per_payment unique (payment_id),
    constraint cash_collection_takes_something check (amount_paise > 0)
);
create index cash_collection_by_holder on cash_collection (holder, collected_at_ms);

-- A shipment whose buyer would not take it at the door.
create table cash_refusal (
    shipment_id   text   not null primary key references shipment (id),
    person_id     text   not null references person (id),
    reason        text   not null,
    refused_at_ms bigint not null
);
create index cash_refusal_by_person on cash_refusal (person_id, refused_at_ms);

-- Cash a hub has paid in at the bank, by the number of the bank's slip.
create table cash_handover (
    id           text   not null primary key,
    hub_id       text   not null,
    amount_paise bigint not null,
    slip         text   not null,
    handed_by    text   not null references person (id),
    handed_at_ms bigint not null,
    constraint cash_handover_slip_once unique (hub_id, slip),
    constraint cash_handover_hands_something check (amount_paise > 0)
);
create index cash_handover_by_hub on cash_handover (hub_id, handed_at_ms);

-- The cash of a hub, counted. What is not as the book says is written off or on by a second person.
create table cash_count (
    id            text   not null primary key,
    hub_id        text   not null,
    book_paise    bigint not null,
    counted_paise bigint not null,
    reason        text   not null,
    state         text   not null,
    counted_by    text   not null references person (id),
    counted_at_ms bigint not null,
    decided_by    text   references person (id),
    decided_at_ms bigint,
    version       bigint not null,
    trail         text   not null,
    constraint cash_count_state_known check (state in ('right', 'asked', 'agreed', 'refused')),
    constraint cash_count_right_or_not check ((state = 'right') = (book_paise = counted_paise)),
    constraint cash_count_needs_two check (decided_by is null or decided_by <> counted_by),
    constraint cash_count_decided_or_not check ((state in ('agreed', 'refused')) = (decided_by is not null)),
    constraint cash_count_not_negative check (counted_paise >= 0)
);
create index cash_count_by_hub on cash_count (hub_id, counted_at_ms);
create unique index cash_count_one_open on cash_count (hub_id) where state = 'asked';

-- What a carrier says it has paid to the bank for shipments, once per reference of the bank.
create table cash_remittance (
    id           text   not null primary key,
    carrier      text   not null,
    reference    text   not null,
    taken_by     text   not null references person (id),
    taken_at_ms  bigint not null,
    constraint cash_remittance_once unique (carrier, reference)
);

create table cash_remittance_line (
    remittance_id text   not null references cash_remittance (id),
    line_no       bigint not null,           -- as people count the lines of the sheet
    article       text   not null,
    shipment_id   text   references shipment (id),
    amount_paise  bigint not null,           -- 0 where the line does not read
    fate          text   not null,
    primary key (remittance_id, line_no),
    constraint cash_remittance_line_fate_known check (fate in ('matched', 'too_much', 'unknown', 'unclear')),
    constraint cash_remittance_line_matched_fits check
        (fate <> 'matched' or (shipment_id is not null and amount_paise > 0))
);
create index cash_remittance_line_by_shipment on cash_remittance_line (shipment_id);

-- Money that has no way back by itself is paid out at a hub, against a code and a signature.
create table refund_at_hub (
    id            text   not null primary key,
    refund_id     text   not null references refund (id),
    hub_id        text   not null,
    amount_paise  bigint not null,
    state         text   not null,
    asked_by      text   not null references person (id),
    asked_at_ms   bigint not null,
    decided_by    text   references person (id),
    decided_at_ms bigint,
    code_hash     text   not null,           -- of the code the buyer says; empty until it is agreed
    tries_left    bigint not null,
    signed_by     text   not null,           -- the name under the receipt; empty until it is paid
    paid_by       text   references person (id),
    paid_at_ms    bigint,
    version       bigint not null,
    trail         text   not null,
    constraint refund_at_hub_state_known check (state in ('asked', 'agreed', 'refused', 'paid')),
    constraint refund_at_hub_paid_or_not check ((state = 'paid') = (paid_by is not null)),
    constraint refund_at_hub_needs_two check (amount_paise <= 200000 or decided_by is null or decided_by <> asked_by),
    constraint refund_at_hub_tries_left check (tries_left >= 0)
);
create unique index refund_at_hub_one_living on refund_at_hub (refund_id) where state <> 'refused';
create index refund_at_hub_by_hub on refund_at_hub (hub_id, state);
