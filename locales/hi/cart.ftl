# टोकरी, ऑर्डर के चार चरण, भुगतान।
cart-title = आपकी टोकरी
cart-pieces = { $count ->
    [0]     कोई नग नहीं
    [one]   { $count } नग
   *[other] { $count } नग
}
cart-empty = टोकरी अभी ख़ाली है
    .text = कोई शिल्प चुनें और जो अच्छा लगे उसे टोकरी में रखें।
cart-empty-next = सामान देखें
cart-change = बदलें
cart-remove = हटाएँ
cart-sum = कुल हिसाब
cart-pincode-go = डाक ख़र्च देखें
cart-go = ऑर्डर करने आगे बढ़ें
cart-not-yet = आगे बढ़ने के लिए पहले अपना पिनकोड डालें और ऊपर लिखी बातें ठीक करें।
cart-nothing-added = इसके अलावा कोई छिपा ख़र्च नहीं है।
change = बदलें
go-on = आगे बढ़ें
checkout-step-mobile = मोबाइल
checkout-step-code = कोड
checkout-step-address = पता
checkout-step-review = ऑर्डर
checkout-mobile-title = आपका मोबाइल नंबर
checkout-mobile-text = ऑर्डर की ख़बर SMS से आएगी। खाता या पासवर्ड नहीं चाहिए।
checkout-mobile-use = नंबर सिर्फ़ इस ऑर्डर के काम आएगा।
code-send = SMS में कोड मँगाएँ
code-title = SMS में आया कोड लिखें
code-sent = { $mobile } पर कोड भेजा गया है।
code-other-number = नंबर बदलें
code-wait = { $n ->
    [0]     अब दूसरा कोड मँगा सकते हैं।
    [one]   कोड न आए तो { $n } सेकंड बाद यह पेज दोबारा खोलें और दूसरा मँगाएँ।
   *[other] कोड न आए तो { $n } सेकंड बाद यह पेज दोबारा खोलें और दूसरा मँगाएँ।
}
code-not-come = कोड नहीं आया?
code-again = दूसरा कोड मँगाएँ
checkout-address-title = सामान कहाँ भेजें?
checkout-place = ज़िला और राज्य
checkout-pincode-change = पिनकोड बदलने पर डाक ख़र्च और तारीख़ बदल सकते हैं। नया हिसाब अगले चरण में दिखेगा।
review-title = एक बार देख लें
review-to = कहाँ भेजें
review-mobile = मोबाइल
review-arrives = कब पहुँचेगा
review-pay-by = पैसा कैसे देंगे?
review-until = यह दाम और डाक ख़र्च { $time } तक पक्का है।
review-order = { $total } का ऑर्डर करें
review-terms = ऑर्डर करने पर ये नियम लागू होंगे:
pay-title = अब पैसा दें
pay-amount = ऑर्डर दर्ज हो गया। देना है { $total }।
pay-now = { $total } दें
pay-again = { $total } अभी दें
pay-kept = { $time } तक सामान आपके लिए रखा है।
pay-next = आगे क्या होगा
pay-next-1 = { $company } का सुरक्षित पेज खुलेगा। वहाँ UPI, कार्ड या नेट बैंकिंग चुनें।
pay-next-2 = पैसा देने के बाद आप यहीं लौट आएँगे।
pay-next-3 = पैसा मिलते ही ऑर्डर पक्का होगा और SMS आएगा।
pay-later = अभी नहीं दे सकते? सामान { $time } तक आपके लिए रखा है।
pay-later-link = बाद में इस ऑर्डर के पेज से दें।
return-paid = पैसा मिल गया, ऑर्डर पक्का है
    .text = { $total } मिल गए। कारीगरों को ख़बर कर दी गई है। आगे की ख़बर SMS से आएगी।
return-waiting = भुगतान की ख़बर आ रही है
    .text = बैंक से { $total } की ख़बर अभी नहीं आई है। कुछ पल बाद फिर देखें। दोबारा पैसा न दें।
return-failed = पैसा नहीं पहुँचा
    .text = { $total } का भुगतान पूरा नहीं हुआ। ऑर्डर अब भी आपके लिए रखा है, फिर से पैसा दे सकते हैं।
return-expired = समय पूरा हो गया
    .text = { $total } समय पर नहीं मिले, इसलिए ऑर्डर बंद हो गया। सामान फिर से टोकरी में रखकर ऑर्डर करें।
return-look-again = अभी फिर देखें
return-see-order = ऑर्डर का पेज देखें
return-money-gone = अगर आपका पैसा कट गया है
    .text = घबराएँ नहीं। कटा हुआ पैसा या तो इस ऑर्डर में जुड़ जाएगा, या अपने आप उसी खाते में लौट आएगा। इसमें आम तौर पर 5 से 7 कामकाजी दिन लगते हैं।
return-to-cart = टोकरी देखें
