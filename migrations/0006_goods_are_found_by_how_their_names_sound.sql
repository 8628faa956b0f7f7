-- Goods are found by their words and by how their names sound. All of it can be made again from `product` and `maker`.
-- A term is a word as it is written (Unicode NFC, small letters), or `~` and the sound of one in Latin letters.
create table search_term (
    term       text   not null,
    product_id text   not null,
    weight     bigint not null,   -- 1 in the description … 16 in the name
    primary key (term, product_id),
    constraint search_term_product_known foreign key (product_id) references product (id)
);
create index search_term_by_product on search_term (product_id);

create table vocabulary (
    term text not null primary key
);

-- Grows whenever terms change, so that a process knows when to read the vocabulary again.
create table search_version (
    id      bigint not null primary key,
    version bigint not null,
    constraint search_version_is_one_row check (id = 1)
);
insert into search_version (id, version) values (1, 1);
