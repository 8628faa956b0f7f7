-- Coupons and offers: what is taken off, of which goods, how often, and who pays for it. What a maker gives comes off her own price;
-- what the mart or a named party gives is paid by them and cuts nobody's share. Limits are held by the rows that count.
-- Portable: no serial, no enum type, no now().

-- Who pays for offers beside the mart and makers: a department, a bank, a company.
create table funder (
    id         text   not null primary key,
    name_hi    text   not null,
    name_en    text   not null,
    made_by    text   not null references person (id),
    made_at_ms bigint not null,
    constraint funder_once unique (name_en)
);

create table offer (
    id              text   not null primary key,
    code            text,                     -- what is typed; none: it holds by itself
    name_hi         text   not null,
    name_en         text   not null,
    kind            text   not null,
    percent_bp      bigint not null,          -- of a percentage; else 0
    most_paise      bigint not null,          -- what it takes off one order at most
    funder_id       text   references funder (id),
    maker_id        text   references maker (id), -- neither: the mart pays for it
    scope           text   not null,
    scope_key       text   not null,
    least_paise     bigint not null,          -- its goods come to so much at least
    from_day        bigint not null,
    to_day          bigint not null,
    uses_most       bigint not null,
    per_person_most bigint not null,
    used            bigint not null,
    state           text   not null,
    asked_by        text   not null references person (id),
    asked_at_ms     bigint not null,
    agreed_by       text   references person (id), -- the maker who pays for it
    agreed_at_ms    bigint,
    decided_by      text   references person (id),
    decided_at_ms   bigint,
    version         bigint not null,
    trail           text   not null,
    constraint offer_code_once unique (code),
    constraint offer_kind_known check (kind in ('percent', 'fixed', 'freight')),
    constraint offer_scope_known check (scope in ('all', 'craft', 'maker', 'collection', 'good')),
    constraint offer_state_known check (state in ('waits_maker', 'waits_second', 'running', 'refused', 'ended')),
    constraint offer_has_a_window check (from_day <= to_day),
    constraint offer_holds_its_limit check (used >= 0 and used <= uses_most),
    constraint offer_one_pays check (funder_id is null or maker_id is null),
    constraint offer_needs_two check (decided_by is null or decided_by <> asked_by),
    constraint offer_needs_its_maker check (maker_id is null or agreed_by is not null or state in ('waits_maker', 'refused'))
);
create index offer_by_itself on offer (state, code);
create index offer_of_maker on offer (maker_id);

-- How often a person has used an offer, for its limit.
create table offer_person (
    offer_id  text   not null references offer (id),
    person_id text   not null references person (id),
    used      bigint not null,
    primary key (offer_id, person_id),
    constraint offer_person_counts check (used >= 0)
);

-- An order that uses an offer; given back when it expires or comes to nothing.
create table offer_use (
    order_id         text   not null primary key references buyer_order (id),
    offer_id         text   not null references offer (id),
    person_id        text   not null references person (id),
    off_paise        bigint not null,
    used_at_ms       bigint not null,
    given_back_at_ms bigint
);
create index offer_use_of_offer on offer_use (offer_id);

-- What a maker cuts off her price is the price; what another pays is paid for the buyer, and the price stays.
-- A quote's total stays goods and freight; what another pays of it is beside it. An order's is what its buyer pays.
alter table quote add column offer_id text references offer (id);
alter table quote add column cut_paise bigint not null default 0;
alter table quote add column funded_paise bigint not null default 0;
alter table quote_shipment add column funded_paise bigint not null default 0;
alter table buyer_order add column offer_id text references offer (id);
alter table buyer_order add column cut_paise bigint not null default 0;
alter table buyer_order add column funded_paise bigint not null default 0;
alter table parcel add column funded_paise bigint not null default 0;
alter table shipment add column funded_paise bigint not null default 0;
alter table claim add column funded_paise bigint not null default 0;
alter table checkout_draft add column coupon text;

