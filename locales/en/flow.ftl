# What is said on the way from shelf to door: reasons, warnings, how parcels and money stand.
craft-about = { $craft } by makers of Deoghar district. Prices include tax and the money reaches those who make.
sort-newest = Newest first
sort-cheapest = Lowest price first
sort-dearest = Highest price first
order-newest = What was listed last comes first.
order-cheapest = The lowest price comes first.
order-dearest = The highest price comes first.
order-likeness = What is most like your words comes first.
chip-from = From { $price }
chip-to = Up to { $price }
per-kg = per kilogram
per-litre = per litre
per-piece = per piece
variant-mrp = MRP { $mrp }
returns-short = If it comes broken or wrong, tell us within 7 days. We replace it or give the money back.
returns-food-short = Food is not taken back. If it comes spoilt, send a photo and the money is given back.
class-regular = Registered under GST
class-composition = Under the GST composition scheme; no tax is charged on the bill
class-enrolled = Not registered under GST, has an enrolment number
class-unenrolled = Sold through a registered body
why-withdrawn = This is not on sale now. Take it out and go on.
why-sold-out = This is sold out. Take it out and go on, or look again later.
why-only = { $left ->
    [0]     This is sold out.
    [one]   Only { $left } piece can be had now. Choose fewer.
   *[other] Only { $left } pieces can be had now. Choose fewer.
}
why-inside-state = This maker may sell inside Jharkhand only for now. Give a pincode in Jharkhand or take it out.
why-would-spoil = It would not be fresh when it gets there. Give a nearer pincode or take it out.
why-no-licence = The maker's FSSAI licence is not in force. Take it out and go on.
why-needs-aggregator = It cannot be sold yet: nobody is named who sells it for its maker. Take it out and go on.
why-too-heavy = So much weight cannot go by post. Choose fewer.
arrives-on = Arrives on { $day }
arrives-between = Arrives between { $from } and { $to }
total-goods = Goods
total-freight = Delivery
total-freight-n = Delivery, shipment { $n }
total-lacks-freight = Delivery is added once you give a pincode.
wrong-price = Write rupees in digits, such as 250.
wrong-pincode = Write the 6 digits of the pincode, such as 814112.
wrong-no-such-pin = There is no such pincode. Look at the digits and write them again.
wrong-mobile = Write a mobile number of 10 digits, such as 98765 43210.
wrong-name = Write the name of the person who receives the goods.
wrong-house = Write house number and street.
wrong-area = Write the village or area.
wrong-line-too-long = Write this in at most 120 letters.
wrong-quantity = Write a number from 1 to 50.
wrong-no-variant = Choose which one you want, then put it in the basket.
wrong-too-much = One order cannot hold that much. Take something out of the basket and try again.
wrong-basket-empty = The basket is empty. Choose something first.
wrong-not-sold = Some goods were sold meanwhile. Open the basket and order what is left. No money was taken.
wrong-quote-expired = This total is out of date. Go on from the basket again and a new one is made. No money was taken.
wrong-other-pin = The address is in another pincode, so delivery may cost something else. Send the address again to see the new total.
wrong-key-reused = This idempotency key was used for something else. Send it with a new key.
wrong-not-now = This cannot be done now, because something has happened since. Open the page again to see it.
wrong-day = Choose a day between today and two months from now.
wrong-no-reason = Write the reason in a few words.
wrong-too-many-codes = { $minutes ->
    [0]     You can ask for another code now.
    [one]   Three codes were sent to this number. Ask again in { $minutes } minute.
   *[other] Three codes were sent to this number. Ask again in { $minutes } minutes.
}
wrong-no-more-codes = Very many people are asking for codes. Try again in an hour or call us.
wrong-code = { $left ->
    [0]     This code is not right. Ask for a new one.
    [one]   This code is not right. Look at the SMS and write it again; you have { $left } more try.
   *[other] This code is not right. Look at the SMS and write it again; you have { $left } more tries.
}
wrong-code-spent = This code no longer works. Ask for a new one below.
fault-form = This form is old or did not come from our page. Open the page before again and send it once more. Nothing was changed.
parcel-planned = Waiting to be paid
parcel-asked = The maker has been asked
parcel-accepted = The maker said yes and is making it
parcel-packed = Packed
parcel-at-hub = Checked at the hub
parcel-shipped = On the way
parcel-delivered = Delivered
parcel-declined = Could not be sent, money given back
parcel-cancelled = Closed
order-placed-short = Waiting to be paid
    .text = The goods are kept for you. Pay { $total } and the order is confirmed.
order-confirmed = The order is confirmed
    .text = It arrives by { $day }. Each step is told by SMS.
order-completed = The order is complete
    .text = What was sent has arrived. The makers of Deoghar thank you.
order-cancelled = The order is cancelled
    .text = The makers could not send it. All of { $total } is being given back.
order-expired = Time is up, the order is closed
    .text = It was not paid in time. If money was taken, it comes back by itself. Order again if you still want it.
payment-paid = { $amount } received.
payment-open = { $amount } is still to be paid.
payment-failed = The last payment of { $amount } did not go through. You can pay again.
payment-closed = No payment was received.
refund-on-way = { $amount } is on its way back; this takes 5 to 7 working days.
refund-done = { $amount } was given back.
refund-stuck = { $amount } could not go back the way it came; another way is needed.
carrier-post = India Post
by-day = by { $day }
# The districts of Jharkhand; the post's list has names in English only.
district-bokaro = Bokaro
district-chatra = Chatra
district-deoghar = Deoghar
district-dhanbad = Dhanbad
district-dumka = Dumka
district-east-singhbum = East Singhbhum
district-garhwa = Garhwa
district-giridih = Giridih
district-godda = Godda
district-gumla = Gumla
district-hazaribagh = Hazaribagh
district-jamtara = Jamtara
district-khunti = Khunti
district-koderma = Koderma
district-latehar = Latehar
district-lohardaga = Lohardaga
district-pakur = Pakur
district-palamu = Palamu
district-ramgarh = Ramgarh
district-ranchi = Ranchi
district-sahebganj = Sahebganj
district-saraikela-kharsawan = Saraikela Kharsawan
district-simdega = Simdega
district-west-singhbhum = West Singhbhum
card-reaches = Arrives by { $day }, freight { $freight }
chip-pincode = To { $pin }
