-- Departments have targets with a pace, what looks wrong is found by rule and answered, and a maker's money has a day by which it is hers.
-- Portable: no serial, no enum type, no now().

-- What a department wants to reach in a block in a month. It is changed by new versions, never edited.
create table target (
    id         text   not null primary key,
    department text   not null,
    block_code text   not null references block (lgd_code),
    first_day  bigint not null,              -- the first day of its month
    what       text   not null,
    wanted     bigint not null,              -- makers; of rupees: paise. As the newest version has it
    state      text   not null,
    version    bigint not null,
    trail      text   not null,
    constraint target_once unique (first_day, department, block_code, what),
    constraint target_department_known check (department in ('cottage_board', 'jslps', 'industries', 'handicrafts')),
    constraint target_what_known check (what in ('listed', 'first_sale', 'paid', 'rupees')),
    constraint target_state_known check (state in ('standing', 'dropped')),
    constraint target_of_something check (wanted > 0)
);
create table target_version (
    target_id text   not null references target (id),
    seq       bigint not null,
    wanted    bigint not null,               -- nothing of a target that was dropped
    set_by    text   not null references person (id),
    at_ms     bigint not null,
    way       text   not null,
    primary key (target_id, seq),
    constraint target_version_way_known check (way in ('page', 'sheet')),
    constraint target_version_not_negative check (wanted >= 0)
);

-- What looks wrong, found by rule. It ends with words of the DC's office, or with somebody's task.
create table anomaly (
    id          text   not null primary key,
    rule        text   not null,
    about       text   not null,             -- what makes it one: found again it is the same
    maker_id    text   references maker (id),
    case_id     text   references maker_case (id),
    order_id    text   references buyer_order (id),
    officer_id  text   references person (id),   -- whom it concerns; he is not shown it
    makers      bigint not null,             -- how many it is about
    found_at_ms bigint not null,
    words       text   not null,             -- how it is explained
    task_id     text   references review_task (id),
    state       text   not null,
    version     bigint not null,
    trail       text   not null,
    constraint anomaly_once unique (rule, about),
    constraint anomaly_rule_known check (rule in ('ghost', 'shared_account', 'self_buying', 'own_approval')),
    constraint anomaly_state_known check (state in ('open', 'explained', 'tasked')),
    constraint anomaly_explained_in_words check ((state = 'explained') = (words <> '')),
    constraint anomaly_tasked_by_a_task check ((state = 'tasked') = (task_id is not null))
);
create index anomaly_by_state on anomaly (state, found_at_ms);
create table anomaly_maker (
    anomaly_id text not null references anomaly (id),
    maker_id   text not null references maker (id),
    primary key (anomaly_id, maker_id)
);

-- By which day her money is at a maker's bank, fixed when her parcel arrives. Of those from before: three working days are at most five.
alter table parcel add column pay_by_day bigint;
update parcel set pay_by_day = (ended_at_ms + 19800000) / 86400000 + 5 where state = 'delivered' and payable_paise > 0;

-- When it was there: of the payout that lives. So who waits is found without going through everybody who was ever paid.
alter table parcel add column paid_at_ms bigint;
update parcel
   set paid_at_ms = (select max(s.ended_at_ms) from payout_line l join payout s on s.id = l.payout_id
                      where l.parcel_id = parcel.id and l.ended_at_ms is null and s.state = 'settled')
 where payable_paise > 0;

-- Who has looked a tax rate up and answers for it.
create table rate_signature (
    hsn_key            text   not null,
    effective_from_day bigint not null,
    rate_bp            bigint not null,      -- as it was signed
    source             text   not null,      -- where it was looked up
    signed_by          text   not null references person (id),
    at_ms              bigint not null,
    primary key (hsn_key, effective_from_day),
    constraint rate_signature_rate_known foreign key (hsn_key, effective_from_day)
        references hsn_rate (hsn_key, effective_from_day)
);

-- What figures are counted along.
create index parcel_by_pay_day on parcel (pay_by_day);
create index parcel_unpaid on parcel (pay_by_day) where paid_at_ms is null and payable_paise > 0;
create index payout_settled on payout (ended_at_ms, maker_id, amount_paise) where state = 'settled';
create index case_step_by_time on case_step (step, at_ms);
