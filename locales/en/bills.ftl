# Bills and papers
room-bills = Bills
room-taxes = Taxes
bill-kind-tax_invoice = Tax invoice
bill-kind-bill_of_supply = Bill of supply
bill-kind-cash_memo = Cash memo
bill-kind-credit_note = Credit note
bill-kind-refund_voucher = Refund voucher
bill-show = Show
bill-hub-lead = Send the bill along with the parcel that leaves here.
bill-none-on = Nothing left here on { $day }, so there is no bill.
bill-print = { $count ->
    [one]   Print { $count } bill
   *[other] Print all { $count } bills
}
bill-wrong-month = This is no month. Write year and month like this: 2026-11
bill-wrong-day = This is no date. Write year, month and day like this: 2026-11-28
field-day = Day
field-month = Month
    .hint = Year and month, such as 2026-11
money-freight-tax = With { $amount } of tax inside the freight, for you to hand on.
money-kept = The law kept back { $amount }; it stands to your credit.
money-slip = Payout slip
money-statement = Open the statement
money-statement-xlsx = This month's statement for Excel
tax-lead = What sellers supplied in the chosen month, and what the law had kept back.
tax-kept-back = Kept back
tax-nothing-kept = Nothing was kept back in this month.
tax-seller = Seller
tax-net = Net for TCS
tax-tcs = TCS
tax-sale = Sales
tax-tds = TDS
tax-return-gstr8 = GSTR-8
    .text = TCS, seller by seller; by the 10th of the next month
tax-return-26q = 26Q
    .text = TDS, seller by seller; each quarter
tax-return-gstr1 = GSTR-1 of registered sellers
tax-nobody-registered = No registered seller has a bill in this month.
account-tcs = TCS kept back, owed to the government
    .why = Kept of sellers for GST; due by the 10th of the next month.
account-tds = TDS kept back, owed to the government
    .why = Kept of sellers for income tax.
