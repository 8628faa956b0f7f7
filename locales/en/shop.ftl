# Front page, crafts, search, goods and makers.
home-title = The market of Deoghar's artisans
home-description = Buy peda, lahthi, bamboo, clay and iron goods straight from the artisans of Deoghar district. Pay by UPI, receive at home.
home-hero = Made by hand in Deoghar, brought to your home
home-hero-text = Peda, lahthi, bamboo, clay, iron, stitching and embroidery: buy straight from the artisans and didi groups of ten blocks.
home-hero-go = See the crafts
home-counts = { $makers } makers · { $goods } goods · 10 blocks
home-crafts = What do you need?
home-new = New goods
home-all-goods = See all goods
home-makers = The makers
home-how = How an order goes
home-how-1 = Choose
    .text = Put goods in your cart. You can take goods of several makers together.
home-how-2 = See the whole cost
    .text = Enter your PIN code to see freight and the date of arrival, before you give an address.
home-how-3 = Pay
    .text = By UPI, card or net banking. No account needed, a mobile number is enough.
home-how-4 = Receive at home
    .text = The makers make it, the centre checks it, and the goods come to your door.
listing-title = { $craft } from the artisans of Deoghar
listing-empty = No goods match these filters
    .text = Take away a filter or two, or see all goods of this craft.
listing-empty-next = See all goods
search-all = All goods
search-title = Search: { $words }
search-meant = Did you mean:
search-empty = Nothing was found for this word
    .text = Try a shorter or another word, such as peda, पेड़ा, lahthi or soop. Hindi and English letters both work.
search-crafts = Or choose a craft
product-title = { $name } by { $maker }
product-pictures = Pictures of the goods
product-variant = Which one would you like?
product-add = Put in the cart
product-story = How it is made
product-facts = All details
product-more = More from { $maker }
made-by = Made by
vegetarian = Vegetarian
non-vegetarian = Not vegetarian
price-with-tax = all taxes included (GST { $rate })
price-all-in = all taxes included
promise-title = When will it reach you?
promise-ask = Check
promise-by = Arrives by { $day }
promise-place = To { $place }.
promise-freight = Freight { $freight }.
promise-freight-free = No freight is charged.
promise-cash = You can also pay cash when it arrives.
promise-no-cash = It has to be paid beforehand here.
promise-not = It cannot be sent here
fact-generic-name = What it is
fact-net-quantity = Net quantity
fact-mrp = Maximum retail price (MRP)
fact-mrp-value = { $mrp } (all taxes included)
fact-unit-price = Unit price
fact-ingredients = Ingredients
fact-allergens = Allergens
fact-best-before = Best before
fact-best-before-value = { $days ->
    [0]     on the day it is made
    [one]   within { $days } day of making
   *[other] within { $days } days of making
}
fact-storage = How to keep it
fact-fssai = FSSAI number
fact-material = Made of
fact-dimensions = Size and weight
fact-care = Care
fact-origin = Country of origin
fact-seller = Seller (who makes out the bill)
fact-seller-address = Seller's address
fact-seller-registration = Registration
fact-returns = Returns
fact-hsn = HSN code
fact-care-line = Customer care
maker-title = { $name }: { $craft }
maker-craft = Craft
maker-place = Place
maker-members = How many people
maker-members-value = { $count ->
    [0]     nobody
    [one]   { $count } member
   *[other] { $count } members
}
maker-years = Since when
maker-years-value = { $count ->
    [0]     since this year
    [one]   for { $count } year
   *[other] for { $count } years
}
maker-vouched = Visited and checked by
maker-paid = Paid through the mart so far
maker-goods = Goods of this maker
maker-no-goods = No goods of this maker are on sale now. Please look again in a few days.
fact-packed = packed { $long } × { $broad } × { $high } cm, { $weight } g
measure-diameter = diameter
measure-cm = cm
measure-m = m
measure-ml = ml
closed-sold-out = This is sold out. Look again in a few days, or see more from the same maker below.
closed-withdrawn = This is not on sale at present. See more from the same maker below.
craft-taught = How is it made, and how do I know a good one?
craft-title = { $craft }: how it is made, what to look for
craft-part-made = How it is made
craft-part-materials = What it is made of
craft-part-care = How to look after it
craft-part-look = What to look for
craft-to-goods = See { $craft }
block-map = The ten blocks of Deoghar district, { $block } marked
