-- A photo shows what was wrong and what became of it. It is for those whose business it is: the officer, the head, the maker.
-- A buyer's photo beside her review is for everybody once an officer has looked at it.
-- Portable: no serial, no enum type, no now().
create table quality_photo (
    id          text   not null primary key,
    picture_id  text   not null,            -- empty once it is refused or erased
    moment      text   not null,            -- what it shows
    card_id     text,                       -- the improvement card it belongs to
    parcel_id   text,                       -- the parcel it was taken of at a hub
    line_id     text,                       -- the line whose buyer took it
    maker_id    text   not null,
    state       text   not null,
    added_by    text   not null,
    added_at_ms bigint not null,
    version     bigint not null,
    trail       text   not null,
    constraint quality_photo_card_known foreign key (card_id) references improvement_card (id),
    constraint quality_photo_maker_known foreign key (maker_id) references maker (id),
    constraint quality_photo_moment_known check (moment in ('hub', 'before', 'after', 'review')),
    constraint quality_photo_state_known check (state in ('kept', 'waiting', 'shown', 'refused', 'erased')),
    constraint quality_photo_only_of_a_review_waits check (moment = 'review' or state in ('kept', 'erased')),
    constraint quality_photo_gone_is_empty check ((state in ('refused', 'erased')) = (picture_id = '')),
    constraint quality_photo_is_of_something check (card_id is not null or parcel_id is not null or line_id is not null)
);
create index quality_photo_by_card on quality_photo (card_id, added_at_ms);
create index quality_photo_by_maker on quality_photo (maker_id, state);
create index quality_photo_by_picture on quality_photo (picture_id);
create unique index quality_photo_one_of_a_line on quality_photo (line_id);

-- Each look a keeper takes at a parcel, also one that finds nothing.
create table hub_look (
    parcel_id  text   not null,
    version    bigint not null,             -- of the parcel before the look
    hub_id     text   not null,
    maker_id   text   not null,
    product_id text,                        -- the good of a parcel that has only one
    finding    text   not null,
    photo_id   text,
    looked_by  text   not null,
    at_ms      bigint not null,
    primary key (parcel_id, version),
    constraint hub_look_parcel_known foreign key (parcel_id) references parcel (id),
    constraint hub_look_maker_known foreign key (maker_id) references maker (id),
    constraint hub_look_photo_known foreign key (photo_id) references quality_photo (id),
    constraint hub_look_finding_known check (finding in ('passes', 'goes_back', 'refused'))
);
create index hub_look_by_time on hub_look (at_ms);
create index hub_look_by_maker on hub_look (maker_id, at_ms);

-- What reviews add to how well a good answers a search; see quality::praise.
alter table search_document add column praise bigint not null default 0;

-- Somebody showed makers of a craft how to do something better, on a day; and who came. A fact: never edited.
create table training (
    id         text   not null primary key,
    craft_key  text   not null,
    held_day   bigint not null,
    trainer    text   not null,
    topic      text   not null,
    once_key   text   not null,             -- comes with the form: the same press twice is one training
    noted_by   text   not null,
    noted_at_ms bigint not null,
    constraint training_once unique (once_key),
    constraint training_craft_known foreign key (craft_key) references craft (craft_key)
);
create index training_by_day on training (held_day);
create table training_attendance (
    training_id text not null,
    maker_id    text not null,
    primary key (training_id, maker_id),
    constraint training_attendance_training_known foreign key (training_id) references training (id),
    constraint training_attendance_maker_known foreign key (maker_id) references maker (id)
);
create index training_attendance_by_maker on training_attendance (maker_id);
