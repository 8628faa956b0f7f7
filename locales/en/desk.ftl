# Desks: maker, hub, finance. Few words, large numbers.
room-today = Today
room-parcels = Parcels
room-money = Money
room-help = Help
room-hub = Hub work
room-payouts = Paying makers
and-more = { $count ->
    [one]   and { $count } more thing
   *[other] and { $count } more things
}
parcel = Parcel
parcel-title = Parcel { $code }
desk-already = This has been done already
    .text = Pressing again changed nothing. Nothing was done twice.

# How a parcel stands, in a list
stands-asked = needs a yes
stands-accepted = being made
stands-packed = packed, not at the hub yet
stands-at-hub = at the hub
stands-shipped = on its way
stands-delivered = delivered
stands-declined = called off

# Maker: first page
mine-door-asked = new orders
mine-door-pack = to pack
mine-first = Do this first
mine-open-asked = Look and answer
mine-open-accepted = Open
mine-open = Open
mine-earn = you will get
mine-earned = you earned
mine-due = to be ready by { $day }
mine-was-due = was due by { $day }, late
mine-nothing = Nothing to do just now
    .text = When an order comes you get an SMS, and it shows here.
mine-so-far = So far { $amount } reached your bank.
mine-see-money = See your money

# Maker: list of parcels
mine-list-asked = Waiting for your yes
mine-list-pack = To make and pack
mine-list-packed = To bring to the hub
mine-list-travelling = On their way
mine-list-ended = Finished
mine-empty = No parcels yet
    .text = You get an SMS when an order comes.
mine-all = See all parcels

# Maker: one parcel
mine-asked = A new order
    .text = Look at it and say when it will be ready.
mine-accepted = Make and pack this
    .text = To be ready: { $day }
mine-late = The agreed day has passed
    .text = It was to be ready by { $day }. Pack it soon. If you cannot, call us.
mine-sent-back = The hub sent it back to be mended
    .text = Reason: { $reason }. Mend it and pack it again.
mine-packed = Now bring it to the hub
    .text = With the code written on it, the hub works faster.
mine-at-hub = It is at the hub and passed
    .text = The hub sends it to the buyer now. You need not do anything.
mine-shipped = On its way to the buyer
    .text = Your money is certain as soon as it arrives.
mine-delivered = The buyer has it
    .text = See under Money when it was or will be paid.
mine-declined = This parcel was called off
    .text = Reason: { $reason }. The buyer gets the money back. You need not do anything.
mine-fact-ready = To be ready
mine-fact-latest = The buyer should have it
mine-fact-district = It goes to the district
mine-when = When will it be ready?
day-today = Today
day-tomorrow = Tomorrow
day-in-three = In 3 days
day-other = Another day
    .hint = choose below
field-ready_day = Another day
    .hint = Only if you chose «Another day» above
mine-accept = Yes, I will make it
mine-pack = It is packed
    .hint = Press only after counting the goods and writing the code.
mine-write-code = Write this code on the parcel in large letters
mine-bring = Where to bring it
mine-no = You cannot take this order?
    .text = If you say no, the buyer gets the money back. This cannot be changed later.
mine-why = Why?
field-words = In your own words (if you like)
    .hint = The buyer will read it
mine-refuse = Refuse the order
mine-way = The way of the parcel
line-asked = Order came
line-accepted = Your yes
line-packed = Packing
line-at-hub = Check at the hub
line-shipped = Leaving the hub
line-delivered = With the buyer

# Maker: money
money-sum-owed = Owed to you
money-sum-on-way = going to your bank
money-sum-paid = in your bank so far
money-coming = Parcels being made and on their way will bring { $amount } more.
money-account = Money goes to this account: { $account }
money-no-account = No bank account of yours is on record
    .text = Without an account no money can be sent. Call the number below and an officer will enter it.
money-book = Parcel by parcel
money-empty = Nothing earned yet
    .text = As soon as a buyer has a parcel, its money is written here.
money-due = goes to your bank by { $day }
money-late = was to go by { $day }. The delay is ours, please call us.
money-on-way = has been sent to the bank
money-paid = in your bank { $day }, UTR { $utr }
money-of = The buyer paid { $goods }, your share is { $share }

# Maker: help
mine-call = Call us whenever something is unclear
ask-accept = What do I do with a new order?
    .text = Open it under «Parcels». Choose the day it will be ready and press «Yes, I will make it».
ask-pack = How do I pack?
    .text = Count the goods, wrap them well and write the parcel's code on the box in large letters. Then press «It is packed».
ask-hub = What is the hub?
    .text = The place in your block where parcels are collected. They are checked there and sent on to buyers. Its address stands on the page of every packed parcel.
