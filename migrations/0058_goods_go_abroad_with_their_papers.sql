-- A good may go abroad if it is ready and its country lets it in; what goes there has a case with its papers.
-- Portable: no serial, no enum type, no now(). Rates of exchange are ten-thousandths of a rupee for one unit of the currency.

-- A country the mart can send to. Ships with the program; what is known of it is as sure as `verified` says.
create table export_country (
    code      text   not null primary key,      -- ISO 3166-1, two letters
    name_hi   text   not null,
    name_en   text   not null,
    currency  text   not null,                  -- ISO 4217
    days_from bigint not null,
    days_to   bigint not null,
    verified  text   not null,
    source    text   not null,
    constraint export_country_days_ordered check (0 < days_from and days_from <= days_to)
);

-- What a country asks of goods under a code: that they stay here, or that a paper goes with them.
create table export_rule (
    country        text   not null,             -- empty: every country
    hs_prefix      text   not null,
    does           text   not null,
    effective_from_day bigint not null,
    reason_hi      text   not null,
    reason_en      text   not null,
    verified       text   not null,
    source         text   not null,
    primary key (country, hs_prefix, effective_from_day),
    constraint export_rule_does_known check (does in ('stays', 'certificate', 'free'))
);

-- Nothing goes to a country from a day on, or it goes again; the newest word counts. Only ever inserted.
create table export_stop (
    id         text   not null primary key,
    country    text   not null references export_country (code),
    does       text   not null,
    from_day   bigint not null,
    reason     text   not null,
    said_by    text   references person (id),   -- nobody: it shipped with the program
    said_at_ms bigint not null,
    constraint export_stop_does_known check (does in ('stop', 'open')),
    constraint export_stop_has_a_reason check (reason <> '')
);
create index export_stop_by_country on export_stop (country, said_at_ms);

-- What the post takes to a country: a first weight, and so much for each further one. Only ever inserted.
create table postal_rate (
    service            text   not null,
    country            text   not null references export_country (code),
    effective_from_day bigint not null,
    first_g            bigint not null,
    first_paise        bigint not null,
    each_g             bigint not null,
    each_paise         bigint not null,
    up_to_g            bigint not null,
    source             text   not null,
    entered_by         text   references person (id),
    entered_at_ms      bigint not null,
    primary key (service, country, effective_from_day, entered_at_ms),
    constraint postal_rate_service_known check (service in ('ems', 'itps')),
    constraint postal_rate_sane check (first_g > 0 and first_paise > 0 and each_g > 0 and each_paise >= 0 and up_to_g >= first_g)
);

create table exchange_rate (
    currency      text   not null,
    day           bigint not null,
    rupees_e4     bigint not null,
    source        text   not null,
    entered_by    text   not null references person (id),
    entered_at_ms bigint not null,
    primary key (currency, day, entered_at_ms),
    constraint exchange_rate_positive check (rupees_e4 > 0)
);

-- In whose name goods leave the country: her own, or an aggregator's. The newest row counts. Only ever inserted.
create table exporter (
    id             text   not null primary key,
    seller_id      text   not null,             -- a maker or an aggregator
    iec            text   not null,
    ad_code        text   not null,
    lut_number     text   not null,
    lut_until_day  bigint not null,
    entered_by     text   not null references person (id),
    entered_at_ms  bigint not null
);
create index exporter_by_seller on exporter (seller_id, entered_at_ms);

-- What papers say of a good. The newest row counts. Only ever inserted.
create table export_sheet (
    product_id    text   not null references product (id),
    hs8           text   not null,
    describes_en  text   not null,
    material_en   text   not null,
    net_g         bigint not null,              -- of one piece
    gross_g       bigint not null,              -- of one piece as it is packed
    entered_by    text   not null references person (id),
    entered_at_ms bigint not null,
    primary key (product_id, entered_at_ms),
    constraint export_sheet_weights_ordered check (0 < net_g and net_g <= gross_g)
);

