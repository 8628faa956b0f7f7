-- Mobile numbers, addresses and accounts are sealed. What an older program wrote plainly is moved into the columns that
-- will hold it sealed, several values of a row as one text with a line each; the program seals it before the mart opens.
-- A mobile number is found by its keyed hash; until it is sealed, the number itself stands there.
create table sealing (
    id         bigint not null primary key,
    done_at_ms bigint not null,
    constraint sealing_is_one_row check (id = 1)
);

alter table person rename column mobile to mobile_hash;
alter table person add column mobile_sealed text not null default '';

-- Codes live ten minutes; whoever waits for one asks again.
delete from sign_in_code;
alter table sign_in_code rename column mobile to mobile_hash;

alter table maker rename column mobile to mobile_hash;
alter table maker add column mobile_sealed text not null default '';

update maker_bank set account_no = holder || '
' || account_no;
alter table maker_bank drop column holder;
alter table maker_bank rename column account_no to account_sealed;

update buyer_order set name = name || '
' || mobile || '
' || house || '
' || area || '
' || landmark;
alter table buyer_order drop column mobile;
alter table buyer_order drop column house;
alter table buyer_order drop column area;
alter table buyer_order drop column landmark;
alter table buyer_order rename column name to recipient_sealed;

-- What was typed on the way to an order is typed again.
drop table checkout_draft;
create table checkout_draft (
    cart_id        text   not null primary key,
    mobile_sealed  text,
    address_sealed text,
    pin            text,
    quote_id       text,
    written_at_ms  bigint not null
);
create index checkout_draft_by_age on checkout_draft (written_at_ms);

alter table job rename column payload to payload_sealed;
alter table payment_event rename column body to body_sealed;

update sms_reply set text = mobile || '
' || text;
alter table sms_reply rename column mobile to mobile_hash;
alter table sms_reply rename column text to text_sealed;
