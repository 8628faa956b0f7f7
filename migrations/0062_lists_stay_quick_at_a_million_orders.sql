-- What people and the clock wait for reads only what it shows, however many orders there are.
-- Portable: no serial, no enum type, no now().

-- The clock, each hour: what gateways said is wiped, sessions are forgotten, tries of delivery codes come back.
create index payment_event_to_wipe on payment_event (digested_at_ms) where body_sealed <> '';
create index session_by_expiry on session (expires_at_ms);
create index session_by_end on session (ended_at_ms);
create index shipment_tried on shipment (id) where state = 'shipped' and code_tries < 5;

-- The page of health, and the machine that asks for its figures each minute.
create index payment_event_undigested on payment_event (received_at_ms) where digested_at_ms is null;
create index product_untranslated on product (id)
    where (name_hi = '' and name_en <> '') or (name_hi <> '' and name_en = '')
       or (words_hi = '' and words_en <> '') or (words_hi <> '' and words_en = '');
create index shipment_under_way on shipment (latest_day) where state in ('planned', 'shipped');

-- Somebody misses her money and knows the amount or the bank's number; finance looks at a span of days, and at what could not go back.
create index payment_intent_by_amount on payment_intent (amount_paise, made_at_ms);
create index payment_by_time on payment (made_at_ms);
create index refund_by_status on refund (status, asked_at_ms);

-- Orders of a trial are few among all.
create index buyer_order_of_trial on buyer_order (state) where in_trial = 1;

-- The newest makers.
create index maker_by_joining on maker (joined_at_ms, id);
