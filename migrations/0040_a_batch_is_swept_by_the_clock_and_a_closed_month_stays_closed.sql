-- Each working day the mart itself puts together what is due. Two people still answer for every rupee: the first looks the swept
-- batch through and stands for it (`made_by`), the second approves it. Nothing is approved that nobody stands for.
alter table payout_batch add column swept_day bigint;    -- the day of the sweep that put it together; none: a person did
alter table payout_batch alter column made_by drop not null;
alter table payout_batch drop constraint payout_batch_needs_two;
alter table payout_batch add constraint payout_batch_needs_two check
    (approved_by is null or (made_by is not null and approved_by <> made_by));
alter table payout_batch add constraint payout_batch_has_an_author check (made_by is not null or swept_day is not null);

-- One sweep a day, also on days when banks are closed: then it only shows that the clock runs.
create table payout_sweep (
    day     bigint not null primary key,
    at_ms   bigint not null,
    batches bigint not null,
    constraint payout_sweep_counts check (batches >= 0)
);
create index payout_sweep_by_time on payout_sweep (at_ms);

-- Days on which banks are closed, beside Sundays and every second and fourth Saturday.
create table bank_holiday (
    day      bigint not null primary key,
    name_hi  text   not null,
    name_en  text   not null,
    source   text   not null,
    verified text   not null
);

-- Why a bank sent a payout back, in our words. Some reasons need her account mended before she is paid again; a person of
-- finance may say that it is in order as it stands.
create table payout_return (
    payout_id      text   not null primary key,
    maker_id       text   not null,
    why            text   not null,
    needs_account  bigint not null,
    returned_at_ms bigint not null,
    in_order_by    text   references person (id),
    in_order_at_ms bigint,
    constraint payout_return_payout_known foreign key (payout_id) references payout (id),
    constraint payout_return_why_known check (why in
        ('account_closed', 'no_such_account', 'account_frozen', 'name_differs', 'bank_down', 'unknown')),
    constraint payout_return_said_by_somebody check ((in_order_by is null) = (in_order_at_ms is null))
);
create index payout_return_by_maker on payout_return (maker_id, returned_at_ms);
insert into payout_return (payout_id, maker_id, why, needs_account, returned_at_ms)
select id, maker_id, 'unknown', 0, coalesce(ended_at_ms, 0) from payout where state = 'returned';

-- A month of the journal is closed by one person and agreed to by another; then nothing can be posted into it. What is heard of
-- later is posted at the first moment that is open, and keeps the moment at which it was entered.
create table ledger_month (
    id           text   not null primary key,
    first_day    bigint not null,
    from_ms      bigint not null,
    to_ms        bigint not null,                 -- the first moment after it
    state        text   not null,
    asked_by     text   not null references person (id),
    asked_at_ms  bigint not null,
    agreed_by    text   references person (id),
    agreed_at_ms bigint,
    version      bigint not null,
    trail        text   not null,
    constraint ledger_month_once unique (first_day),
    constraint ledger_month_state_known check (state in ('asked', 'closed')),
    constraint ledger_month_needs_two check (agreed_by is null or agreed_by <> asked_by),
    constraint ledger_month_agreed_or_not check ((state = 'closed') = (agreed_by is not null and agreed_at_ms is not null)),
    constraint ledger_month_has_days check (from_ms < to_ms)
);

-- Its trial balance as it was agreed to. Accounts of makers and aggregators stand one by one.
create table ledger_month_total (
    first_day     bigint not null references ledger_month (first_day),
    account       text   not null,
    opening_paise bigint not null,
    debit_paise   bigint not null,
    credit_paise  bigint not null,
    primary key (first_day, account),
    constraint ledger_month_total_sides check (debit_paise >= 0 and credit_paise >= 0)
);

alter table journal_entry add column entered_at_ms bigint;    -- when it was written, if its own moment is another
create index journal_entry_by_source on journal_entry (source);
