-- What waits to be paid, to be paid out or to be forgotten is found by an index, however much has been done before.
create index payment_intent_waiting on payment_intent (state, made_at_ms);
create index parcel_by_end on parcel (state, ended_at_ms);
create index quote_by_age on quote (expires_at_ms);
