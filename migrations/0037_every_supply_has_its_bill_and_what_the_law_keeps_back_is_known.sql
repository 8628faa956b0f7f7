-- Every supply has its bill, numbered without gaps per seller, kind and financial year, frozen when it is issued; what the law
-- keeps back of a maker's money is known parcel by parcel. Portable: no serial, no enum type, no now().

-- The short number under which a seller stands on bills.
create table bill_seller (
    seller_id text   not null primary key,   -- a maker or an aggregator
    short_no  bigint not null,
    constraint bill_seller_short_once unique (short_no)
);

-- The last number given; the next one is taken in the transaction that issues a bill.
create table bill_series (
    seller_id text   not null,
    kind      text   not null,
    year      bigint not null,               -- the financial year, by its first calendar year
    last_no   bigint not null,
    primary key (seller_id, kind, year)
);

create table bill (
    id                text   not null primary key,
    kind              text   not null,
    number            text   not null,
    seller_id         text   not null,
    year              bigint not null,
    serial            bigint not null,
    order_id          text   not null references buyer_order (id),
    parcel_id         text   not null references parcel (id),
    about             text   not null,       -- what brought it about: the parcel, or a refund of it
    corrects_id       text,                  -- a credit note: the bill it corrects
    standing          text   not null,       -- the seller's, under GST
    seller_hi         text   not null,
    seller_en         text   not null,
    seller_address_hi text   not null,
    seller_address_en text   not null,
    gstin             text   not null,       -- empty if the seller has none
    enrolment_no      text   not null,
    for_maker_hi      text   not null,       -- on whose behalf an aggregator sells
    for_maker_en      text   not null,
    supplied_in       text   not null,       -- GST code of the State of delivery
    goods_paise       bigint not null,
    freight_paise     bigint not null,
    taxable_paise     bigint not null,
    cgst_paise        bigint not null,
    sgst_paise        bigint not null,
    igst_paise        bigint not null,
    total_paise       bigint not null,
    freight_tax_paise bigint not null,       -- how much of the tax lies in the freight
    issued_at_ms      bigint not null,
    constraint bill_number_once unique (seller_id, number),
    constraint bill_serial_once unique (seller_id, kind, year, serial),
    constraint bill_once_about unique (kind, about),
    constraint bill_corrects_known foreign key (corrects_id) references bill (id),
    constraint bill_kind_known check
        (kind in ('tax_invoice', 'bill_of_supply', 'cash_memo', 'credit_note', 'refund_voucher')),
    constraint bill_standing_known check (standing in ('regular', 'composition', 'unregistered')),
    constraint bill_adds_up check
        (total_paise = goods_paise + freight_paise
         and total_paise = taxable_paise + cgst_paise + sgst_paise + igst_paise)
);
create index bill_by_order on bill (order_id, issued_at_ms);
create index bill_by_parcel on bill (parcel_id);
create index bill_by_seller on bill (seller_id, issued_at_ms);
create index bill_by_issue on bill (issued_at_ms);

create table bill_line (
    bill_id       text   not null references bill (id),
    position      bigint not null,
    line_id       text,                      -- none: freight
    name_hi       text   not null,
    name_en       text   not null,
    hsn           text   not null,
    quantity      bigint not null,           -- 0 for freight
    unit_paise    bigint not null,
    gross_paise   bigint not null,
    rate_bp       bigint not null,
    taxable_paise bigint not null,
    cgst_paise    bigint not null,
    sgst_paise    bigint not null,
    igst_paise    bigint not null,
    primary key (bill_id, position),
    constraint bill_line_adds_up check (gross_paise = taxable_paise + cgst_paise + sgst_paise + igst_paise)
);

-- What the law keeps back, from which day on, and up to which sales of a year it leaves a person alone.
create table withholding_rate (
    kind               text   not null,
    effective_from_day bigint not null,
    rate_bp            bigint not null,
    no_pan_bp          bigint not null,
    free_up_to_paise   bigint not null,
    basis              text   not null,
    verified           text   not null,
    primary key (kind, effective_from_day),
    constraint withholding_rate_kind_known check (kind in ('tcs', 'tds')),
    constraint withholding_rate_sane check (rate_bp between 0 and 10000 and no_pan_bp between 0 and 10000)
);

-- What was kept back of one delivered parcel, for the seller who gets the credit; less than nothing for what was claimed.
create table withheld (
    source         text   not null primary key,   -- the parcel, or a claim about one of its lines
    parcel_id      text   not null references parcel (id),
    seller_id      text   not null,
    year           bigint not null,
    net_paise      bigint not null,          -- taxable value, on which TCS is collected; 0 if none is
    tcs_cgst_paise bigint not null,
    tcs_sgst_paise bigint not null,
    tcs_igst_paise bigint not null,
    sale_paise     bigint not null,          -- value of the sale, on which TDS is deducted or counted towards the limit
    tds_paise      bigint not null,
    at_ms          bigint not null
);
create index withheld_by_parcel on withheld (parcel_id);
create index withheld_by_seller on withheld (seller_id, year);
create index withheld_by_time on withheld (at_ms);

-- What its maker is to be paid for a delivered parcel: her share, tax inside freight she must hand on, less what the law keeps.
alter table parcel add column payable_paise bigint not null default 0;
update parcel set payable_paise = maker_paise where state = 'delivered';

-- What a buyer gets back for pieces that had reached her: by line, with who bears it and why.
create table claim (
    id            text   not null primary key,
    order_id      text   not null references buyer_order (id),
    parcel_id     text   not null references parcel (id),
    line_id       text   not null references order_line (id),
    quantity      bigint not null,
    gross_paise   bigint not null,
    order_paise   bigint not null,          -- what was asked for or given back of the order by then, with this
    tax_paise     bigint not null,          -- of it; 0 until it is granted
    net_paise     bigint not null,          -- on which TCS was given back
    maker_paise   bigint not null,          -- what her account was debited with
    debt_paise    bigint not null,          -- how much of that had been paid to her and comes off her next payout
    fault         text   not null,
    reason        text   not null,
    state         text   not null,
    asked_by      text   not null references person (id),
    asked_at_ms   bigint not null,
    decided_by    text   references person (id),
    decided_at_ms bigint,
    version       bigint not null,
    trail         text   not null,
    constraint claim_fault_known check (fault in ('maker', 'courier', 'mart')),
    constraint claim_state_known check (state in ('asked', 'granted', 'refused')),
    constraint claim_gives_something check (quantity > 0 and gross_paise > 0),
    constraint claim_debt_is_hers check (debt_paise >= 0 and debt_paise <= maker_paise),
    constraint claim_decided_or_not check ((state = 'asked') = (decided_at_ms is null))
);
create index claim_by_line on claim (line_id);
create index claim_by_parcel on claim (parcel_id);
create index claim_open on claim (asked_at_ms) where state = 'asked';
create index claim_owed on claim (parcel_id) where debt_paise > 0;

-- What a payout left off for claims; a payout that came to nothing left nothing off.
create table payout_offset (
    payout_id    text   not null references payout (id),
    claim_id     text   not null references claim (id),
    amount_paise bigint not null,
    ended_at_ms  bigint,
    primary key (payout_id, claim_id),
    constraint payout_offset_takes_something check (amount_paise > 0)
);
create index payout_offset_by_claim on payout_offset (claim_id);