-- A line costs so many times its price, less what its maker has cut off.
alter table quote_line add column cut_paise bigint not null default 0;
alter table quote_line add column funded_paise bigint not null default 0;
alter table order_line add column cut_paise bigint not null default 0;
alter table order_line add column funded_paise bigint not null default 0;
-- PostgreSQL only
alter table quote_line drop constraint quote_line_adds_up;
-- PostgreSQL only
alter table quote_line add constraint quote_line_adds_up check (line_paise = unit_paise * quantity - cut_paise);
-- PostgreSQL only
alter table order_line drop constraint order_line_adds_up;
-- PostgreSQL only
alter table order_line add constraint order_line_adds_up check (line_paise = unit_paise * quantity - cut_paise);
-- SQLite only
pragma defer_foreign_keys = on
; create table quote_line_was as select * from quote_line
; drop table quote_line
; create table quote_line (
    quote_id         text   not null references quote (id),
    position         bigint not null,
    shipment_no      bigint not null,
    variant_id       text   not null,
    product_id       text   not null,
    maker_id         text   not null,
    is_food          bigint not null,
    name_hi          text   not null,
    name_en          text   not null,
    label_hi         text   not null,
    label_en         text   not null,
    quantity         bigint not null,
    unit_paise       bigint not null,
    line_paise       bigint not null,
    hsn              text   not null,
    rate_bp          bigint not null,
    tax_paise        bigint not null,
    tax_split        text   not null,
    seller           text   not null,
    aggregator_id    text,
    commission_paise bigint not null,
    maker_paise      bigint not null,
    cut_paise        bigint not null default 0,
    funded_paise     bigint not null default 0,
    primary key (quote_id, position),
    constraint quote_line_adds_up check (line_paise = unit_paise * quantity - cut_paise),
    constraint quote_line_split_known check (tax_split in ('none', 'cgst_sgst', 'igst')),
    constraint quote_line_seller_known check (seller in ('maker', 'aggregator'))
)
; insert into quote_line
        (quote_id, position, shipment_no, variant_id, product_id, maker_id, is_food, name_hi, name_en, label_hi, label_en, quantity,
         unit_paise, line_paise, hsn, rate_bp, tax_paise, tax_split, seller, aggregator_id, commission_paise, maker_paise, cut_paise,
         funded_paise)
  select quote_id, position, shipment_no, variant_id, product_id, maker_id, is_food, name_hi, name_en, label_hi, label_en, quantity,
         unit_paise, line_paise, hsn, rate_bp, tax_paise, tax_split, seller, aggregator_id, commission_paise, maker_paise, cut_paise,
         funded_paise
    from quote_line_was
; drop table quote_line_was
; create table order_line_was as select * from order_line
; drop table order_line
; create table order_line (
    id               text   not null primary key,
    order_id         text   not null references buyer_order (id),
    parcel_id        text   not null references parcel (id),
    position         bigint not null,
    variant_id       text   not null,
    product_id       text   not null,
    name_hi          text   not null,
    name_en          text   not null,
    label_hi         text   not null,
    label_en         text   not null,
    quantity         bigint not null,
    unit_paise       bigint not null,
    line_paise       bigint not null,
    hsn              text   not null,
    rate_bp          bigint not null,
    tax_paise        bigint not null,
    tax_split        text   not null,
    seller           text   not null,
    aggregator_id    text,
    commission_paise bigint not null,
    maker_paise      bigint not null,
    cut_paise        bigint not null default 0,
    funded_paise     bigint not null default 0,
    constraint order_line_once unique (order_id, position),
    constraint order_line_adds_up check (line_paise = unit_paise * quantity - cut_paise)
)
; insert into order_line
        (id, order_id, parcel_id, position, variant_id, product_id, name_hi, name_en, label_hi, label_en, quantity, unit_paise, line_paise,
         hsn, rate_bp, tax_paise, tax_split, seller, aggregator_id, commission_paise, maker_paise, cut_paise, funded_paise)
  select id, order_id, parcel_id, position, variant_id, product_id, name_hi, name_en, label_hi, label_en, quantity, unit_paise, line_paise,
         hsn, rate_bp, tax_paise, tax_split, seller, aggregator_id, commission_paise, maker_paise, cut_paise, funded_paise
    from order_line_was
; drop table order_line_was
; create index order_line_by_parcel on order_line (parcel_id);
