# Registers: departments' lists, which come as files.
room-registers = Registers
reg-intro = Hand in your department's list of makers here. You see everything first; nobody is entered before you say so.
field-file = Choose the file of the register
    .hint = .xlsx, .ods or .csv; up to 10 MB and 20,000 rows
reg-send = Read the file
reg-no-aadhaar = Keep Aadhaar numbers out of the file. If there is one, it is removed as it is read.
reg-list = Earlier registers
reg-none = No register has come yet
    .text = Choose the first file above. Hindi or English, columns in any order.
reg-by = { $day }, { $name }
reg-machine = by machine
reg-rows-entered = { $count } entered

# How a register stands
reg-state-read = columns to be matched
reg-state-checking = being checked
reg-state-checked = look, then enter
reg-state-entering = being entered
reg-state-entered = entered
reg-state-taking_back = being taken back
reg-state-taken_back = taken back
reg-state-thrown_away = removed

# Columns
reg-columns = Match the columns
reg-columns-intro = We have guessed from the headings. Change what is wrong. Next time the same headings are known by themselves.
reg-sheets = Which sheet is to be read?
reg-sheet = { $name } ({ $count } rows)
reg-sheet-one = Sheet { $number }
reg-heading-line = In which row are the headings?
reg-heading-again = Read from this row
reg-heading-other = The headings are in another row
reg-column = Column { $letter }
reg-as = such as: { $examples }
reg-for-all = For all rows
reg-for-all-hint = Choose only if the register has no column of its own for it.
reg-block = Block
reg-craft = Craft
reg-each-row = Each row says its own
reg-settle = Next: check the rows
reg-field-name = Name
reg-field-kin = Husband's or father's name
reg-field-gender = Gender
reg-field-mobile = Mobile
reg-field-village = Village
reg-field-block = Block
reg-field-craft = Craft
reg-field-kind = Person or group
reg-field-group = Name of the group
reg-field-shg = LokOS code of the group
reg-field-pan = PAN
reg-field-account = Bank account
reg-field-ifsc = IFSC
reg-field-udyam = Udyam registration
reg-field-pehchan = Artisan's card (Pehchan)
reg-field-vishwakarma = PM Vishwakarma
reg-field-met_on = Date of meeting
reg-field-serial = Serial number
reg-field-ignored = Leave out

# One register
reg-working = Work is going on
reg-working-checking = The rows are being checked.
reg-working-entering = The rows are being entered.
reg-working-taking_back = The rows are being taken back.
reg-working-text = { $done } of { $all } rows are done. The work goes on even if you close this page.
reg-look-again = See how far it is
reg-n-fit = fit
reg-n-faulty = to put right
reg-n-twin = perhaps twice
reg-n-entered = entered
reg-n-stayed = stayed
reg-n-taken_back = taken back
reg-n-refused = not entered
reg-n-same = same person
reg-n-no_row = left out
reg-show-fit = Fit rows
reg-show-faulty = To be put right
reg-show-twin = Perhaps known already
reg-show-entered = Entered
reg-show-stayed = Stayed, because somebody has worked on them
reg-show-taken_back = Taken back
reg-show-refused = Could not be entered
reg-show-same = The same person, left out
reg-show-no_row = Totals, blanks and repeated headings, left out
reg-row = Row { $row }
reg-remark = Note
reg-enter = { $count ->
    [one]   Enter { $count } fit row
   *[other] Enter { $count } fit rows
}
reg-enter-hint = Each row is entered as a new maker. You can take it back for 24 hours.
reg-nothing-fit = No row is fit to be entered yet. Put the file right and send it again.
reg-twins-wait = { $count ->
    [one]   { $count } row may be somebody who is known already. It needs your answer and stays out until then.
   *[other] { $count } rows may be people who are known already. They need your answer and stay out until then.
}
reg-twin-case = { $name }, { $village } – entered before by { $department }
reg-twin-row = Row { $row } of this file: { $name }, { $village }
reg-another = Another
reg-same = The same
reg-all-same = All are the same, leave them out
reg-hand-back = File to hand back to the department
reg-hand-back-text = The rows that stayed out, and what to put right in each.
reg-download-xlsx = Download as Excel
reg-download-csv = Download as CSV
reg-change-columns = Change the columns
reg-throw-away = Remove this register
reg-throw-away-text = All its rows are wiped; nothing is entered.
reg-entered = { $count ->
    [one]   { $count } maker was entered
   *[other] { $count } makers were entered
}
reg-undo = Take all back
reg-undo-text = You can take it back until { $until }. Those somebody has worked on stay, and are told by name.
reg-taken-back = { $count ->
    [one]   { $count } row was taken back
   *[other] { $count } rows were taken back
}
reg-emptied = The rows of this register have been wiped
    .text = Rows are kept for seven days. The makers who were entered stay entered. You can send a corrected file again.
reg-back = All registers

# What went wrong
reg-wrong-no-file = No file came. Choose the file first, then press the button.
reg-wrong-no-name = Say which column is the name. Nobody can be entered without one.
reg-wrong-no-block = Say which column is the block, or choose one below for all rows.
reg-wrong-no-craft = Say which column is the craft, or choose one below for all rows.
reg-wrong-block = This is not one of your blocks. Choose one of yours.
reg-wrong-not-now = This register stands otherwise now. See above what can be done.
reg-wrong-nothing-fit = No row is left to be entered. Answer for those that may be twice, or send a corrected file.
reg-wrong-too-late = It is too late to take it back. Change each maker on her own page.
reg-wrong-no-row = This row or sheet cannot be found any more. Open the page again.
reg-wrong-raced = This register has just changed. Open the page again to see it.
