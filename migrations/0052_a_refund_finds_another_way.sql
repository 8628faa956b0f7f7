-- A refund whose way back is closed goes to a UPI address of its buyer, once her bank has told whose that is.
-- Portable: no serial, no enum type, no now().

create table refund_to_upi (
    id             text   not null primary key,
    refund_id      text   not null references refund (id),
    amount_paise   bigint not null,
    address_sealed text   not null,           -- with the buyer's key
    name_sealed    text,                      -- in whose name the bank has it
    score          bigint,                    -- how that agrees with the name of the order, in hundredths
    state          text   not null,
    given_by       text   not null references person (id),
    given_at_ms    bigint not null,
    asked_by       text   references person (id),
    decided_by     text   references person (id),
    why            text   not null,           -- why finance sends it though the name differs, or why it came back
    gateway_payout text,
    utr            text,
    ended_at_ms    bigint,
    version        bigint not null,
    trail          text   not null,
    constraint refund_to_upi_payout_once unique (gateway_payout),
    constraint refund_to_upi_state_known check
        (state in ('given', 'checked', 'asked', 'approved', 'sent', 'paid', 'invalid', 'returned', 'refused')),
    constraint refund_to_upi_gives_something check (amount_paise > 0),
    constraint refund_to_upi_needs_two check (decided_by is null or asked_by is null or decided_by <> asked_by),
    -- The rule alone sends only little, and only to the name of the order; all else two people send.
    constraint refund_to_upi_not_by_itself check
        (state not in ('approved', 'sent', 'paid') or (score >= 85 and amount_paise <= 200000)
         or (asked_by is not null and decided_by is not null))
);
-- One living way at a time; a way that ended without the money having arrived leaves room for the next.
create unique index refund_to_upi_one_living on refund_to_upi (refund_id) where state not in ('invalid', 'returned', 'refused');
create index refund_to_upi_by_refund on refund_to_upi (refund_id);
create index refund_to_upi_by_state on refund_to_upi (state, given_at_ms);

-- A closing that was asked for by mistake is taken back before a second person agrees; asked for anew, this is empty again.
alter table ledger_month add column taken_back_at_ms bigint;