-- Somebody abroad asks for goods; the desk answers with an offer, which is an order to be paid.
create table export_enquiry (
    id           text   not null primary key,
    code         text   not null,
    variant_id   text   not null references variant (id),
    quantity     bigint not null,
    country      text   not null references export_country (code),
    lang         text   not null,
    buyer_sealed text   not null,
    state        text   not null,
    order_id     text   references buyer_order (id),
    reason       text   not null,
    asked_at_ms  bigint not null,
    once_key     text   not null,
    version      bigint not null,
    trail        text   not null,
    constraint export_enquiry_code_once unique (code),
    constraint export_enquiry_pressed_once unique (once_key),
    constraint export_enquiry_order_once unique (order_id),
    constraint export_enquiry_state_known check (state in ('asked', 'offered', 'refused')),
    constraint export_enquiry_offer_is_an_order check (state <> 'offered' or order_id is not null),
    constraint export_enquiry_quantity_sane check (quantity between 1 and 50)
);
create index export_enquiry_by_state on export_enquiry (state, asked_at_ms);

-- What goes abroad in one shipment, with its papers.
create table export_case (
    id                  text   not null primary key,
    enquiry_id          text   not null references export_enquiry (id),
    order_id            text   not null references buyer_order (id),
    shipment_id         text   not null references shipment (id),
    state               text   not null,
    opened_at_ms        bigint not null,
    ready_at_ms         bigint,
    -- in whose name, as it stood when the case was opened
    exporter_id         text   not null references exporter (id),
    -- what was packed
    box_name_sealed     text,
    gross_g             bigint,
    length_mm           bigint,
    breadth_mm          bigint,
    height_mm           bigint,
    certificate_number  text   not null,
    -- the rates of exchange the papers stand on; none if nobody had entered one
    currency            text   not null,
    rupees_e4           bigint,
    sdr_e4              bigint,
    article_number      text,
    -- proof that it left the country
    bill_number         text,
    bill_day            bigint,
    office_code         text,
    -- the money that came for it
    remittance_kind     text,
    remittance_number   text,
    remittance_day      bigint,
    remittance_paise    bigint,
    bank_charges_paise  bigint,
    -- what the State gives back
    scheme              text   not null,
    scheme_reference    text   not null,
    scheme_paise        bigint not null,
    reason              text   not null,
    version             bigint not null,
    trail               text   not null,
    constraint export_case_once_per_shipment unique (shipment_id),
    constraint export_case_state_known
        check (state in ('opened', 'ready', 'handed_over', 'exported', 'remitted', 'closed', 'cancelled')),
    constraint export_case_scheme_known check (scheme in ('none', 'drawback', 'rodtep')),
    constraint export_case_ready_is_packed
        check (state in ('opened', 'cancelled') or (gross_g is not null and ready_at_ms is not null)),
    constraint export_case_exported_is_proven
        check (state not in ('exported', 'remitted', 'closed') or bill_number is not null),
    constraint export_case_remitted_is_paid check (state not in ('remitted', 'closed') or remittance_paise is not null)
);
create index export_case_by_state on export_case (state, opened_at_ms);

-- A line of its papers, as it stood when the case was opened.
create table export_line (
    case_id      text   not null references export_case (id),
    position     bigint not null,
    line_id      text   not null references order_line (id),
    hs8          text   not null,
    describes_en text   not null,
    material_en  text   not null,
    quantity     bigint not null,
    unit_paise   bigint not null,
    line_paise   bigint not null,
    net_g        bigint not null,
    gross_g      bigint not null,
    primary key (case_id, position),
    constraint export_line_adds_up check (line_paise = unit_paise * quantity)
);

-- How it was packed.
create table export_photo (
    case_id     text   not null references export_case (id),
    picture_id  text   not null,
    added_by    text   not null references person (id),
    added_at_ms bigint not null,
    primary key (case_id, picture_id)
);
