# छोटे हिस्से जो कई पन्नों पर आते हैं।
crumbs = आप यहाँ हैं
crumbs-home = पहला पन्ना
pager = सूची के पन्ने
pager-next = और देखें
pager-first = शुरू से देखें
steps = ऑर्डर के चरण
progress-done = हो गया
progress-now = अभी चल रहा है
progress-ahead = आगे होगा
progress-stopped = रुक गया
wrongs-title = कृपया इसे ठीक करें
quantity = कितने
quantity-less = एक कम करें
quantity-more = एक बढ़ाएँ
made-today = आज बना
price-from = { $price } से
price-each = एक का दाम { $price }
stock-ready = { $pieces ->
    [0]     अभी कुछ तैयार नहीं है
    [one]   { $pieces } नग तैयार है
   *[other] { $pieces } नग तैयार हैं
}
stock-to-order = { $days ->
    [0]     आज ही बनेगा
    [one]   { $days } दिन में बनेगा
   *[other] { $days } दिन में बनेगा
}
stock-gone = अभी बिक चुका है
stock-resting = कारीगर अभी ऑर्डर नहीं ले रहे
goods = सामान
goods-count = { $count ->
    [0]     कोई सामान नहीं
    [one]   { $count } सामान
   *[other] { $count } सामान
}
reach-maker = { $of } में से { $amount } सीधे { $maker } को मिलते हैं।
reach-all = हर { $of } में से { $amount } बनाने वालों तक पहुँचे।
totals-caption = कुल हिसाब
totals-total = कुल
totals-free = मुफ़्त
totals-tax = इसमें { $tax } कर शामिल है।
filter-title = छाँटें और क्रम बदलें
filter-craft = शिल्प
filter-any-craft = सभी शिल्प
filter-block = प्रखंड
filter-any-block = सभी प्रखंड
filter-ready = सिर्फ़ जो अभी तैयार है
filter-counted = { $what } ({ $count })
filter-bands = दाम के हिसाब से
filter-band-to = { $to } तक
filter-band = { $from } से { $to }
filter-band-from = { $from } से ऊपर
filter-sort = पहले क्या दिखे
filter-show = सामान दिखाएँ
filter-remove = हटाएँ
field-from = ₹ से
field-to = ₹ तक
field-pincode = पिनकोड
field-mobile = मोबाइल नंबर
    .hint = 10 अंक, जैसे 98765 43210। इसी पर ऑर्डर की ख़बर आएगी।
field-code = SMS में आया कोड
    .hint = 6 अंक
field-name = नाम
    .hint = जो सामान लेंगे उनका पूरा नाम
field-house = मकान और गली
    .hint = जैसे मकान 14, शिव गली
field-area = गाँव या मोहल्ला
field-landmark = पास की जानी-पहचानी जगह (न हो तो छोड़ दें)
    .hint = जैसे पुराने डाकघर के सामने
erased = मिटाया गया
