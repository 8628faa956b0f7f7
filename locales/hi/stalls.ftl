# स्टॉल और होटल के QR: मेले में देखा, फ़ोन से ख़रीदा, घर पहुँचा।
room-stalls = स्टॉल
stall-lead = यहीं से फ़ोन पर ख़रीदें। सामान घर पहुँचेगा, आप ख़ाली हाथ आगे बढ़ें।
stall-or-fetch = या यहाँ से ख़ुद लें: { $counter }
stall-here = इस स्टॉल का सामान
stall-others = देवघर मार्ट का और सामान
stall-all = देवघर मार्ट का सामान
stall-poster-of = पोस्टर: { $name }
stall-qr = फ़ोन का कैमरा दिखाएँ, स्टॉल का सामान खुल जाएगा
stall-poster-scan = फ़ोन के कैमरे से स्कैन करें, सामान देखें और ख़रीदें।
stall-poster-home = सामान घर पहुँचेगा। आप ख़ाली हाथ आगे बढ़ें।
stall-none-yet = अभी कोई स्टॉल नहीं है।
stall-new = नया स्टॉल
stall-enter = स्टॉल जोड़ें
stall-admin-lead = मेले का स्टॉल या होटल का कार्ड जोड़ें, उसका पोस्टर छापकर लगाएँ। जो QR स्कैन करके ख़रीदता है, वह बिक्री इसी स्टॉल की गिनी जाती है।
stall-hub-lead = बेचने के लिए स्टॉल खोलें। नीचे वह है, जो आपके केंद्र के स्टॉलों से बिका।
stall-kind = किस तरह का
stall-kind-stall = मेले या हाट का स्टॉल
stall-kind-hotel = होटल, धर्मशाला या दुकान
stall-state-open = लगा है
stall-state-shut = हटा दिया गया
stall-counter = ख़ुद लेने का काउंटर
stall-no-counter = कोई नहीं, सामान घर जाएगा
stall-makers = किन कारीगरों का सामान रखा है (कोई न चुनें तो सबका)
stall-goods-of = किसका सामान
stall-all-goods = सबका
stall-address = QR का पता
stall-poster = पोस्टर छापें
stall-shut = स्टॉल हटाएँ
stall-sales = इस स्टॉल से बिक्री
stall-no-sales = अभी तक इस QR से कुछ नहीं बिका।
stall-sold = { $count ->
    [0] अभी कोई ऑर्डर नहीं
    [one] { $count } ऑर्डर
   *[other] { $count } ऑर्डर
}
stall-until = { $day } तक
stall-when = कब
stall-way = कैसे
stall-brought = घर
stall-across = स्टॉल पर दिया
stall-fetched = काउंटर से
stall-stands = हाल
stall-order-placed = भुगतान बाक़ी
stall-order-confirmed = बन रहा है
stall-order-completed = मिल गया
stall-order-cancelled = रद्द
stall-order-expired = समय बीता
stall-pieces = नग
stall-goods = सामान का दाम
field-stall_hi = स्टॉल का नाम, हिंदी में
field-stall_en = स्टॉल का नाम, अंग्रेज़ी में
stall-wrong-kind = चुनें कि स्टॉल है या होटल।
stall-wrong-counter = सूची से काउंटर चुनें, या कोई न चुनें।
stall-wrong-makers = सूची से कारीगर चुनें।
