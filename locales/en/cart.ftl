# Cart, the four steps of an order, payment.
cart-title = Your cart
cart-pieces = { $count ->
    [0]     no pieces
    [one]   { $count } piece
   *[other] { $count } pieces
}
cart-empty = Your cart is empty
    .text = Choose a craft and put what you like into the cart.
cart-empty-next = See the goods
cart-change = Change
cart-remove = Remove
cart-sum = What it comes to
cart-pincode-go = See freight
cart-go = Go on to order
cart-not-yet = To go on, first enter your PIN code and put right what is marked above.
cart-nothing-added = There are no hidden charges besides this.
change = Change
go-on = Go on
checkout-step-mobile = Mobile
checkout-step-code = Code
checkout-step-address = Address
checkout-step-review = Order
checkout-mobile-title = Your mobile number
checkout-mobile-text = News of your order comes by SMS. You need no account and no password.
checkout-mobile-use = The number is used for this order only.
code-send = Send me a code by SMS
code-title = Enter the code from the SMS
code-sent = A code was sent to { $mobile }.
code-other-number = Change the number
code-wait = { $n ->
    [0]     You can ask for another code now.
    [one]   If no code comes, open this page again in { $n } second and ask for another.
   *[other] If no code comes, open this page again in { $n } seconds and ask for another.
}
code-not-come = No code yet?
code-again = Send another code
checkout-address-title = Where shall we send it?
checkout-place = District and State
checkout-pincode-change = Another PIN code can change freight and date. The next step shows the new sum.
review-title = Please check once more
review-to = Sent to
review-mobile = Mobile
review-arrives = Arrives
review-pay-by = How will you pay?
review-until = These prices and this freight are fixed until { $time }.
review-order = Place the order for { $total }
review-terms = By ordering you accept these rules:
pay-title = Now pay
pay-amount = Your order is placed. To pay: { $total }.
pay-now = Pay { $total }
pay-again = Pay { $total } now
pay-kept = The goods are kept for you until { $time }.
pay-next = What happens next
pay-next-1 = The secure page of { $company } opens. Choose UPI, card or net banking there.
pay-next-2 = After paying you come back here.
pay-next-3 = As soon as the money arrives the order is confirmed and you get an SMS.
pay-later = Cannot pay just now? The goods are kept for you until { $time }.
pay-later-link = Pay later from the page of this order.
return-paid = Paid: your order is confirmed
    .text = We received { $total }. The makers have been told. More news comes by SMS.
return-waiting = Waiting for news of your payment
    .text = The bank has not told us about { $total } yet. Look again in a few moments. Please do not pay twice.
return-failed = The money did not arrive
    .text = The payment of { $total } was not completed. Your order is still kept for you and you can pay again.
return-expired = The time ran out
    .text = { $total } did not arrive in time, so the order was closed. Put the goods in the cart again to order.
return-look-again = Look again now
return-see-order = See the order
return-money-gone = If money has left your account
    .text = Do not worry. It will either be counted for this order or go back to the same account by itself. This usually takes 5 to 7 working days.
return-to-cart = See the cart