ask-back = The hub sent a parcel back. What now?
    .text = The reason stands on the parcel's page. Mend it, press «It is packed» again and bring it to the hub.
ask-paid = When do I get my money?
    .text = Money goes to your bank within 3 working days after the buyer has the goods. Sundays do not count. When it arrives you get an SMS with the UTR number.
ask-late = What if I cannot finish by the day?
    .text = Call us as soon as you can. We will talk to the buyer.
ask-account = How do I change my bank account?
    .text = Call us. To protect your money two officers change an account together, and an SMS goes to your old number.

# Papers to print
paper-nav = Paper
paper-back = ← Back
paper-print = To print, choose «Print» in the menu of your browser. It fits A6, A5 and A4.
slip-print = See and print the slip
slip-title = Parcel slip
slip-to = Bring to this hub
label-print = Print the address label
label-again = See the address label again
label-mart = देवघर मार्ट · Deoghar Mart
label-food = खाद्य · FOOD
label-post = भारतीय डाक · India Post
label-own = हाथों-हाथ · By hand
label-to = प्रति · To
label-from = भेजने वाले · From
label-article = डाक नं. · Article No.
label-order = ऑर्डर · Order
label-parcels = पार्सल · Parcels
label-weight = वज़न · Weight
weight-g = { $n } g
weight-kg = { $n } kg

# Hub
field-parcel = Code of the parcel
    .hint = Scan or type it, for example P7K 3F9 QXT
hub-find = Open the parcel
hub-n-inspect = to check
hub-n-ready = ready to go
hub-n-on-way = on their way
hub-inspect = Packed, to be checked
hub-ready = Ready to go
hub-waiting = Waiting for other parcels
hub-on-way = On their way to buyers
hub-here = Passed, kept here
hub-expected = Being made
hub-until = due by { $day }
hub-empty = No parcels just now
    .text = They show here as soon as a maker says yes.
hub-no-such = There is no parcel «{ $code }» for this hub. Look at the code again and type it once more.
hub-no-code = Enter the code on the parcel, for example P7K 3F9 QXT.
hub-back = Back to hub work
hub-inside = This must be inside
hub-maker = Maker
hub-asked = The maker has not said yes
    .text = If you hold the parcel, ask the maker to press «Yes» and then «It is packed» on the maker's phone.
hub-accepted = The maker has not pressed «It is packed»
    .text = If you hold the parcel, ask the maker to press «It is packed», then open this page again.
hub-packed = Open it and check
    .text = Count, look for damage, look at the packing, then write it down below.
hub-passed = Passed, keep it at the hub
    .text = Send it together with the other parcels of its shipment.
hub-left = It has left the hub
    .text = It is on its way to the buyer.
hub-arrived = The buyer has it
    .text = The work on this parcel is done.
hub-declined = This parcel was called off
    .text = Do not send it. Give the goods back to the maker.
hub-finding = What did you find?
finding-passes = It is good
    .hint = Keep it at the hub
finding-goes-back = To be mended
    .hint = The maker mends it and brings it again
finding-refused = Cannot be sold
    .hint = The parcel is called off, the buyer gets the money back
field-why = Reason
    .hint = Needed if it is to be mended or cannot be sold. The maker will read it.
hub-inspected = Record the check
hub-see-shipment = See its shipment

# Hub: shipment
ship-title = Shipment { $order }
ship-ready-post = Ready for the post
    .text = Stick on the label, hand it in at the post office, then enter the article number here.
ship-ready-own = Ready to go
    .text = Stick on the label and give it to our runner.
ship-missing = { $here } of { $all } parcels are here
    .text = It can leave when all parcels are here and have passed.
ship-on-way-post = On its way by post
    .text = Record the delivery only when the post's tracking says «Delivered».
ship-on-way-own = On its way with our runner
    .text = At the door, ask the buyer for the code of 6 digits and enter it below.
ship-delivered = The buyer has it
    .text = What the makers earned is now certain.
ship-cancelled = This shipment was called off
    .text = All its parcels were called off. Send nothing.
ship-parcels = Its parcels
ship-to = Where it goes
ship-carrier = Carried by
by-post = India Post
by-runner = Our runner
ship-article = Article number
ship-weight = Weight
ship-kind = Take care
ship-food = It is food
ship-order = Order
field-article = Article number
    .hint = 13 characters on the receipt or sticker, for example EE 473 124 829 IN
ship-leave-post = Handed to the post
ship-leave-own = Handed to the runner
field-delivery_code = The buyer's code
    .hint = { $left ->
        [one]   6 digits. { $left } more try.
       *[other] 6 digits. { $left } more tries.
    }
