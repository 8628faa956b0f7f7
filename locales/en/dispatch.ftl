# The dispatch clock: parcels that are not answered or packed in time
room-dispatch = To call
dispatch-lead = These makers have not answered, or the day they named is past. Call them, then note it here.
dispatch-none = Nobody is to be called now.
dispatch-why = Why
dispatch-about-asked = Has not answered an order
dispatch-about-accepted = Not packed, though named for { $day }
dispatch-number = Telephone
dispatch-dial = Call
dispatch-village = Village
dispatch-parcel = Parcel
dispatch-since = To be called since
dispatch-before = Before
dispatch-absent = { $count ->
    [one]   One parcel of hers was called off because nobody answered.
   *[other] { $count } parcels of hers were called off because nobody answered; her goods rest from the second on.
}
field-dispatch_note = What was said, if you like
dispatch-called = I have called
dispatch-title = A parcel is late
dispatch-offer = One parcel is late
    .text = Its maker has not answered or not packed it in time, and we are trying to reach her. Choose what you want; nothing happens without you.
dispatch-question = What do you want?
dispatch-choose = That is what I want
dispatch-sign-in = Choose what happens
dispatch-wait = I wait
dispatch-wait-hint = It arrives by { $day }. If it is not packed by { $until }, your money goes back by itself.
dispatch-swap = Instead: { $count } × { $good } by { $maker }
dispatch-swap-back = { $village }. { $back } goes back to you. Arrives by { $day }
dispatch-swap-same = { $village }. At the same price. Arrives by { $day }
dispatch-refund = My money back
dispatch-refund-hint = The way you paid. If nothing else comes with it, with its freight.
dispatch-waiting = You wait for a late parcel
dispatch-waits = It arrives by { $day }. If it is not packed by { $until }, your money goes back by itself.
dispatch-nothing = Nothing of this order waits for your choice.
dispatch-order = To the order
dispatch-wrong-done = That is done already, or the parcel went on. Open the page again.
dispatch-wrong-like = That good is sold meanwhile or cannot be sent there. Choose again.
dispatch-wrong-choice = Choose one: wait, another good, or your money back.
own-reason-unreached = The maker could not be reached
own-reason-unanswered = Two orders were not answered
own-reason-not_waited = The buyer did not wait
own-reason-swapped = The buyer took another good
own-reason-no_second_yes = A second person said no
