# The tally: the mart's books, the payment company and the bank.
room-tally = Tally
tally-title = Three-way match
tally-lead = The mart's books, the payment company's report and the bank's statement are laid beside each other every night. A difference of one paisa shows here.
tally-fits = Everything fits
    .text = All that could be laid beside each other so far fits to the paisa.
tally-differs = { $count ->
    [one]   { $count } place does not fit
   *[other] { $count } places do not fit
}
tally-differs-text = The oldest is first. Open a line: it says what each side says and what to do now.
tally-stated = The bank's statement reaches up to { $day }. What came later cannot be matched with the bank yet.
tally-never-stated = No statement of the bank has come yet. Download it from the bank as CSV or Excel and bring it below.
tally-statement = Bring a bank statement
tally-statements = Statements brought
tally-ask = Ask the payment company again
tally-ask-go = Ask and match now
tally-ended = What is settled
tally-age = { $days ->
    [0]     since today
    [one]   for { $days } day ({ $day })
   *[other] for { $days } days ({ $day })
}
tally-wrong-not-now = It stands otherwise by now. Open the page again and look.
tally-wrong-not-bookable = This cannot be booked as a fee. Close it with a reason, or wait until it fits.
tally-wrong-same-person = Whoever asked cannot agree. Ask another person of finance.
tally-wrong-word = Write in a few words what it is, then send.
tally-wrong-columns = No columns of dates and amounts (or debit and credit) were found in this file. Download the statement from the bank as CSV or Excel and bring that file.
tally-wrong-too-many = At most 20,000 lines in one file. Bring the statement month by month.
tally-wrong-day = Choose a day of the last year, up to today.
fin-tally-differs = { $count ->
    [one]   Tally: { $count } place does not fit
   *[other] Tally: { $count } places do not fit
}
    .text = The mart's books, the payment company and the bank say different things. Open it and see what each says.
    .link = Open the tally
wait-gaps = Money that does not fit
    .text = In how many places the mart's books, the payment company and the bank differ. Finance looks after them.
field-statement = The statement's file
    .hint = CSV or Excel as the bank gives it; the letterhead may stay
field-tally_day = Up to which day
    .hint = Reports of that day and the five days before are asked for
field-gap_word = Which fee is it
    .hint = For example: SMS charges of November, seen on the bank's bill
field-gap_explained = The reason
    .hint = For example: the payment company put it right in the next report, with its ticket number

gap-not-settled = The payment company has not sent it yet
    .next = Go to the tally and ask the payment company again. If it still does not come, write to the company with the number: the money is with them.
gap-not-ours = The report names a number that is not in our books
    .next = Open the number on the payment company's page and see which order it is. If it is not ours, write to the company.
gap-other-amount = Another amount in the report
    .next = Look at the amount on the payment company's page and write to the company. Nothing was changed in the books.
gap-other-fee = Another fee than was told
    .next = Compare it with your list of fees. If it is right, two people enter the rest of the fee; if not, write to the company.
gap-twice = The same thing twice in the report
    .next = See how often the money came to the bank. The second line was not entered. Write to the company.
gap-strange = The payment company added or took something
    .next = Look up the reason of this number on the company's page. If it is a fee, two people enter it.
gap-not-at-bank = Not in the bank's statement
    .next = See whether the statement is whole, then give the bank the UTR and ask where the money is.
gap-bank-other = Another amount at the bank
    .next = Give the bank and the payment company this UTR and ask both. Nothing was changed in the books.
gap-bank-not-ours = An amount at the bank that is not in our books
    .next = The bank's words are below. If it is a charge or interest, two people enter it; if not, find out and write the reason.
gap-lead = { $amount } is in question.
gap-nothing = nothing
gap-ours = Our books say
gap-gateway = The payment company says
gap-bank = The bank says
gap-next = What to do now
gap-stands = How it stands
gap-open = Open
gap-asked = Waits for a second person
gap-explained = Explained
gap-booked = Entered by two people
gap-gone = Fits by now
gap-day = Of which day
gap-found = When it was found
gap-reference = Number
gap-bank-words = The bank's words
gap-said = Who wrote what
gap-decided = Who agreed
gap-ended = When it ended
gap-entries = See the entries of the books
gap-book-two = If it is a fee or interest, enter it. Money moves by it, so a second person must agree.
gap-book = Ask for it to be entered as a fee
gap-explain-fold = Close it without entering anything
gap-explain = Close it with this reason
gap-yours = You have asked for it to be entered. Now another person of finance has to agree.
gap-agree = It is right, enter it
gap-refuse = It is not right, open it again

stm-look = Read the file and show it
stm-lead = A statement of the bank: look first, then take it in.
stm-is-shown = Only shown for now
stm-shown-text = { $count } lines were read, { $known } of them are known. { $faulty } rows are to be looked at. When it is taken in, each new line counts once.
stm-is-taken = Taken in
stm-taken-text = Of { $count } lines { $new } were new; the others were known and did not count again.
stm-take = Take the statement in and match
stm-faulty = Rows that did not read well
stm-lines = Lines that were read
stm-row = Row
stm-why = What is missing
stm-stood = What stood there
stm-fault-no_day = No date that reads. This row is not taken in.
stm-fault-no_amount = No amount that reads. This row is not taken in.
stm-fault-both = Money comes and leaves in one row. This row is not taken in.
stm-fault-jumps = What is left does not follow from the row before: a row between may be missing. This row is taken in.
stm-day = Day
stm-words = The bank's words
stm-amount = Amount
stm-known = Known?
stm-line-known = known
stm-line-new = new
stm-taken = Taken in, { $new } new
stm-shown = Only shown
stm-brought = Brought
stm-taken-at = Taken in
stm-back = Back to the tally

account-bank-charges = Bank charges
    .why = What the bank keeps for itself, less what it pays as interest.
account-fee-tax = GST on the gateway's fee
    .why = GST inside the payment company's fee; it can be claimed from the tax office.
entry-settled = The payment company has paid into the bank
    .why = The payment company has handed what it held on to the mart's bank account.
entry-corrected = Two people entered a fee
    .why = What did not fit was entered by two people as a fee or interest.
settled-bring = What the second payment company has handed on
settled-take = Take it in and match
field-settlement = The settlement's file
    .hint = CSV or Excel from Hyperswitch or its processor: settlement, UTR, payment, amount, fee, tax, day; what was taken in before is not counted again
settled-wrong-columns = No columns of a settlement (settlement, UTR, payment, amount, day) were found in this file, or no line below them. Download the settlement report and bring that file.
settled-wrong-row = Row { $row } does not read, so nothing was taken in. Look at its number, amounts and day, then bring the file again.
settled-wrong-some-row = A row does not read, so nothing was taken in. Look at the file and bring it again.
