-- Which payment company serves is a dated rule, frozen on each payment. One that does not answer is left for new payments, and what
-- was opened there is still listened to.
-- Portable: no serial, no enum type, no now().

-- Whose card or account pays: most from India; cards from abroad may need another company.
alter table payment_intent add column payers text not null default 'domestic';
-- The address of the company's page for this payment; null where a form of ours leads there.
alter table payment_intent add column page text;
-- How often this payment has been opened anew with another company, counted from one.
alter table payment_intent add column way_no bigint not null default 1;

-- Through whom a payment came and goes back; its intent may have moved on.
alter table payment add column gateway text not null default 'razorpay';
update payment set gateway = 'cash' where method = 'cash';

-- What was opened with a company the payment does not go through any more. What is still paid there counts, or goes back.
create table payment_left (
    gateway       text   not null,
    gateway_order text   not null,
    intent_id     text   not null references payment_intent (id),
    left_at_ms    bigint not null,
    primary key (gateway, gateway_order)
);
create index payment_left_by_intent on payment_left (intent_id);
create index payment_left_by_time on payment_left (left_at_ms);
-- PostgreSQL only
alter table payment_left drop constraint payment_left_intent_id_fkey;

-- Which companies serve whom from a day on, the first of them first. The newest day in force decides, and of one day what was said last.
create table gateway_rule (
    id          text   not null,
    from_day    bigint not null,
    payers      text   not null,
    priority    bigint not null,
    gateway     text   not null,
    reason      text   not null,
    set_by      text references person (id),      -- null: it shipped with the program
    set_at_ms   bigint not null,
    primary key (id, priority),
    constraint gateway_rule_once unique (id, gateway),
    constraint gateway_rule_payers_known check (payers in ('domestic', 'foreign')),
    constraint gateway_rule_first_is_one check (priority >= 1),
    constraint gateway_rule_has_a_reason check (reason <> '')
);
create index gateway_rule_by_day on gateway_rule (payers, from_day);

-- How each company answers, as every node has seen it. Three silences in a row open the circuit; who asks first after a while closes it.
create table gateway_state (
    gateway       text   not null primary key,
    is_here       bigint not null,                -- 1 if the mart is set up for it
    failures      bigint not null,                -- silences in a row, and then probes that failed
    failed_at_ms  bigint,
    down_since_ms bigint,                         -- null: it serves
    probe_at_ms   bigint,                         -- nobody asks before, while it is down
    up_since_ms   bigint,                         -- when it last came back
    constraint gateway_state_probes_when_down check ((down_since_ms is null) = (probe_at_ms is null))
);
insert into gateway_state (gateway, is_here, failures, failed_at_ms, down_since_ms, probe_at_ms, up_since_ms)
values ('razorpay', 1, 0, null, null, null, null);
insert into gateway_state (gateway, is_here, failures, failed_at_ms, down_since_ms, probe_at_ms, up_since_ms)
values ('hyperswitch', 0, 0, null, null, null, null);

-- Rules of cash are set by finance, too: who did, and when. Those that ship with the program say neither.
alter table cash_rule add column set_by text references person (id);
alter table cash_rule add column set_at_ms bigint not null default 0;
alter table cash_pin add column set_by text references person (id);
alter table cash_pin add column set_at_ms bigint not null default 0;
