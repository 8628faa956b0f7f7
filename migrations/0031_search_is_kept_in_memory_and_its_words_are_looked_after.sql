-- Search is kept in memory and made again from one row a good; words that mean the same are looked after on a page, and
-- what was searched in vain is counted. All but `search_synonym` can be made again or thrown away.
drop table search_term;
drop table vocabulary;

-- The terms of a good: a line for each weight, the weight and then its terms, parted by spaces; empty once the good is off
-- the shelf. `version` is that of `search_version` when it was made, so that a process reads only what is new to it.
create table search_document (
    product_id   text   not null primary key,
    version      bigint not null,
    listed_at_ms bigint not null,
    terms        text   not null,
    constraint search_document_product_known foreign key (product_id) references product (id)
);
create index search_document_by_version on search_document (version, product_id);

-- Grows whenever words that mean the same are changed.
alter table search_version add column synonyms bigint not null default 1;

-- Words that mean the same, parted by spaces. Its id is that of its first word when it was made. A shipped group has no
-- `changed_by` and version 0, and follows the shipped list until somebody changes it here.
create table search_synonym (
    id            text   not null primary key,
    words         text   not null,
    changed_by    text   references person (id),
    changed_at_ms bigint not null,
    ended_at_ms   bigint,           -- when it was taken out
    version       bigint not null,
    trail         text   not null,
    constraint search_synonym_has_words check (words <> '')
);

-- What was searched in a week and found nothing: its words as they are compared, nobody who typed them. A week is named by
-- its Monday, in days since 1970.
create table search_miss (
    week_day bigint not null,
    words    text   not null,
    times    bigint not null,
    primary key (week_day, words),
    constraint search_miss_was_searched check (times > 0)
);
