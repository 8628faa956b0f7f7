-- What carriers are asked to carry, under which numbers, what a shipment weighs, and what happens to it on its way.
-- Portable: no serial, no enum type, no now(); the caller gives ids and times.

-- Numbers of articles the post has allotted to the mart; the next one is taken in the transaction that books a shipment.
create table article_range (
    id            text   not null primary key,
    letters       text   not null,   -- the service: EE is Speed Post
    first_serial  bigint not null,
    last_serial   bigint not null,
    next_serial   bigint not null,   -- one more than the last one once all are given
    office        text   not null,   -- which post office allotted them, by which letter
    entered_by    text   not null references person (id),
    entered_at_ms bigint not null,
    constraint article_range_once unique (letters, first_serial),
    constraint article_range_ordered check (0 <= first_serial and first_serial <= last_serial and last_serial <= 99999999),
    constraint article_range_within check (next_serial between first_serial and last_serial + 1)
);

-- One carrier is asked once to carry a shipment; our reference there is the shipment's id.
create table booking (
    id           text   not null primary key,
    shipment_id  text   not null,
    carrier      text   not null,
    state        text   not null,
    number       text,                -- the carrier's: an article number, an air waybill
    range_id     text,                -- the range a postal number is of; null for one that was typed
    outside_id   text   not null,     -- the carrier's own id; empty if it has none
    courier      text   not null,     -- who carries for an agent; empty if the carrier does
    reason       text   not null,     -- why it was refused
    asked_at_ms  bigint not null,
    ended_at_ms  bigint,
    version      bigint not null,
    trail        text   not null,
    constraint booking_once unique (shipment_id, carrier),
    constraint booking_number_once unique (carrier, number),
    constraint booking_range_known foreign key (range_id) references article_range (id),
    constraint booking_state_known check (state in ('asked', 'booked', 'refused', 'called_off')),
    constraint booking_has_number check (state <> 'booked' or number is not null)
);
create index booking_by_range on booking (range_id);

-- What a packed shipment weighs and measures, as a keeper found it. The newest counts; what the buyer owes never changes.
create table weighing (
    shipment_id text   not null,
    at_ms       bigint not null,
    weight_g    bigint not null,
    length_mm   bigint not null,      -- 0 where it was not measured
    breadth_mm  bigint not null,
    height_mm   bigint not null,
    weighed_by  text   not null references person (id),
    primary key (shipment_id, at_ms),
    constraint weighing_sane check
        (weight_g between 1 and 35000 and length_mm between 0 and 3000 and breadth_mm between 0 and 3000 and height_mm between 0 and 3000)
);
