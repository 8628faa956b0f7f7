# SMS: who speaks, what has happened, what to do next. Two parts at most, the code in one.
# A changed text must be registered anew (DLT), or it is not delivered.
sms-code = { $code } is your DeogharMart sign-in code. It works for { $minutes } minutes. Tell it to nobody.
sms-new-order = DeogharMart: a new order, parcel { $parcel }. You earn { $amount }. Say yes or no here: { $link }
sms-order-confirmed = DeogharMart: your order is confirmed, we have { $amount }. Follow it here: { $link }
sms-parcel-called-off = DeogharMart: sorry, one parcel cannot come. { $amount } is going back to you: { $link }
sms-on-the-way = DeogharMart: your goods are on their way. Say the code { $code } at the door, never on the phone. { $link }
sms-posted = DeogharMart: your goods are in the post, number { $article }. Follow them here: { $link }
sms-delivered = DeogharMart: your goods have arrived. If something is wrong, tell us here: { $link }
sms-refunded = DeogharMart: { $amount } is back in your account. Details here: { $link }
sms-paid-out = DeogharMart: { $amount } is in your bank account. UTR { $utr }. Accounts here: { $link }
