-- One order has one intent to be paid; the gateway may report several payments for it, each known once.
create table payment_intent (
    id            text   not null primary key,
    order_id      text   not null references buyer_order (id),
    amount_paise  bigint not null,
    gateway       text   not null,
    gateway_order text,
    state         text   not null,
    made_at_ms    bigint not null,
    version       bigint not null,
    trail         text   not null,
    constraint payment_intent_once_per_order unique (order_id),
    constraint payment_intent_gateway_order_once unique (gateway_order),
    constraint payment_intent_state_known check (state in ('open', 'paid', 'closed')),
    constraint payment_intent_asks_something check (amount_paise > 0)
);

create table payment (
    id              text   not null primary key,
    intent_id       text   not null references payment_intent (id),
    gateway_payment text   not null,
    amount_paise    bigint not null,
    fee_paise       bigint not null,
    method          text   not null,
    status          text   not null,
    reason          text   not null,
    made_at_ms      bigint not null,
    version         bigint not null,
    trail           text   not null,
    constraint payment_known_once unique (gateway_payment),
    constraint payment_status_known check (status in ('created', 'authorised', 'captured', 'refunded', 'failed'))
);
create index payment_by_intent on payment (intent_id);

-- The inbox: what a gateway sent, word for word, once per event.
create table payment_event (
    gateway        text   not null,
    event_id       text   not null,
    signature      text   not null,
    body           text   not null,
    received_at_ms bigint not null,
    digested_at_ms bigint,
    outcome        text   not null,
    primary key (gateway, event_id)
);
create index payment_event_by_outcome on payment_event (outcome, received_at_ms);

create table refund (
    id             text   not null primary key,
    payment_id     text   not null references payment (id),
    order_id       text   not null references buyer_order (id),
    about          text   not null,
    reason         text   not null,
    amount_paise   bigint not null,
    status         text   not null,
    gateway_refund text,
    asked_at_ms    bigint not null,
    ended_at_ms    bigint,
    version        bigint not null,
    trail          text   not null,
    constraint refund_once unique (payment_id, about),
    constraint refund_gateway_once unique (gateway_refund),
    constraint refund_status_known check (status in ('asked', 'pending', 'processed', 'failed')),
    constraint refund_gives_something check (amount_paise > 0)
);
create index refund_by_order on refund (order_id);
