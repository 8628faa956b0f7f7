# What stands first in a list and why: for rule 5 of the E-Commerce Rules 2020.
ranking-title = The order in which goods are shown
ranking-lead = The Consumer Protection (E-Commerce) Rules 2020 ask every marketplace to say in plain words what its order of goods is made of. With us it is made like this.
ranking-why = How is this order made?
ranking-lists = Lists of a craft, and all goods
    .text =
        What was listed last comes first. You may choose to see the lowest or the highest price first. The front page shows the newest goods that can be had now. Goods of a feast or a season, and the order of the front page's parts, are chosen by the heads of the departments; what ends first stands first.

        Filters make a list shorter; they do not change its order. The number beside each choice tells how many goods you will see if you take it.
ranking-found = What a search finds
    .text =
        Every word you write must be in the goods: in their name, craft, maker, village or description. Hindi, English, and Hindi in Latin letters all work. How a word sounds, small slips of spelling and words that mean the same are understood too, such as basket and टोकरी.

        If a word is not found in this way, words that begin with it are looked at, and then words that differ by one letter.
ranking-first = What comes first in a search
    .text =
        The word that says what the thing is counts most, then the other words of its name. After that the name of the craft, then the maker's name, then the village; words of the description count least.

        A word that is just as you wrote it counts more; one that means the same, is only begun or differs by a letter counts less. If you write several words, what they count is added up.
ranking-reviews = How much reviews count
    .text =
        In a search, very little: at most 5 points up or down. One word you write that stands just so in a description is 6 points by itself; so reviews cannot put back goods that answer better, they part those that answer alike.

        One or two reviews change next to nothing: beside the reviews of each good four of three and a half stars are thought. In lists of a craft and on the front page reviews do not count.
ranking-equal = If two goods are equal
    .text = The one listed later comes first.
ranking-typing = Suggestions while you type
    .text = Crafts, goods and makers are suggested if a word of their name begins with what you have typed, in the order told above. What you are typing is kept nowhere for this.
ranking-not = What the order is not made of
    .text =
        Nobody can pay to stand higher; there are no advertisements on the mart. The mart's share, the maker's department, the number of sales and the way of payment do not count. In a search the price does not count either.

        All buyers see the same order: who you are, where you are and what you looked at before change nothing. The same rules hold for all makers.
ranking-wrong = If something looks wrong
    .text = The words of a search that finds nothing are counted without anybody's name, and the DC's office looks at them every week. If you still cannot find something, or the order looks wrong, tell us.
