-- Orders that have nothing in common do not meet: what one transaction writes together is not looked up again by the engine.
-- Under serializable isolation a foreign key reads the newest page of the other table's index, and everybody else writes
-- there at that moment. What these keys held is held by the act that writes parent and child in one transaction, and
-- `verify` looks for children without a parent. SQLite has one writer and keeps them.
-- PostgreSQL only
alter table quote_line drop constraint quote_line_quote_id_fkey;
-- PostgreSQL only
alter table quote_shipment drop constraint quote_shipment_quote_id_fkey;
-- PostgreSQL only
alter table buyer_order drop constraint buyer_order_quote_id_fkey;
-- PostgreSQL only
alter table shipment drop constraint shipment_order_id_fkey;
-- PostgreSQL only
alter table parcel drop constraint parcel_order_id_fkey;
-- PostgreSQL only
alter table parcel drop constraint parcel_shipment_id_fkey;
-- PostgreSQL only
alter table order_line drop constraint order_line_order_id_fkey;
-- PostgreSQL only
alter table order_line drop constraint order_line_parcel_id_fkey;
-- PostgreSQL only
alter table payment_intent drop constraint payment_intent_order_id_fkey;
-- PostgreSQL only
alter table payment drop constraint payment_intent_id_fkey;
-- PostgreSQL only
alter table posting drop constraint posting_entry_id_fkey;
-- A row of stock that is sold again and again finds room beside its old versions; no index of its table is written to.
-- PostgreSQL only
alter table stock set (fillfactor = 25);
