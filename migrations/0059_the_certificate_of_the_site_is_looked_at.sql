-- What the worker saw when it last asked the mart's own public address, as a buyer's phone would: until when its certificate counts.
-- Portable: no serial, no enum type, no now().

create table certificate_look (
    site         text   not null primary key,   -- https://deogharmart.in
    looked_at_ms bigint not null,
    until_ms     bigint,                        -- nothing: no certificate was seen that a phone accepts
    fault        text   not null,               -- empty: none
    constraint certificate_look_says_one check ((until_ms is null) = (fault <> ''))
);
