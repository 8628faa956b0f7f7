-- The journal is double entry and append-only: one entry per fact, unique by kind and source, summing to zero.
create table journal_entry (
    id     text   not null primary key,
    kind   text   not null,
    source text   not null,
    at_ms  bigint not null,
    constraint journal_entry_once unique (kind, source)
);
create index journal_entry_by_time on journal_entry (at_ms);

create table posting (
    entry_id     text   not null references journal_entry (id),
    position     bigint not null,
    account      text   not null,
    amount_paise bigint not null,
    primary key (entry_id, position),
    constraint posting_moves_something check (amount_paise <> 0)
);
create index posting_by_account on posting (account);

create table payout_batch (
    id             text   not null primary key,
    state          text   not null,
    made_by        text   not null references person (id),
    made_at_ms     bigint not null,
    approved_by    text   references person (id),
    approved_at_ms bigint,
    version        bigint not null,
    trail          text   not null,
    constraint payout_batch_state_known check (state in ('drafted', 'approved', 'cancelled')),
    constraint payout_batch_needs_two check (approved_by is null or approved_by <> made_by)
);

create table payout (
    id             text   not null primary key,
    batch_id       text   not null references payout_batch (id),
    maker_id       text   not null,
    amount_paise   bigint not null,
    state          text   not null,
    gateway_payout text,
    utr            text,
    reason         text   not null,
    ended_at_ms    bigint,
    version        bigint not null,
    trail          text   not null,
    constraint payout_once_per_maker unique (batch_id, maker_id),
    constraint payout_gateway_once unique (gateway_payout),
    constraint payout_state_known check (state in ('drafted', 'approved', 'sent', 'settled', 'returned', 'cancelled')),
    constraint payout_pays_something check (amount_paise > 0)
);
create index payout_by_maker on payout (maker_id, state);

-- Which parcels a payout pays. A parcel is in one living payout at most.
create table payout_line (
    payout_id    text   not null references payout (id),
    parcel_id    text   not null references parcel (id),
    amount_paise bigint not null,
    ended_at_ms  bigint,
    primary key (payout_id, parcel_id)
);
create unique index payout_line_once_per_parcel on payout_line (parcel_id) where ended_at_ms is null;
