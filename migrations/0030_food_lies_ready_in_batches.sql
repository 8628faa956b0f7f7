-- What people eat and what lies ready lies in batches: each has the day it was made and the day it is best before, and every
-- piece sold is of one. Pieces of a line are taken from the batch that ends first and still keeps long enough.
-- Portable: no serial, no enum type, no now(). Days are days since 1970 in India.
create table food_batch (
    id              text   not null primary key,
    code            text   not null,           -- on the pack and in the address of its page
    maker_id        text   not null,
    product_id      text   not null,
    variant_id      text   not null,
    made_day        bigint not null,
    best_before_day bigint not null,
    made_count      bigint not null,
    left_count      bigint not null,           -- neither sold nor held nor taken away
    lab_slip        text   not null,           -- number of a laboratory's report; may be empty
    source          text   not null,           -- what brought it: a register, a count, a parcel that was made to order
    noted_by        text   not null,
    noted_at_ms     bigint not null,
    ended_at_ms     bigint,                    -- too old to be sold: what was left went off the shelf
    recalled_at_ms  bigint,
    recalled_by     text,
    recall_why      text   not null,
    version         bigint not null,           -- entries in its trail: none until it is recalled
    trail           text   not null,
    constraint food_batch_code_once unique (code),
    constraint food_batch_source_once unique (variant_id, source),
    constraint food_batch_maker_known foreign key (maker_id) references maker (id),
    constraint food_batch_product_known foreign key (product_id) references product (id),
    constraint food_batch_variant_known foreign key (variant_id) references variant (id),
    constraint food_batch_made_before_it_ends check (best_before_day > made_day),
    constraint food_batch_never_oversold check (left_count >= 0 and left_count <= made_count and made_count > 0),
    constraint food_batch_recalled_with_a_reason check ((recalled_at_ms is null) = (recalled_by is null))
);
create index food_batch_by_variant on food_batch (variant_id, best_before_day);
create index food_batch_by_maker on food_batch (maker_id, noted_at_ms);
create index food_batch_to_end on food_batch (best_before_day) where ended_at_ms is null;

-- Which pieces of a line are of which batch.
create table batch_share (
    line_id   text   not null,
    batch_id  text   not null,
    parcel_id text   not null,
    order_id  text   not null,
    pieces    bigint not null,
    told_at_ms bigint,                         -- when its buyer was told of a recall
    primary key (line_id, batch_id),
    constraint batch_share_batch_known foreign key (batch_id) references food_batch (id),
    constraint batch_share_pieces_positive check (pieces > 0)
);
create index batch_share_by_batch on batch_share (batch_id, line_id);
create index batch_share_by_order on batch_share (order_id);
create index batch_share_by_parcel on batch_share (parcel_id);

-- Pieces leave the shelf because they are old or unsafe.
alter table stock_movement drop constraint stock_movement_why_known;
alter table stock_movement add constraint stock_movement_why_known check (why in
    ('opened', 'received', 'counted', 'hold', 'hold_end', 'returned', 'week', 'spoiled', 'recalled'));
