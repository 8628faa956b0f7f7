-- What a hub's phone took down without signal arrives once, however often it is sent.
-- Portable: no serial, no enum type, no now().

alter table hub_look add column sending text;         -- the id the phone made; nothing for a look that came by a form
alter table hub_look add column seen_at_ms bigint;    -- when, by the phone's clock; at_ms is when it arrived
create unique index hub_look_sent_once on hub_look (sending);
