# What was searched and not found, and words that mean the same: for the DC's office.
room-search = Search
finding-lead = What people searched for and did not find is counted here each week. Who searched is written down nowhere. If a word is another name of something we have, join it to the name it is found by.
finding-join = Join a word to another
finding-join-go = They mean the same
finding-group = Change words that mean the same
finding-group-go = Keep these words
finding-last-week = Not found last week
finding-this-week = Not found this week so far
finding-nothing = There is no word in this week that was not found.
finding-times = { $count ->
    [one]   { $count } time
   *[other] { $count } times
}
finding-finds = is found now
finding-list = Words that mean the same
finding-words = Words
finding-changed = Who changed them
finding-shipped = came with the mart
finding-changed-by = changed by { $name } on { $day }
finding-ended-by = taken out by { $name } on { $day }
finding-wrong-no-word = Write one word here.
finding-wrong-too-many = There are too many words, or they are too long: a group holds up to 30 words of up to 40 letters.
finding-wrong-one-word = A group needs at least two words. To take the whole group out, leave the box empty.
finding-wrong-raced = Somebody else has just changed this group. Open it again from the list below.
field-new_words = The word that people wrote
    .hint = One or several words, for example: pathiya
field-same_as = It means the same as this word
    .hint = One word by which goods are found, for example: tokri
field-group_words = Words of the group
    .hint = Leave a space between words. If you leave the box empty, the whole group is taken out.
