# A maker's telephone: several makers on one, and the PIN.
who-title = Who are you?
who-text = These makers share this number. Press your picture or name.
who-others = Other makers on this phone
pin-title = PIN of this phone
pin-text = Choose a PIN of four digits. This phone then opens your work with it, without a code by SMS.
pin-has = You have a PIN on this phone. You may choose a new one.
pin-set = Set the PIN
pin-change = Set the new PIN
pin-forget = Remove the PIN from this phone
pin-is-set = The PIN is set. Next time this phone opens with it.
pin-is-forgotten = The PIN is gone. Next time you need the code by SMS.
field-pin = PIN, four digits
    .hint = Tell it to nobody
field-pin_again = The same PIN again
wrong-pin-four = Write four digits that you will remember.
wrong-pin-easy = This PIN is easy to guess. Do not take 1234, 1111 or the last digits of your mobile; choose another.
wrong-pin-again = Write the same PIN in both places.
wrong-pin = This is not the PIN. { $left ->
    [one]   You can try { $left } more time, then the code by SMS is needed.
   *[other] You can try { $left } more times, then the code by SMS is needed.
}
pin-over = The PIN does not work on this phone any more
    .text = It was written wrongly too often, or it was removed. Write your mobile number below and a code comes by SMS. Then set a new PIN.
pin-who = Press your name and write your PIN.
pin-or-code = Or with a code by SMS
pin-you = Is this you?
pin-go = Open
pin-not-you = This is not me, or I forgot the PIN
