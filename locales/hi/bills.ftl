# बिल और काग़ज़
room-bills = बिल
room-taxes = कर
bill-kind-tax_invoice = कर बीजक
bill-kind-bill_of_supply = आपूर्ति बिल
bill-kind-cash_memo = बिक्री पर्ची
bill-kind-credit_note = क्रेडिट नोट
bill-kind-refund_voucher = वापसी पर्ची
bill-show = दिखाएँ
bill-hub-lead = जो माल यहाँ से जा रहा है, उसका बिल पार्सल के साथ भेजें।
bill-none-on = { $day } को यहाँ से कोई माल नहीं निकला, इसलिए कोई बिल नहीं।
bill-print = { $count ->
    [one]   { $count } बिल छापें
   *[other] सभी { $count } बिल छापें
}
bill-wrong-month = यह महीना नहीं है। साल और महीना ऐसे लिखें: 2026-11
bill-wrong-day = यह तारीख़ नहीं है। साल, महीना, दिन ऐसे लिखें: 2026-11-28
field-day = तारीख़
field-month = महीना
    .hint = साल-महीना, जैसे 2026-11
money-freight-tax = डाक ख़र्च का कर { $amount } भी आपको, सरकार को देने के लिए।
money-kept = क़ानून से { $amount } रोके गए, आपके नाम जमा हैं।
money-slip = भुगतान पर्ची
money-statement = खाता विवरण खोलें
money-statement-xlsx = इस महीने का विवरण Excel में
tax-lead = चुने हुए महीने में विक्रेताओं ने क्या बेचा और क़ानून से क्या रोका गया।
tax-kept-back = रोका गया कर
tax-nothing-kept = इस महीने कुछ नहीं रोका गया।
tax-seller = विक्रेता
tax-net = TCS योग्य
tax-tcs = TCS
tax-sale = बिक्री
tax-tds = TDS
tax-return-gstr8 = GSTR-8
    .text = TCS, विक्रेता के हिसाब से; अगले महीने की 10 तारीख़ तक
tax-return-26q = 26Q
    .text = TDS, विक्रेता के हिसाब से; हर तिमाही
tax-return-gstr1 = GSTR-1, पंजीकृत विक्रेताओं का
tax-nobody-registered = इस महीने किसी पंजीकृत विक्रेता का बिल नहीं।
account-tcs = रोका गया TCS, सरकार को देना है
    .why = GST के लिए विक्रेताओं से काटा; अगले महीने की 10 तक जमा करना है।
account-tds = रोका गया TDS, सरकार को देना है
    .why = आयकर के लिए विक्रेताओं से काटा।
