-- A good that is made no more says so under its old address, links are counted without a tracker, and what the mart tells of itself
-- follows from counts alone. Portable: no serial, no enum type, no now().

-- A good its maker has retired: it is not made again. Its address answers «gone» and shows what is like it. She may take that back.
create table product_retirement (
    product_id    text   not null references product (id),
    retired_at_ms bigint not null,
    retired_by    text   not null references person (id),
    ended_at_ms   bigint,                      -- when it was taken back
    primary key (product_id, retired_at_ms),
    constraint product_retirement_ends_after_it_began check (ended_at_ms >= retired_at_ms)
);
create unique index product_retirement_one_living on product_retirement (product_id) where ended_at_ms is null;

-- A place of the mart's own where a link stands: a poster, a newspaper, a page of the district. Its key is in the link.
create table share_place (
    place_key   text   not null primary key,
    name        text   not null,
    made_by     text   not null references person (id),
    made_at_ms  bigint not null,
    once_key    text   not null,               -- comes with the form: the same press twice is one place
    ended_at_ms bigint,
    constraint share_place_once unique (once_key)
);

-- How often somebody came from outside to a page, by day and by where the link stood. Nothing of who.
create table arrival (
    day    bigint not null,
    source text   not null,
    page   text   not null,
    times  bigint not null,
    primary key (day, source, page),
    constraint arrival_happened check (times > 0)
);

-- How often a step was taken on a day: a good looked at, something searched, something put into a basket.
create table visit_step (
    day   bigint not null,
    step  text   not null,
    times bigint not null,
    primary key (day, step),
    constraint visit_step_known check (step in ('looked', 'searched', 'basket')),
    constraint visit_step_happened check (times > 0)
);

-- How far search engines were told of changed goods: the version and good of the last they have taken.
create table engine_mark (
    id         bigint not null primary key,
    version    bigint not null,
    product_id text   not null,
    told_at_ms bigint not null,
    constraint engine_mark_is_one check (id = 1)
);

-- Who has asked for news by SMS, and the code in its link that stops it from any phone.
create table news_reader (
    person_id    text   not null primary key references person (id),
    lang         text   not null,
    notice       text   not null,             -- which wording she said yes to
    code         text   not null,
    agreed_at_ms bigint not null,
    ended_at_ms  bigint,
    constraint news_reader_code_once unique (code)
);

-- A letter of one sentence: written by one, decided on by another, and to how many it has gone.
create table news_letter (
    id            text   not null primary key,
    words_hi      text   not null,
    words_en      text   not null,
    path          text   not null,            -- the page it leads to, behind the language
    asked_by      text   not null references person (id),
    asked_at_ms   bigint not null,
    once_key      text   not null,            -- comes with the form: the same press twice is one letter
    decided_by    text   references person (id),
    decided_at_ms bigint,
    sends         bigint,                     -- 1: goes out; 0: does not
    month_day     bigint,                     -- the first day of the month it counts for
    sent_to       text   not null,            -- the last reader it went to
    sent          bigint not null,
    constraint news_letter_once unique (once_key),
    constraint news_letter_two_people check (decided_by <> asked_by),
    constraint news_letter_sends_or_not check (sends in (0, 1)),
    constraint news_letter_goes_by_decision check (sent = 0 or sends = 1)
);
create index news_letter_by_month on news_letter (month_day);
