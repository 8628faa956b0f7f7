# Small parts that stand on many pages.
crumbs = You are here
crumbs-home = Home
pager = Pages of the list
pager-next = Show more
pager-first = Back to the start
steps = Steps of the order
progress-done = done
progress-now = happening now
progress-ahead = still to come
progress-stopped = stopped
wrongs-title = Please correct this
quantity = How many
quantity-less = One less
quantity-more = One more
made-today = Made today
price-from = from { $price }
price-each = { $price } each
stock-ready = { $pieces ->
    [0]     None ready now
    [one]   { $pieces } ready
   *[other] { $pieces } ready
}
stock-to-order = { $days ->
    [0]     Made today to order
    [one]   Made in { $days } day
   *[other] Made in { $days } days
}
stock-gone = Sold out for now
stock-resting = The maker is not taking orders now
goods = Goods
goods-count = { $count ->
    [0]     No goods
    [one]   { $count } item
   *[other] { $count } items
}
reach-maker = Of { $of }, { $amount } goes straight to { $maker }.
reach-all = Of every { $of }, { $amount } has reached the people who make.
totals-caption = What it comes to
totals-total = Total
totals-free = free
totals-tax = This includes { $tax } of tax.
filter-title = Filter and sort
filter-craft = Craft
filter-any-craft = All crafts
filter-block = Block
filter-any-block = All blocks
filter-ready = Only what is ready now
filter-counted = { $what } ({ $count })
filter-bands = By price
filter-band-to = Up to { $to }
filter-band = { $from } to { $to }
filter-band-from = From { $from }
filter-sort = Show first
filter-show = Show goods
filter-remove = remove
field-from = ₹ from
field-to = ₹ to
field-pincode = PIN code
field-mobile = Mobile number
    .hint = 10 digits, for example 98765 43210. News of your order comes here.
field-code = Code from the SMS
    .hint = 6 digits
field-name = Name
    .hint = The full name of the person who will receive the goods
field-house = House and street
    .hint = For example House 14, Shiv Gali
field-area = Village or locality
field-landmark = A well-known place nearby (leave empty if there is none)
    .hint = For example opposite the old post office
erased = erased
