# What is sold when: away days, places of the week, licences, and what stands in the way.
room-away = Away days
room-licences = Licences
why-ended = This size or colour is not made any more. Remove it to go on.
why-paused = Its maker does not make it at the moment. Remove it to go on, or look again later.
why-away = Its maker is away. Back on { $day }; remove it to go on.
why-week-full = This week is full. Orders open again on { $day }; remove it to go on.
closed-paused = Its maker does not make it at the moment. Look again in some days, or see more of the same maker below.
closed-away = Its maker is away. Back on { $day }.
closed-week-full = As many as can be made this week are sold. Orders open again on { $day }.
closed-no-licence = No food licence of its maker is on record yet. It can be bought once there is one; see more goods below.
closed-needs-aggregator = It is not sold yet: who sells it for its maker is being settled. See more goods below.
closed-licence-over = The food licence of its maker has run out. It is back once it is renewed.
own-why = Whether it can be bought
own-why-none = It is on sale.
own-why-closed = The shop is closed, so nothing is sold.
own-why-withdrawn = The mart has taken it off sale.
own-why-ended = This size or colour has ended.
own-why-untaxed = Its tax class is not settled. It is sold once the mart has settled it.
own-why-no-licence = No food licence is on record. Show it to the officer, who writes down number and last day; then it is sold.
own-why-needs-aggregator = Neither registered nor enrolled under GST, and nobody is named who sells it for her. Her officer names one on the page of her case; then it is sold.
own-why-licence-over = The food licence has run out. Show the renewed one to the officer and it is sold again.
own-why-paused = It is paused.
own-why-away = These are away days. It is sold again by itself on { $day }.
own-why-week-full = All places of this week are taken. They open by themselves on { $day }.
own-why-sold-out = No pieces are ready. Raise the count when there are.
own-why-inside-state = Sold inside Jharkhand only. To sell beyond, a GSTIN or an aggregator is needed.
goods-week = { $count } more can be ordered this week.
goods-week-change = How many a week, how many days
goods-week-set = Done. Dates are promised by this from now on.
life-away-lead = Say on which days nothing is made. All goods rest on those days and are sold again by themselves afterwards.
life-away-ask = When is nothing made?
life-away-go = Rest on these days
life-away-days = { $from } to { $to }
life-away-now = It is now. All is sold again on { $day }.
life-away-soon = All is sold again on { $day }.
life-back = I am back, sell from now on
life-not-going = I am not going, take it back
life-wrong-days = These days do not fit. The last is today or later, not before the first, and not more than six months after it.
life-wrong-day = Choose a day.
life-licences-lead = Makers whose food licence is not on record, has ended or ends within 60 days. Without one their food is not sold.
life-licences-none = Every licence is on record, and none ends within the next 60 days.
life-licence-never = No licence on record; the food is not sold
life-licences-day = Licences to see to
life-licence-over = It has ended; the food is off the shop
life-licence-no = Licence number
life-licence-until = Holds until
life-licence-goods = Goods that need it
life-licence-renewed = The licence you have seen, first or renewed
life-licence-go = Record the licence
life-wrong-licence = A food licence has 14 digits and begins with 1 or 2. Look at the paper and write them again.
life-wrong-until = Choose the last day on the paper. It is after today and within five years.
field-away_from = First day
field-away_to = Last day
field-away_why = Why (if you like)
field-licence_no = Licence number, 14 digits
field-licence_until = Holds until
life-licence-left = { $count ->
    [0]     today is the last day
    [one]   { $count } day left
   *[other] { $count } days left
}
life-goods = { $count ->
    [0]     none
    [one]   { $count } good
   *[other] { $count } goods
}
