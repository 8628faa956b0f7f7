-- Makers stand with their villages, crafts, tax class and bank; closing one is a fact with a reason.
-- Portable: no serial, no enum type, no now().
create table aggregator (
    id             text   not null primary key,
    aggregator_key text   not null,
    name_hi        text   not null,
    name_en        text   not null,
    legal_name     text   not null,
    gstin          text   not null,
    address_hi     text   not null,
    address_en     text   not null,
    pincode        text   not null,
    sample         bigint not null,
    constraint aggregator_key_once unique (aggregator_key),
    constraint aggregator_gstin_once unique (gstin),
    constraint aggregator_pincode_known foreign key (pincode) references pincode (pin),
    constraint aggregator_sample_is_yes_or_no check (sample in (0, 1))
);

create table craft (
    craft_key text   not null primary key,
    position  bigint not null,   -- the order in which pages show crafts
    name_hi   text   not null,
    name_en   text   not null,
    category  text   not null,
    season    text   not null,
    is_food   bigint not null,
    constraint craft_food_is_yes_or_no check (is_food in (0, 1))
);

create table maker (
    id              text   not null primary key,
    slug            text   not null,
    person_id       text,             -- who signs in for this maker, once she has
    name_hi         text   not null,
    name_en         text   not null,
    kind            text   not null,
    mobile          text   not null,
    village_hi      text   not null,
    village_en      text   not null,
    block_code      text   not null,
    pincode         text   not null,
    hub_id          text   not null,
    craft_key       text   not null,
    years           bigint,
    story_hi        text   not null,
    story_en        text   not null,
    tax_class       text   not null,
    gstin           text,
    enrolment_no    text,
    pan             text,
    fssai           text,
    fssai_until_day bigint,
    aggregator_id   text,
    lang            text   not null,
    sample          bigint not null,
    joined_at_ms    bigint not null,
    constraint maker_slug_once unique (slug),
    constraint maker_mobile_once unique (mobile),
    constraint maker_kind_known check (kind in ('person', 'shg', 'cooperative', 'workshop', 'company')),
    constraint maker_tax_class_known check (tax_class in ('regular', 'composition', 'enrolled', 'unenrolled')),
    constraint maker_lang_known check (lang in ('hi', 'en')),
    constraint maker_years_plausible check (years between 0 and 200),
    constraint maker_sample_is_yes_or_no check (sample in (0, 1)),
    constraint maker_block_known foreign key (block_code) references block (lgd_code),
    constraint maker_hub_known foreign key (hub_id) references hub (id),
    constraint maker_craft_known foreign key (craft_key) references craft (craft_key),
    constraint maker_aggregator_known foreign key (aggregator_id) references aggregator (id)
);
create index maker_by_craft on maker (craft_key, joined_at_ms);
create index maker_by_block on maker (block_code);
create index maker_by_person on maker (person_id);
create index maker_by_hub on maker (hub_id);

-- The account money goes to. A change is a new row; the latest one holds.
create table maker_bank (
    maker_id    text   not null,
    since_ms    bigint not null,
    holder      text   not null,
    ifsc        text   not null,
    account_no  text   not null,
    primary key (maker_id, since_ms),
    constraint maker_bank_maker_known foreign key (maker_id) references maker (id)
);

create table maker_closure (
    maker_id     text   not null,
    closed_at_ms bigint not null,
    closed_by    text   not null,
    why          text   not null,
    ended_at_ms  bigint,          -- when the maker was opened again
    primary key (maker_id, closed_at_ms),
    constraint maker_closure_maker_known foreign key (maker_id) references maker (id),
    constraint maker_closure_ends_after_it_began check (ended_at_ms >= closed_at_ms)
);
