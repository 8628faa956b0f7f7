# Stalls and cards in hotels: seen at the mela, bought on the phone, brought home.
room-stalls = Stalls
stall-lead = Buy here on your phone. It is brought to your home, and you walk on with free hands.
stall-or-fetch = or fetch it at { $counter }
stall-here = At this stall
stall-others = More at DeogharMart
stall-all = What DeogharMart has
stall-poster-of = Poster: { $name }
stall-qr = Point the camera of a phone at it: the goods of the stall open
stall-poster-scan = Scan with the camera of your phone, look and buy.
stall-poster-home = It is brought to your home. Walk on with free hands.
stall-none-yet = There is no stall yet.
stall-new = A new stall
stall-enter = Enter the stall
stall-admin-lead = Enter a stall at a mela or a card in a hotel, print its poster and hang it up. Whoever buys after scanning it counts for this stall.
stall-hub-lead = Open a stall to sell at it. Below is what was sold at your hub's stalls.
stall-kind = What it is
stall-kind-stall = Stall at a mela or haat
stall-kind-hotel = Hotel, dharamshala or shop
stall-state-open = Standing
stall-state-shut = Taken down
stall-counter = Counter to fetch at
stall-no-counter = None, goods go home
stall-makers = Whose goods lie there (nobody chosen: all goods)
stall-goods-of = Whose goods
stall-all-goods = All
stall-address = What the code says
stall-poster = Print the poster
stall-shut = Take the stall down
stall-sales = Sold through this stall
stall-no-sales = Nothing was sold through this code yet.
stall-sold = { $count ->
    [0] no order yet
    [one] { $count } order
   *[other] { $count } orders
}
stall-until = until { $day }
stall-when = When
stall-way = How
stall-brought = Home
stall-across = By hand
stall-fetched = Counter
stall-stands = Standing
stall-order-placed = Unpaid
stall-order-confirmed = In making
stall-order-completed = Arrived
stall-order-cancelled = Called off
stall-order-expired = Ran out
stall-pieces = Pieces
stall-goods = Goods
field-stall_hi = Name of the stall, in Hindi
field-stall_en = Name of the stall, in English
stall-wrong-kind = Choose whether it is a stall or a hotel.
stall-wrong-counter = Choose a counter of the list, or none.
stall-wrong-makers = Choose makers of the list.
