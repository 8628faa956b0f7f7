-- What a hub's phone took down without signal arrives once, however often it is sent.
-- Portable: no serial, no enum type, no now().

alter table hub_look add column sending text;         -- the id the phone made; nothing for a look that came by a form
alter table hub_look add column seen_at_ms bigint;    -- when, by the phone's clock; at_ms is when it arrived
create unique index hub_look_sent_once on hub_look (sending);

-- A runner whose buyer had no code at hand left her parcel against a photo. Until the last day of the hold she may say that it is not hers
-- or did not come; so long its makers' money waits.
create table door_photo (
    id             text   not null primary key,
    shipment_id    text   not null references shipment (id),
    picture_id     text,                       -- its files lie under closed/; nothing once its buyer is erased
    taken_by       text   not null references person (id),
    at_ms          bigint not null,
    held_until_day bigint not null,
    state          text   not null,
    complaint_id   text   references complaint (id),
    version        bigint not null,
    trail          text   not null,
    constraint door_photo_once unique (shipment_id),
    constraint door_photo_state_known check (state in ('unsaid', 'mine', 'not_mine')),
    constraint door_photo_becomes_a_complaint check ((state = 'not_mine') = (complaint_id is not null))
);
create index door_photo_by_day on door_photo (state, held_until_day);

-- What a hub found when a complaint was about a parcel of it, beside the words it wrote.
create table complaint_at_hub (
    complaint_id text   not null,
    seq          bigint not null,              -- of the message
    hub_id       text   not null references hub (id),
    finding      text   not null,
    primary key (complaint_id, seq),
    constraint complaint_at_hub_message_known foreign key (complaint_id, seq) references complaint_message (complaint_id, seq),
    constraint complaint_at_hub_finding_known check (finding in ('left_whole', 'still_here', 'damaged_here', 'never_here'))
);
