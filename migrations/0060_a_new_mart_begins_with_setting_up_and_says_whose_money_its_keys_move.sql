-- How a mart began that was made after there were stages, and whether the keys it holds at payment companies move real money.
-- Portable: no serial, no enum type, no now().

-- At most one row, written when the tables are loaded without the sample district, before anybody has ordered. Without it the mart is open
-- from the beginning: a sample district, or a mart older than stages.
create table mart_beginning (
    only_one bigint not null primary key,
    stage    text   not null,
    at_ms    bigint not null,
    constraint mart_beginning_is_one check (only_one = 1),
    constraint mart_beginning_known check (stage in ('setup'))
);

-- What the program that started last holds at each company.
create table gateway_key (
    gateway  text   not null primary key references gateway_state (gateway),
    money    text   not null,
    since_ms bigint not null,                    -- when keys of this kind were first announced
    constraint gateway_key_money_known check (money in ('real', 'pretend'))
);
