# SMS: who speaks, what has happened, what to do next. Two parts at most, the code in one.
# A changed text must be registered anew (DLT), or it is not delivered.
sms-code = { $code } is your DeogharMart sign-in code. It works for { $minutes } minutes. Tell it to nobody.
sms-order-confirmed = DeogharMart: your order is confirmed, we have { $amount }. Follow it here: { $link }
sms-parcel-called-off = DeogharMart: sorry, one parcel cannot come. { $amount } is going back to you: { $link }
sms-on-the-way = DeogharMart: your goods are on their way. Say the code { $code } at the door, never on the phone. { $link }
sms-posted = DeogharMart: your goods are in the post, number { $article }. Follow them here: { $link }
sms-delivered = DeogharMart: your goods have arrived. If something is wrong, tell us here: { $link }
sms-refunded = DeogharMart: { $amount } is back in your account. Details here: { $link }
sms-paid-out = DeogharMart: { $amount } is in your bank account. UTR { $utr }. Accounts here: { $link }
# Makers answer by SMS: { $reply } is the number to write to.
sms-new-order = DeogharMart: order { $number }: { $goods }. You earn { $amount }. Send to { $reply }: HAAN { $number } 3 (3 days) or NAHI { $number }
sms-order-line = DeogharMart: order { $number } has this: { $goods }. Count everything before you pack.
sms-re-accepted = DeogharMart: your yes to order { $number } is noted. Make it by { $day }, then write TAIYAR { $number }
sms-re-declined = DeogharMart: order { $number } is called off and the buyer gets the money back. You need do nothing.
sms-re-packed = DeogharMart: { $number } is noted as packed. Write { $parcel } on the parcel and bring it to { $hub }.
sms-re-why = DeogharMart: why not order { $number }? After NAHI { $number } write 1 no material, 2 no time, 3 home, 4 not made any more
sms-re-day = DeogharMart: in how many days will it be ready? Write 0 to 60, as in HAAN { $number } 3
sms-re-which = DeogharMart: which order? Yours: { $numbers }. Write the number after the word, as in HAAN 4821 3
sms-re-none = DeogharMart: no order of yours is waiting. A new one comes by SMS. To ask for your money write PAISA
sms-re-not-now = DeogharMart: this cannot be changed for order { $number } any more. If you have a question, call { $help }.
sms-re-money = DeogharMart: { $name }, { $owed } is still to come, { $paid } has reached your bank. Questions: { $help }
sms-re-help = DeogharMart: call { $help }. By SMS: HAAN, NAHI, TAIYAR and the order's number; money: PAISA; orders: ORDER
sms-re-unclear = DeogharMart: not understood. Write HAAN 4821 3, NAHI 4821 or TAIYAR 4821 with your order's number. Help: MADAD
sms-re-stranger = DeogharMart: this number is for makers, and your mobile is not known here. To join or ask, call { $help }.
sms-re-aadhaar = DeogharMart: never send an Aadhaar number; we have not kept it. Write again with the order's number, as in HAAN 4821 3
sms-consent-code = Say { $code } to the officer only if you agree to sell "{ $good }" for { $price }. DeogharMart
sms-agreed = DeogharMart: you agreed to sell "{ $good }". To say no: { $link }
sms-listed = DeogharMart: "{ $good }" is on sale for { $price }. To stop it: { $link }
sms-consent-ended = DeogharMart: "{ $good }" is no longer sold in your name. See: { $link }
sms-inspected-approved = DeogharMart: the inspection found "{ $good }" right.
sms-inspected-on-hold = DeogharMart: mend "{ $good }": { $note }. An officer will look again.
sms-inspected-not-approved = DeogharMart: do not sell "{ $good }" for now: { $note }. Please speak to the officer.
sms-bank-code = Say { $code } to the officer only if your money should go to account { $account }. DeogharMart
sms-bank-changes = DeogharMart: in 24 hours your money goes to account { $account }. Not your wish? Stop it: { $link }
sms-bank-holds = DeogharMart: your money now goes to account { $account }. See your accounts: { $link }
sms-bank-stopped = DeogharMart: account { $account } was not added. Money comes as before.
