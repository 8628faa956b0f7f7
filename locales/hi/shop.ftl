# पहला पन्ना, शिल्प, खोज, सामान और कारीगर के पन्ने।
home-title = देवघर के कारीगरों का बाज़ार
home-description = देवघर ज़िले के कारीगरों का पेड़ा, लहठी, बाँस, मिट्टी और लोहे का सामान सीधे उन्हीं से ख़रीदें। UPI से पैसा दें, घर बैठे पाएँ।
home-hero = देवघर के हाथों का बना, आपके घर तक
home-hero-text = पेड़ा, लहठी, बाँस, मिट्टी, लोहा, सिलाई-कढ़ाई: दस प्रखंडों के कारीगरों और दीदी समूहों से सीधे ख़रीदें।
home-hero-go = शिल्प देखें
home-counts = { $makers } कारीगर · { $goods } सामान · 10 प्रखंड
home-crafts = क्या चाहिए?
home-new = नया सामान
home-all-goods = सारा सामान देखें
home-makers = बनाने वाले
home-how = ऑर्डर कैसे होता है
home-how-1 = पसंद करें
    .text = सामान टोकरी में रखें। कई कारीगरों का सामान एक साथ ले सकते हैं।
home-how-2 = पूरा ख़र्च देखें
    .text = पिनकोड डालते ही डाक ख़र्च और पहुँचने की तारीख़ दिखती है, पता देने से पहले।
home-how-3 = पैसा दें
    .text = UPI, कार्ड या नेट बैंकिंग से। खाता बनाने की ज़रूरत नहीं, मोबाइल नंबर काफ़ी है।
home-how-4 = घर पर पाएँ
    .text = कारीगर बनाते हैं, केंद्र पर जाँच होती है, फिर सामान आपके दरवाज़े तक आता है।
listing-title = { $craft }: देवघर के कारीगरों से
listing-empty = इस छँटाई में कोई सामान नहीं मिला
    .text = एक-दो शर्तें हटाकर देखें, या इस शिल्प का सारा सामान देखें।
listing-empty-next = सारा सामान देखें
search-all = सारा सामान
search-title = खोज: { $words }
search-meant = क्या आप यह खोज रहे थे:
search-empty = इस शब्द से कुछ नहीं मिला
    .text = छोटा या दूसरा शब्द लिखकर देखें, जैसे पेड़ा, peda, लहठी या सूप। हिन्दी या अंग्रेज़ी अक्षर, दोनों चलते हैं।
search-crafts = या शिल्प चुनें
product-title = { $name }, { $maker }
product-pictures = सामान की तस्वीरें
product-variant = कौन सा लेंगे?
product-add = टोकरी में रखें
product-story = कैसे बनता है
product-facts = पूरी जानकारी
product-more = { $maker } का और सामान
made-by = बनाने वाले:
vegetarian = शाकाहारी
non-vegetarian = मांसाहारी
price-with-tax = सभी कर सहित (GST { $rate })
price-all-in = सभी कर सहित
promise-title = आपके यहाँ कब पहुँचेगा?
promise-ask = देखें
promise-by = { $day } तक पहुँचेगा
promise-place = { $place } के लिए।
promise-freight = डाक ख़र्च { $freight }।
promise-freight-free = डाक ख़र्च नहीं लगेगा।
promise-cash = सामान पाकर नकद भी दे सकते हैं।
promise-no-cash = यहाँ पैसा पहले देना होगा।
promise-not = यहाँ नहीं पहुँच सकता
fact-generic-name = क्या है
fact-net-quantity = मात्रा
fact-mrp = अधिकतम खुदरा मूल्य (MRP)
fact-mrp-value = { $mrp } (सभी कर सहित)
fact-unit-price = इकाई दाम
fact-ingredients = सामग्री
fact-allergens = एलर्जी की जानकारी
fact-best-before = कब तक खाएँ
fact-best-before-value = { $days ->
    [0]     बनने के दिन ही
    [one]   बनने के { $days } दिन के भीतर
   *[other] बनने के { $days } दिन के भीतर
}
fact-storage = कैसे रखें
fact-fssai = FSSAI संख्या
fact-material = किस चीज़ का बना
fact-dimensions = नाप और वज़न
fact-care = रख-रखाव
fact-origin = बनने का देश
fact-seller = विक्रेता (बिल इन्हीं का)
fact-seller-address = विक्रेता का पता
fact-seller-registration = पंजीकरण
fact-returns = वापसी
fact-hsn = HSN कोड
fact-care-line = ग्राहक सेवा
maker-title = { $name }: { $craft }
maker-craft = शिल्प
maker-place = जगह
maker-members = कितने लोग
maker-members-value = { $count ->
    [0]     कोई नहीं
    [one]   { $count } सदस्य
   *[other] { $count } सदस्य
}
maker-years = कब से
maker-years-value = { $count ->
    [0]     इसी साल से
    [one]   { $count } साल से
   *[other] { $count } साल से
}
maker-vouched = किसने मिलकर जाँचा
maker-paid = मार्ट से अब तक मिले
maker-goods = इनका सामान
maker-no-goods = अभी इनका कोई सामान बिक्री पर नहीं है। कुछ दिन बाद फिर देखें।
fact-packed = पैक करके { $long } × { $broad } × { $high } सेमी, { $weight } ग्राम
measure-diameter = व्यास
measure-cm = सेमी
measure-m = मीटर
measure-ml = मिली
closed-sold-out = यह अभी बिक चुका है। कुछ दिन बाद फिर देखें, या नीचे इन्हीं का और सामान देखें।
closed-withdrawn = यह सामान अभी बिक्री पर नहीं है। नीचे इन्हीं का और सामान देखें।
craft-taught = यह कैसे बनता है, और अच्छा कैसे पहचानें?
craft-title = { $craft }: कैसे बनता है, कैसे परखें
craft-part-made = कैसे बनता है
craft-part-materials = किससे बनता है
craft-part-care = कैसे सँभालें
craft-part-look = ख़रीदते समय क्या देखें
craft-to-goods = { $craft } देखें
block-map = देवघर ज़िले के दस प्रखंड, { $block } पर निशान