ship-seen = I have seen «Delivered» in the post's tracking
ship-deliver = Delivered
ship-no-tries = No tries are left for the code
    .text = Do not hand over the goods; bring them back to the hub. Call the help number below.
wrong-article = An article number has 2 letters, 9 digits and IN at the end, and this one does not check out. Look at the sticker and enter it again, for example EE473124829IN.
wrong-article-used = This article number is on another shipment already. Look at the sticker and enter the right one.
wrong-missing = Not all parcels have passed at the hub. Check them first, then send.
wrong-delivery-code = { $left ->
    [0]     The code does not match and no tries are left. Bring the goods back to the hub and call the help number.
    [one]   The code does not match. Ask the buyer again; { $left } try is left.
   *[other] The code does not match. Ask the buyer again; { $left } tries are left.
}
wrong-delivery-code-form = Enter the code of 6 digits that the buyer has by SMS.
wrong-not-seen = Look at the post's tracking first. If it says «Delivered», tick the box.
wrong-finding = Choose what you found.
wrong-why = Write the reason in a few words so that the maker understands.
wrong-ready = Choose the day it will be ready.
wrong-ready-day = Choose a date from today to 60 days ahead.
wrong-reason = Choose a reason for saying no or write it in your own words.
wrong-stands-otherwise = Something changed meanwhile, so this can no longer be done. See above what to do now.
wrong-raced = Somebody changed this in the same moment. See above how it stands and press again if needed.

# Finance
fin-n-amount = to be sent now
fin-n-makers = makers
fin-n-stuck = without an account
fin-make = Make a batch of { $amount }
fin-two = Making a batch sends nothing. It is sent when another person approves it.
fin-due = Who is owed how much
fin-by = to be sent by { $day }
fin-no-account = no bank account on record, so nothing can be sent
fin-late = was to be sent by { $day }, late
fin-nothing = Nobody is owed anything just now
    .text = A maker's share shows here as soon as the buyer has the parcel.
fin-batches = Batches
fin-batch-note = { $count ->
    [one]   { $count } maker · made by { $by }
   *[other] { $count } makers · made by { $by }
}
fin-drafted = waits for approval
fin-approved = approved
fin-cancelled = called off
fin-somebody = Finance officer
fin-ledger = Where all money is
fin-balances = Balances
fin-account = Account
fin-held = Held
fin-owed = Owed
fin-sum = Sum
fin-balanced = Both sums are equal: the books balance.
fin-unbalanced = The sums differ. Stop paying and tell the technical team at once.
fin-back = Back to paying makers
fin-nothing-due = Nobody with a bank account is owed anything just now. For those without one, have the account entered first.
account-gateway = With the payment company
    .why = What came from buyers and has not gone to makers; the payment company holds it, not the mart.
account-buyer-advance = From buyers, goods not delivered yet
    .why = Money of orders whose goods have not arrived yet.
account-refund-due = To go back to buyers
    .why = It was decided to give it back, and it has not reached the buyer yet.
account-maker = Owed to makers
    .why = Money of parcels that have arrived, not yet gone to makers' banks.
account-seller-tax = Tax to be handed on by sellers
    .why = Tax inside the prices of aggregators, which they must hand on.
account-mart-share = The mart's share
    .why = The mart's commission, by the rule of the day of the order.
account-delivery = Freight earned
    .why = The freight buyers have paid.
account-gateway-fee = Fee of the payment company
    .why = The fee the payment company kept.
account-payout-on-way = Sent to makers, bank has not confirmed
    .why = Sent to banks, their UTR has not come yet.
account-other = Other
    .why = This page does not know such an account; tell the technical team.
batch-title = Batch of { $at }
batch-yours = Your approval is needed
    .text = Look at names and amounts, then approve. The money leaves at once after that and cannot be called back.
batch-others = Another person must approve
    .text = You made this batch, so somebody else in finance must sign in with another mobile number and approve it.
batch-given = It has been approved
    .text = { $done } of { $all } payments have reached the bank.
batch-cancelled = This batch was called off
batch-made = Made
batch-approved = Approved
batch-approve = Approve { $amount }
batch-makers = { $count ->
    [one]   to { $count } maker
   *[other] to { $count } makers
}
batch-parcels = { $count ->
    [one]   { $count } parcel
   *[other] { $count } parcels
}
payout-drafted = waits for approval
payout-approved = being sent
payout-sent = with the bank
payout-settled = in the account { $day }, UTR { $utr }
payout-returned = The bank sent it back: { $reason } It comes into the next batch again.
payout-cancelled = called off
