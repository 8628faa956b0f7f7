# Groups: who makes what, whose share is how much

group-members = Members of the group
group-didi-wise = See the money member by member
group-lead = Who makes what, how much in a week, and whose rupees so far.
group-alone = You make alone
    .text = This page is for groups and cooperatives, where several women make together.
group-empty = No name yet
    .text = Add the members. Then each order is shared out by turn, and each sees her share.
group-seen = What the officer noted on her visit
group-add = Add a member
group-member-go = Keep
group-member-change = Change name, work or pieces
group-leaves = Has left the group
group-has-left = has left the group
group-left = No longer in the group
group-week = this week { $made } / { $most } pieces
group-pieces = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
group-earned = Share of what has reached buyers
group-coming = Share of what is on its way
group-all-pieces = Made so far
group-lines = What she has made
group-no-lines = No order has come to her yet.
group-line-delivered = reached the buyer
group-line-way = packed
group-line-making = being made
group-sharing = How the money is shared
group-rule = Our rule
group-rule-by_piece = By pieces
    .hint = Who made more gets more
group-rule-equal = The same for all
    .hint = Who made some of that order
group-rule-by_hours = By hours
    .hint = Write hours on the order's page; without them pieces count
group-rule-go = Keep this rule
group-ruled-by_piece = shared by pieces
group-ruled-equal = shared equally
group-ruled-by_hours = shared by hours
group-who-makes = Who makes how many
group-nobody = No member is in the group yet, so the work is not shared out.
group-change = Change who makes what
group-change-go = Keep it like this
group-ask-pieces = { $name }: pieces
group-ask-hours = { $name }: hours
group-wrong-name = Write her name, up to 80 letters.
group-wrong-capacity = Write how many pieces she can make in a week, between 1 and 10,000.
group-wrong-many = A group cannot have more than 60 members.
group-wrong-now = Who makes what is changed only after saying yes and before packing.
group-wrong-number = Write pieces and hours in digits; hours such as 1.5.
group-wrong-sum = There must be { $wanted } pieces; you wrote { $found }. Make the sum fit and press again.

field-member_name = Her name
field-member_makes = What she makes
    .hint = For example: weaving baskets, dyeing
field-member_capacity = Pieces in a week
