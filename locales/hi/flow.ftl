# ख़रीदने के रास्ते की बातें: कारण, चेतावनी, पार्सल और पैसे की स्थिति।
craft-about = देवघर ज़िले के कारीगरों का { $craft }। दाम में कर शामिल है और पैसा बनाने वाले तक पहुँचता है।
sort-newest = नया पहले
sort-cheapest = सस्ता पहले
sort-dearest = महँगा पहले
order-newest = जो सामान सबसे बाद में जुड़ा, वह पहले है।
order-cheapest = जिसका दाम सबसे कम है, वह पहले है।
order-dearest = जिसका दाम सबसे ज़्यादा है, वह पहले है।
order-likeness = जिसका नाम आपके लिखे शब्द से सबसे ज़्यादा मिलता है, वह पहले है।
chip-from = { $price } से
chip-to = { $price } तक
per-kg = प्रति किलो
per-litre = प्रति लीटर
per-piece = प्रति नग
variant-mrp = MRP { $mrp }
returns-short = ख़राब या ग़लत सामान आए तो 7 दिन के भीतर बताएँ। बदलकर देंगे या पैसा लौटाएँगे।
returns-food-short = खाने की चीज़ वापस नहीं ली जाती। ख़राब आए तो फ़ोटो भेजें, पैसा लौटाया जाएगा।
class-regular = GST में पंजीकृत
class-composition = GST कंपोज़िशन योजना में। बिल में कर अलग से नहीं लगता।
class-enrolled = GST में पंजीकृत नहीं, नामांकन संख्या है
class-unenrolled = पंजीकृत संस्था के माध्यम से
why-withdrawn = यह सामान अभी बिक्री पर नहीं है। इसे हटाकर आगे बढ़ें।
why-sold-out = यह अभी बिक चुका है। इसे हटाकर आगे बढ़ें या बाद में फिर देखें।
why-only = { $left ->
    [0]     यह अभी बिक चुका है।
    [one]   अभी सिर्फ़ { $left } नग मिल सकता है। संख्या कम करें।
   *[other] अभी सिर्फ़ { $left } नग मिल सकते हैं। संख्या कम करें।
}
why-inside-state = इनका सामान अभी सिर्फ़ झारखंड के भीतर बिक सकता है। झारखंड का पिनकोड डालें या इसे हटाएँ।
why-would-spoil = वहाँ पहुँचते-पहुँचते यह ताज़ा नहीं रहेगा। पास का पिनकोड डालें या इसे हटाएँ।
why-no-licence = इनका FSSAI लाइसेंस अभी चालू नहीं है। इसे हटाकर आगे बढ़ें।
why-needs-aggregator = यह अभी नहीं बिक सकता: कारीगर की ओर से बेचने वाला तय नहीं है। इसे हटाकर आगे बढ़ें।
why-too-heavy = इतना वज़न डाक से नहीं जा सकता। संख्या कम करें।
arrives-on = { $day } को पहुँचेगा
arrives-between = { $from } से { $to } के बीच पहुँचेगा
total-goods = सामान
total-freight = डाक ख़र्च
total-freight-n = डाक ख़र्च, खेप { $n }
total-lacks-freight = डाक ख़र्च पिनकोड डालने पर जुड़ेगा।
wrong-price = रुपये अंकों में लिखें, जैसे 250।
wrong-pincode = पिनकोड के 6 अंक लिखें, जैसे 814112।
wrong-no-such-pin = ऐसा कोई पिनकोड नहीं मिला। अंक फिर से देखकर लिखें।
wrong-mobile = 10 अंकों का मोबाइल नंबर लिखें, जैसे 98765 43210।
wrong-name = सामान लेने वाले का नाम लिखें।
wrong-house = मकान नंबर और गली लिखें।
wrong-area = गाँव या मोहल्ले का नाम लिखें।
wrong-line-too-long = इसे 120 अक्षरों में लिखें।
wrong-quantity = संख्या 1 से 50 के बीच लिखें।
wrong-no-variant = कौन सा लेंगे, यह चुनें और फिर टोकरी में रखें।
wrong-too-much = एक ऑर्डर में इतना सामान नहीं आ सकता। टोकरी से कुछ कम करके फिर करें।
wrong-basket-empty = टोकरी ख़ाली है। पहले सामान चुनें।
wrong-not-sold = इस बीच कुछ सामान बिक गया। टोकरी खोलकर देखें, जो बचा है उसका ऑर्डर करें। पैसा नहीं कटा है।
wrong-quote-expired = यह हिसाब पुराना हो गया है। टोकरी से फिर आगे बढ़ें, नया हिसाब बनेगा। पैसा नहीं कटा है।
wrong-other-pin = पता दूसरे पिनकोड का है, इसलिए डाक ख़र्च बदल सकता है। पता फिर से भेजें, नया हिसाब दिखेगा।
wrong-key-reused = यही अनुरोध संख्या किसी और काम में आ चुकी है। नई संख्या के साथ भेजें।
wrong-not-now = यह काम अब नहीं हो सकता, क्योंकि इस बीच आगे की बात हो चुकी है। पेज दोबारा खोलकर देखें।
wrong-day = आज से दो महीने के भीतर की कोई तारीख़ चुनें।
wrong-no-reason = कारण दो-चार शब्दों में लिखें।
wrong-too-many-codes = { $minutes ->
    [0]     अब दूसरा कोड मँगा सकते हैं।
    [one]   इस नंबर पर तीन कोड भेजे जा चुके हैं। { $minutes } मिनट बाद फिर मँगाएँ।
   *[other] इस नंबर पर तीन कोड भेजे जा चुके हैं। { $minutes } मिनट बाद फिर मँगाएँ।
}
wrong-no-more-codes = अभी बहुत लोग कोड मँगा रहे हैं। एक घंटे बाद फिर करें या हमें फ़ोन करें।
wrong-code = { $left ->
    [0]     यह कोड सही नहीं है। नया कोड मँगाएँ।
    [one]   यह कोड सही नहीं है। SMS देखकर फिर लिखें, { $left } बार और लिख सकते हैं।
   *[other] यह कोड सही नहीं है। SMS देखकर फिर लिखें, { $left } बार और लिख सकते हैं।
}
wrong-code-spent = यह कोड अब नहीं चलेगा। नीचे से नया कोड मँगाएँ।
fault-form = यह फ़ॉर्म पुराना हो गया है या हमारे पेज से नहीं आया। पिछला पेज दोबारा खोलें और फिर भेजें। कुछ भी बदला नहीं है।
parcel-planned = भुगतान का इंतज़ार
parcel-asked = कारीगर से पूछा गया
parcel-accepted = कारीगर ने हाँ कहा, बन रहा है
parcel-packed = पैक हो गया
parcel-at-hub = केंद्र पर जाँच हो गई
parcel-shipped = रास्ते में है
parcel-delivered = पहुँच गया
parcel-declined = नहीं भेजा जा सका, पैसा लौटाया गया
parcel-cancelled = बंद हो गया
order-placed-short = भुगतान बाक़ी है
    .text = सामान आपके लिए रखा है। { $total } देते ही ऑर्डर पक्का हो जाएगा।
