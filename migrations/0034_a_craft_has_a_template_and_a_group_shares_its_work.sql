-- What is asked, packed and looked at in a family of goods is a text with versions, not code; a good remembers with which it
-- was listed. And what a group sells is made by its members: who, how many pieces of a line, what of its price is hers.
-- Portable: no serial, no enum type, no now(); times are UTC milliseconds.
create table craft_template (
    id         text   not null,    -- as tpl_lac@3
    family     text   not null,
    version    bigint not null,
    words      text   not null,    -- TOML, as it is edited
    crafts     text   not null,    -- the crafts it is for, each between semicolons
    made_by    text,               -- nothing: it was shipped with the mart
    made_at_ms bigint not null,
    why        text   not null,
    trail      text   not null,
    primary key (family, version),
    constraint craft_template_id_once unique (id),
    constraint craft_template_maker_known foreign key (made_by) references person (id),
    constraint craft_template_version_positive check (version > 0),
    constraint craft_template_says_why check (made_by is null or why <> '')
);

-- What an administrator has typed and not put in force yet; one for each of them and family.
create table craft_template_draft (
    family     text   not null,
    made_by    text   not null,
    of_version bigint not null,    -- the version it was made of
    words      text   not null,
    made_at_ms bigint not null,
    primary key (family, made_by),
    constraint craft_template_draft_maker_known foreign key (made_by) references person (id)
);

create table product_template (
    product_id text   not null primary key,
    family     text   not null,
    version    bigint not null,
    constraint product_template_product_known foreign key (product_id) references product (id),
    constraint product_template_version_known foreign key (family, version) references craft_template (family, version)
);

-- What was answered when a good was listed, in words of that day: a later version changes none of it.
create table product_answer (
    product_id   text   not null,
    position     bigint not null,
    question_key text   not null,
    label_hi     text   not null,
    label_en     text   not null,
    answer_hi    text   not null,
    answer_en    text   not null,
    shown        bigint not null,    -- 1: buyers read it
    primary key (product_id, position),
    constraint product_answer_once unique (product_id, question_key),
    constraint product_answer_product_known foreign key (product_id) references product (id),
    constraint product_answer_shown_is_yes_or_no check (shown in (0, 1))
);

create table group_member (
    id                text   not null primary key,
    maker_id          text   not null,
    name              text   not null,
    makes             text   not null,    -- what she makes, in a few words
    capacity_per_week bigint not null,
    turns_before      bigint not null,    -- pieces counted as made when she joined, so that she is not behind the others
    joined_at_ms      bigint not null,
    left_at_ms        bigint,
    version           bigint not null,
    trail             text   not null,
    constraint group_member_maker_known foreign key (maker_id) references maker (id),
    constraint group_member_named check (name <> ''),
    constraint group_member_capacity_plausible check (capacity_per_week between 1 and 10000),
    constraint group_member_leaves_after_joining check (left_at_ms >= joined_at_ms)
);
create index group_member_by_maker on group_member (maker_id, joined_at_ms);

-- How a group shares what a line brings. The latest row holds; older ones tell what held before.
create table group_rule (
    maker_id text   not null,
    at_ms    bigint not null,
    version  bigint not null,
    rule     text   not null,
    made_by  text   not null,
    primary key (maker_id, version),
    constraint group_rule_maker_known foreign key (maker_id) references maker (id),
    constraint group_rule_known check (rule in ('equal', 'by_piece', 'by_hours'))
);

-- Which lines of a group's parcels are shared out, and by which rule they were once packed.
create table line_allotment (
    line_id      text   not null primary key,
    parcel_id    text   not null,
    maker_id     text   not null,
    week_day     bigint not null,    -- the Monday it counts to
    rule         text,               -- by which its money was shared, nothing before it is packed
    frozen_at_ms bigint,
    version      bigint not null,
    trail        text   not null,
    constraint line_allotment_line_known foreign key (line_id) references order_line (id),
    constraint line_allotment_parcel_known foreign key (parcel_id) references parcel (id),
    constraint line_allotment_frozen_by_a_rule check ((rule is null) = (frozen_at_ms is null))
);
create index line_allotment_by_parcel on line_allotment (parcel_id);
create index line_allotment_by_maker on line_allotment (maker_id, week_day);

create table line_share (
    line_id       text   not null,
    member_id     text   not null,
    pieces        bigint not null,
    quarter_hours bigint not null,    -- of work, where the group shares by hours
    share_paise   bigint not null,    -- of the maker's share of the line, zero before it is packed
    primary key (line_id, member_id),
    constraint line_share_allotted foreign key (line_id) references line_allotment (line_id),
    constraint line_share_member_known foreign key (member_id) references group_member (id),
    constraint line_share_not_negative check (pieces >= 0 and quarter_hours >= 0 and share_paise >= 0)
);
create index line_share_by_member on line_share (member_id);
