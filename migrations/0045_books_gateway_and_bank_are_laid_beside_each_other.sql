-- Our books, what the payment company says it has settled and what the bank's statement says are laid beside each other;
-- where they differ, a person looks. Portable: no serial, no enum type, no now().

-- One line of the payment company's report, as it came. The same line of the same report is kept once.
create table settlement_row (
    id            text   not null primary key,
    settlement    text   not null,
    utr           text   not null,
    kind          text   not null,
    entity        text   not null,
    amount_paise  bigint not null,
    fee_paise     bigint not null,
    tax_paise     bigint not null,
    credit_paise  bigint not null,
    debit_paise   bigint not null,
    copy          bigint not null,           -- equal lines of one report are counted from 1
    settled_at_ms bigint not null,
    fetched_at_ms bigint not null,
    fate          text   not null,
    constraint settlement_row_once
        unique (settlement, entity, amount_paise, fee_paise, tax_paise, credit_paise, debit_paise, copy),
    constraint settlement_row_kind_known check (kind in ('payment', 'refund', 'other')),
    constraint settlement_row_fate_known check (fate in ('waiting', 'posted', 'gap'))
);
create index settlement_row_by_entity on settlement_row (entity);
create index settlement_row_by_settlement on settlement_row (settlement);
create index settlement_row_waiting on settlement_row (id) where fate = 'waiting';

-- A bank's statement. Until it is taken in its lines are only shown; then they are rows of bank_line.
create table bank_statement (
    id            text   not null primary key,
    file_name     text   not null,
    file_sha256   text   not null,
    lines_sealed  text   not null,           -- what was read, until it is taken in; names of payers stand in it
    faults        text   not null,           -- rows that do not read: number, why, what stood there
    line_count    bigint not null,
    brought_by    text   not null references person (id),
    brought_at_ms bigint not null,
    taken_by      text   references person (id),
    taken_at_ms   bigint,
    new_count     bigint,
    constraint bank_statement_once unique (file_sha256),
    constraint bank_statement_taken_whole check ((taken_at_ms is null) = (taken_by is null))
);

-- A line of a statement that was taken in. What came is positive, what left negative.
create table bank_line (
    id            text   not null primary key,
    statement_id  text   not null references bank_statement (id),
    line_no       bigint not null,
    day           bigint not null,
    amount_paise  bigint not null,
    words_sealed  text   not null,
    finger        text   not null,           -- keyed hash over all of it: the same line twice is one
    matched_kind  text,                      -- what of ours it is
    matched_about text,
    constraint bank_line_once unique (finger),
    constraint bank_line_one_thing unique (matched_kind, matched_about),
    constraint bank_line_matched_whole check ((matched_kind is null) = (matched_about is null)),
    constraint bank_line_moves_something check (amount_paise <> 0)
);
create index bank_line_open on bank_line (id) where matched_kind is null;
create index bank_line_by_statement on bank_line (statement_id, line_no);

-- Where the three say different things.
create table money_gap (
    id            text   not null primary key,
    kind          text   not null,
    about         text   not null,           -- the payment, row, line or payout it is about
    reference     text   not null,           -- as people know it: the gateway's id or the bank's reference
    ours_paise    bigint,
    gateway_paise bigint,
    bank_paise    bigint,
    day           bigint not null,
    found_at_ms   bigint not null,
    state         text   not null,
    word          text   not null,
    asked_by      text   references person (id),
    asked_at_ms   bigint,
    decided_by    text   references person (id),
    ended_at_ms   bigint,
    version       bigint not null,
    trail         text   not null,
    constraint money_gap_once unique (kind, about),
    constraint money_gap_state_known check (state in ('open', 'asked', 'explained', 'booked', 'gone')),
    constraint money_gap_needs_two check (state <> 'booked' or (decided_by is not null and decided_by <> asked_by))
);
create index money_gap_open on money_gap (found_at_ms, id) where state in ('open', 'asked');

-- The bank's own number of a payment: what a buyer finds in her SMS.
alter table payment add column bank_reference text not null default '';
create index payment_by_reference on payment (bank_reference) where bank_reference <> '';