order-confirmed = ऑर्डर पक्का है
    .text = { $day } तक पहुँच जाएगा। हर क़दम की ख़बर SMS से आएगी।
order-completed = ऑर्डर पूरा हुआ
    .text = जो सामान भेजा गया वह पहुँच गया। देवघर के कारीगरों की ओर से धन्यवाद।
order-cancelled = ऑर्डर रद्द हुआ
    .text = कारीगर सामान नहीं भेज सके। पूरा पैसा { $total } लौटाया जा रहा है।
order-expired = समय पूरा हो गया, ऑर्डर बंद है
    .text = समय पर भुगतान नहीं मिला। पैसा कटा हो तो अपने आप लौट आएगा। सामान चाहिए तो फिर से ऑर्डर करें।
payment-paid = { $amount } मिल गए।
payment-open = { $amount } मिलना बाक़ी है।
payment-failed = { $amount } का पिछला भुगतान पूरा नहीं हुआ। फिर से दे सकते हैं।
payment-closed = भुगतान नहीं मिला।
refund-on-way = { $amount } लौटाए जा रहे हैं, 5 से 7 कामकाजी दिन लगेंगे।
refund-done = { $amount } लौटा दिए गए।
refund-stuck = { $amount } पुराने रास्ते से नहीं लौटे; दूसरा रास्ता चाहिए।
carrier-post = भारतीय डाक
by-day = { $day } तक
# झारखंड के ज़िले; डाक की सूची में नाम सिर्फ़ अंग्रेज़ी में हैं।
district-bokaro = बोकारो
district-chatra = चतरा
district-deoghar = देवघर
district-dhanbad = धनबाद
district-dumka = दुमका
district-east-singhbum = पूर्वी सिंहभूम
district-garhwa = गढ़वा
district-giridih = गिरिडीह
district-godda = गोड्डा
district-gumla = गुमला
district-hazaribagh = हज़ारीबाग
district-jamtara = जामताड़ा
district-khunti = खूँटी
district-koderma = कोडरमा
district-latehar = लातेहार
district-lohardaga = लोहरदगा
district-pakur = पाकुड़
district-palamu = पलामू
district-ramgarh = रामगढ़
district-ranchi = राँची
district-sahebganj = साहिबगंज
district-saraikela-kharsawan = सरायकेला-खरसावाँ
district-simdega = सिमडेगा
district-west-singhbhum = पश्चिमी सिंहभूम
card-reaches = { $day } तक पहुँचेगा, डाक { $freight }
chip-pincode = { $pin } तक
