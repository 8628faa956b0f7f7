# Complaints at a hub: about parcels that passed through it
hubcare-lead = These complaints are about parcels of your hub. Write what you saw; an officer closes them.
hubcare-parcels = Parcels of this hub
hubcare-saw = What the hub saw when it looked
hubcare-answer = Your answer
hubcare-finding = What did you find?
hubcare-left_whole = It left here whole and packed
hubcare-still_here = It is still here
hubcare-damaged_here = It was broken or spoilt here
hubcare-never_here = It never came here
field-hub_words = A few words
    .hint = Whoever complained reads this
hubcare-photo = Photo (if you like)
    .hint = Of what was packed, or as it lies here now
hubcare-wrong-finding = Choose what you found.
hubcare-hub = The hub
