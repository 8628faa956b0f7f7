# The page of an order and the list of orders.
order-title = Order { $code }
order-code = Order number
order-placed = placed { $time }
order-payment = Payment
order-address = Address
order-address-masked = Sign in to see the whole address.
order-help = Need help?
order-cancel = Cancel the order
    .text = It is cancelled without any charge until a maker has said yes.
parcel-n = { $of ->
    [one]   Parcel
   *[other] Parcel { $n } of { $of }
}
door-code = Tell this code when you receive the goods
    .text = Only when the goods are in your hands. Never tell it on the telephone.
orders-title = My orders
orders-empty = No orders yet
    .text = Orders placed with this mobile number will stand here.
parcel-with = comes together with parcel { $n }
