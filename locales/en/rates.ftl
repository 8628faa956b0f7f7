# Tax rates and who answers for them.
rate-title = Tax rates
rate-lead = Each rate rests on something. Look it up, say where, and sign it: the launch gate wants every rate of what is on the shelf signed.
rate-from = from { $day } on
rate-rate = Rate, CGST and SGST together
rate-hsn = HSN
rate-begins = Holds from
rate-holds-if = Only if
rate-basis = Where it is written
rate-sure = How sure we are
rate-sign = Sign this rate
rate-sign-it = I have looked it up and sign
rate-signed-by = Signed by { $name } on { $day }. Looked up in: { $source }
field-rate_source = Where you looked it up
    .hint = Such as: CBIC, Notification 9/2025-Central Tax (Rate), Schedule I, entry 245.
rate-wrong-source = Write where you looked the rate up: the notification and its entry.
rate-wrong-changed = This rate was signed or changed a moment ago. Open it again and look.
