# काम के पन्ने: कारीगर, हब, भुगतान। थोड़े शब्द, बड़ी संख्याएँ।
room-today = आज
room-parcels = पार्सल
room-money = पैसे
room-help = मदद
room-hub = हब का काम
room-payouts = कारीगरों का भुगतान
and-more = { $count ->
    [one]   और { $count } चीज़
   *[other] और { $count } चीज़ें
}
parcel = पार्सल
parcel-title = पार्सल { $code }
desk-already = यह पहले ही हो चुका है
    .text = दोबारा दबाने से कुछ नहीं बदला। कुछ भी दो बार नहीं हुआ।

# पार्सल की हालत, सूची में
stands-asked = आपकी हाँ चाहिए
stands-accepted = बन रहा है
stands-packed = पैक है, हब नहीं पहुँचा
stands-at-hub = हब पर है
stands-shipped = रास्ते में
stands-delivered = पहुँच गया
stands-declined = रद्द

# कारीगर: पहला पन्ना
mine-door-asked = नए ऑर्डर
mine-door-pack = पैक करके हब देना है
mine-door-travelling = रास्ते में
mine-door-money = मिलना बाक़ी
mine-first = पहले यह करें
mine-open-asked = देखकर जवाब दें
mine-open-accepted = खोलें
mine-open = खोलें
mine-earn = आपको मिलेंगे
mine-earned = आपने कमाए
mine-due = { $day } तक तैयार करना है
mine-was-due = { $day } तक करना था, देर हुई
mine-nothing = अभी कोई काम बाक़ी नहीं
    .text = नया ऑर्डर आते ही SMS आएगा और यहाँ भी दिखेगा।
mine-so-far = अब तक { $amount } आपके बैंक में पहुँचे।
mine-see-money = पैसों का हिसाब देखें

# कारीगर: पार्सलों की सूची
mine-list-asked = आपकी हाँ चाहिए
mine-list-pack = बनाकर पैक करना है
mine-list-packed = हब पर पहुँचाना है
mine-list-travelling = रास्ते में
mine-list-ended = पूरे हुए
mine-empty = अभी कोई पार्सल नहीं
    .text = ऑर्डर आने पर आपके पास SMS आएगा।
mine-all = सब पार्सल देखें

# कारीगर: एक पार्सल
mine-asked = नया ऑर्डर
    .text = देखें और बताएँ कि कब तक तैयार होगा।
mine-accepted = इसे बनाकर पैक करें
    .text = तैयार करना है: { $day }
mine-late = तय दिन निकल गया
    .text = { $day } तक तैयार होना था। जल्दी पैक करें। न हो पाए तो हमें फ़ोन करें।
mine-sent-back = हब ने सुधार के लिए लौटाया
    .text = कारण: { $reason }। ठीक करके फिर पैक करें।
mine-packed = अब इसे हब पर पहुँचाएँ
    .text = कोड पार्सल पर लिखा हो तो हब पर काम जल्दी होता है।
mine-at-hub = हब पर पहुँच गया, जाँच में पास
    .text = अब हब इसे ख़रीदार को भेजेगा। आपको कुछ नहीं करना है।
mine-shipped = ख़रीदार के रास्ते में
    .text = पहुँचते ही आपके पैसे पक्के हो जाएँगे।
mine-delivered = ख़रीदार को मिल गया
    .text = पैसे कब मिले या मिलेंगे, यह पैसों के हिसाब में देखें।
mine-declined = यह पार्सल रद्द हुआ
    .text = कारण: { $reason }। ख़रीदार का पैसा लौटाया जाता है। आपको कुछ नहीं करना है।
mine-fact-ready = तैयार करने का दिन
mine-fact-latest = ख़रीदार को मिलना चाहिए
mine-fact-district = किस ज़िले में जाएगा
mine-when = कब तक तैयार होगा?
day-today = आज
day-tomorrow = कल
day-in-three = 3 दिन बाद
day-other = और दिन
    .hint = नीचे चुनें
field-ready_day = कोई और दिन
    .hint = ऊपर «और दिन» चुनने पर ही भरें
mine-accept = हाँ, बनाकर देंगे
mine-pack = पैक हो गया
    .hint = सामान गिनकर, कोड लिखकर ही दबाएँ।
mine-write-code = पार्सल पर यह कोड बड़ा-बड़ा लिखें
mine-bring = कहाँ पहुँचाना है
mine-no = यह ऑर्डर नहीं ले पाएँगे?
    .text = मना करने पर ख़रीदार का पैसा लौट जाता है। यह बाद में बदला नहीं जा सकता।
mine-why = क्यों?
no-material = सामान या कच्चा माल नहीं है
no-time = इतने समय में नहीं बन पाएगा
no-home = बीमारी या घर का ज़रूरी काम
no-stopped = यह चीज़ अब नहीं बनाते
field-words = अपने शब्दों में (चाहें तो)
    .hint = ख़रीदार इसे पढ़ेंगे
mine-refuse = ऑर्डर मना करें
mine-way = पार्सल का सफ़र
line-asked = ऑर्डर आया
line-accepted = आपने हाँ कहा
line-packed = पैक हुआ
line-at-hub = हब की जाँच
line-shipped = हब से निकला
line-delivered = ख़रीदार को मिला

# कारीगर: पैसे
money-sum-owed = आपको मिलना बाक़ी
money-sum-on-way = बैंक जा रहे हैं
money-sum-paid = बैंक में मिल चुके
money-coming = अभी बन रहे और रास्ते के पार्सलों से { $amount } और मिलेंगे।
money-account = पैसे इस खाते में जाते हैं: { $account }
money-no-account = आपका बैंक खाता दर्ज नहीं है
    .text = खाते के बिना पैसे भेजे नहीं जा सकते। नीचे दिए नंबर पर फ़ोन करें, अधिकारी खाता दर्ज कर देंगे।
money-book = एक-एक पार्सल का हिसाब
money-empty = अभी कुछ नहीं कमाया
    .text = पार्सल ख़रीदार को मिलते ही उसके पैसे यहाँ लिखे जाएँगे।
money-due = { $day } तक बैंक जाएगा
money-late = { $day } तक जाना था। देर हमारी ओर से है, हमें फ़ोन करें।
money-on-way = बैंक को भेज दिया है
money-paid = बैंक में गया { $day }, UTR { $utr }
money-of = ख़रीदार ने { $goods } दिए, उसमें से आपके { $share }

# कारीगर: मदद
mine-call = कुछ समझ न आए तो फ़ोन करें
ask-accept = नया ऑर्डर आए तो क्या करें?
    .text = «पार्सल» में जाकर ऑर्डर खोलें। तैयार होने का दिन चुनें और «हाँ, बनाकर देंगे» दबाएँ।
ask-pack = पैक कैसे करें?
    .text = सामान गिनें, अच्छी तरह लपेटें और डिब्बे पर पार्सल का कोड बड़ा-बड़ा लिखें। फिर «पैक हो गया» दबाएँ।
ask-hub = हब क्या है?
    .text = आपके प्रखंड की वह जगह जहाँ पार्सल जमा होते हैं। वहाँ जाँच होती है और वहीं से सामान ख़रीदार को जाता है। पता हर पैक किए पार्सल के पन्ने पर लिखा है।
ask-back = हब ने पार्सल लौटा दिया, अब?
    .text = पार्सल के पन्ने पर कारण लिखा है। उसे ठीक करें, फिर से «पैक हो गया» दबाएँ और हब पर लाएँ।
ask-paid = पैसे कब मिलते हैं?
    .text = ख़रीदार को सामान मिलने के बाद 3 कामकाजी दिनों में पैसे आपके बैंक भेजे जाते हैं। रविवार नहीं गिना जाता। पहुँचते ही UTR नंबर के साथ SMS आता है।
ask-late = तय दिन तक नहीं बन पाया तो?
    .text = जितनी जल्दी हो सके हमें फ़ोन करें। हम ख़रीदार से बात करेंगे।
ask-account = बैंक खाता कैसे बदलें?
    .text = फ़ोन करें। आपके पैसे बचाने के लिए खाता दो अधिकारी मिलकर ही बदलते हैं, और पुराने नंबर पर SMS जाता है।

# छपने वाले काग़ज़
paper-nav = काग़ज़
paper-back = ← वापस जाएँ
paper-print = छापने के लिए ब्राउज़र के मेन्यू में «प्रिंट» चुनें। A6, A5 या A4, तीनों पर ठीक छपेगा।
slip-print = पर्ची देखें और छापें
slip-title = पार्सल की पर्ची
slip-to = इस हब पर देना है
label-print = पता-पर्ची छापें
label-again = पता-पर्ची फिर देखें
label-mart = देवघर मार्ट · Deoghar Mart
label-food = खाद्य · FOOD
label-post = भारतीय डाक · India Post
label-own = हाथों-हाथ · By hand
label-to = प्रति · To
label-from = भेजने वाले · From
label-article = डाक नं. · Article No.
label-order = ऑर्डर · Order
label-parcels = पार्सल · Parcels
label-weight = वज़न · Weight
weight-g = { $n } ग्राम
weight-kg = { $n } किलो

# हब
field-parcel = पार्सल का कोड
    .hint = स्कैन करें या लिखें, जैसे P7K 3F9 QXT
hub-find = पार्सल खोलें
hub-n-inspect = जाँच बाक़ी
hub-n-ready = भेजने को तैयार
hub-n-on-way = रास्ते में
hub-inspect = पैक हैं, जाँच बाक़ी
hub-ready = भेजने को तैयार
hub-waiting = बाक़ी पार्सलों का इंतज़ार
hub-on-way = ख़रीदार के रास्ते में
hub-here = जाँच में पास, यहाँ रखे हैं
hub-expected = कारीगर बना रहे हैं
hub-until = { $day } तक पहुँचाना है
hub-empty = अभी कोई पार्सल नहीं
    .text = कारीगर के हाँ कहते ही पार्सल यहाँ दिखेंगे।
hub-no-such = इस हब के लिए «{ $code }» कोड का कोई पार्सल नहीं है। कोड फिर से देखकर लिखें।
hub-no-code = पार्सल पर लिखा कोड लिखें, जैसे P7K 3F9 QXT।
hub-back = हब के काम पर लौटें
hub-inside = इसमें यह होना चाहिए
hub-maker = कारीगर
hub-asked = कारीगर ने अभी हाँ नहीं कही
    .text = पार्सल हाथ में हो तो कारीगर से उनके फ़ोन पर «हाँ» और फिर «पैक हो गया» दबवाएँ।
hub-accepted = कारीगर ने अभी «पैक हो गया» नहीं दबाया
    .text = पार्सल हाथ में हो तो कारीगर से उनके फ़ोन पर «पैक हो गया» दबवाएँ, फिर यह पन्ना दोबारा खोलें।
hub-packed = खोलकर जाँचें
    .text = गिनती, टूट-फूट और पैकिंग देखें, फिर नीचे लिखें।
hub-passed = जाँच में पास, हब पर रखें
    .text = शिपमेंट के बाक़ी पार्सल भी आ जाएँ तो साथ भेजें।
hub-left = हब से निकल चुका है
    .text = यह ख़रीदार के रास्ते में है।
hub-arrived = ख़रीदार को मिल गया
    .text = इस पार्सल का काम पूरा हुआ।
hub-declined = यह पार्सल रद्द है
    .text = इसे न भेजें। सामान कारीगर को लौटा दें।
hub-finding = जाँच में क्या मिला?
finding-passes = ठीक है
    .hint = हब पर रख लें
finding-goes-back = सुधार चाहिए
    .hint = कारीगर ठीक करके फिर लाएँगे
finding-refused = बिकने लायक़ नहीं
    .hint = पार्सल रद्द होगा, ख़रीदार का पैसा लौटेगा
field-why = कारण
    .hint = सुधार या रद्द करने पर ज़रूरी। कारीगर इसे पढ़ेंगे।
hub-inspected = जाँच दर्ज करें
hub-see-shipment = इसका शिपमेंट देखें

# हब: शिपमेंट
ship-title = शिपमेंट { $order }
ship-ready-post = डाक को देने के लिए तैयार
    .text = पता-पर्ची चिपकाएँ, डाकघर में दें, फिर डाक नंबर यहाँ लिखें।
ship-ready-own = भेजने के लिए तैयार
    .text = पता-पर्ची चिपकाएँ और हमारे वाहक को दें।
ship-missing = { $all } में से { $here } पार्सल आए हैं
    .text = सब पार्सल आने और जाँच में पास होने पर ही भेज सकते हैं।
ship-on-way-post = डाक के साथ रास्ते में
    .text = डाक की ट्रैकिंग में «Delivered» दिखे तभी नीचे दर्ज करें।
ship-on-way-own = हमारे वाहक के साथ रास्ते में
    .text = सामान देते समय ख़रीदार से 6 अंकों का कोड पूछें और नीचे लिखें।
ship-delivered = ख़रीदार को मिल गया
    .text = कारीगरों की कमाई पक्की हो गई है।
ship-cancelled = यह शिपमेंट रद्द है
    .text = इसके सब पार्सल रद्द हो चुके हैं। कुछ न भेजें।
ship-parcels = इसके पार्सल
ship-to = कहाँ जाएगा
ship-carrier = कौन ले जाएगा
by-post = भारतीय डाक
by-runner = हमारे वाहक
ship-article = डाक नंबर
ship-weight = वज़न
ship-kind = ध्यान दें
ship-food = खाने का सामान
ship-order = ऑर्डर
field-article = डाक नंबर
    .hint = रसीद या स्टिकर पर 13 अक्षर, जैसे EE 473 124 829 IN
ship-leave-post = डाक को दे दिया
ship-leave-own = वाहक को दे दिया
field-delivery_code = ख़रीदार का कोड
    .hint = { $left ->
        [one]   6 अंक। { $left } बार और कोशिश कर सकते हैं।
       *[other] 6 अंक। { $left } बार और कोशिश कर सकते हैं।
    }
ship-seen = डाक की ट्रैकिंग में «Delivered» देखा है
ship-deliver = पहुँच गया
ship-no-tries = कोड की कोशिशें ख़त्म हो गईं
    .text = सामान ख़रीदार को न दें और हब पर वापस लाएँ। नीचे दिए मदद नंबर पर फ़ोन करें।
wrong-article = डाक नंबर में 2 अक्षर, 9 अंक और अंत में IN होता है, और यह नंबर जाँच में सही नहीं निकला। स्टिकर देखकर फिर लिखें, जैसे EE473124829IN।
wrong-article-used = यह डाक नंबर किसी और शिपमेंट पर लग चुका है। स्टिकर देखकर सही नंबर लिखें।
wrong-missing = अभी सब पार्सल हब पर पास नहीं हुए हैं। पहले उन्हें जाँचें, फिर भेजें।
wrong-delivery-code = { $left ->
    [0]     कोड मेल नहीं खाया और कोशिशें ख़त्म हो गईं। सामान वापस हब पर लाएँ और मदद नंबर पर फ़ोन करें।
    [one]   कोड मेल नहीं खाया। ख़रीदार से फिर पूछें; { $left } कोशिश बाक़ी है।
   *[other] कोड मेल नहीं खाया। ख़रीदार से फिर पूछें; { $left } कोशिशें बाक़ी हैं।
}
wrong-delivery-code-form = ख़रीदार के फ़ोन पर आया 6 अंकों का कोड लिखें।
wrong-not-seen = पहले डाक की ट्रैकिंग देखें। उसमें «Delivered» दिखे तो निशान लगाएँ।
wrong-finding = चुनें कि जाँच में क्या मिला।
wrong-why = कारण कुछ शब्दों में लिखें, ताकि कारीगर समझ सकें।
wrong-ready = चुनें कि किस दिन तक तैयार होगा।
wrong-ready-two = एक ही दिन चुनें। तारीख़ भरी है तो ऊपर «और दिन» चुनें।
wrong-ready-day = तारीख़ आज से लेकर अगले 60 दिन के भीतर की चुनें।
wrong-reason = मना करने का कारण चुनें या अपने शब्दों में लिखें।
wrong-stands-otherwise = इस बीच कुछ बदल गया, इसलिए यह अब नहीं हो सकता। ऊपर लिखा देखें कि अब क्या करना है।
wrong-raced = उसी पल किसी और ने इसमें बदलाव किया। ऊपर लिखा देखें और ज़रूरत हो तो फिर दबाएँ।

# भुगतान
fin-n-amount = अभी भेजने हैं
fin-n-makers = कारीगरों को
fin-n-stuck = बिना बैंक खाते
fin-make = { $count ->
    [one]   { $amount } की सूची बनाएँ, { $count } कारीगर
   *[other] { $amount } की सूची बनाएँ, { $count } कारीगर
}
fin-two = सूची बनाने से पैसा नहीं जाता। कोई दूसरा व्यक्ति मंज़ूर करेगा तब जाएगा।
fin-due = किसे कितना देना है
fin-maker = कारीगर
fin-amount = रकम
fin-parcels = पार्सल
fin-by = कब तक
fin-note = टिप्पणी
fin-no-account = बैंक खाता नहीं
fin-late = देर हो गई
fin-nothing = अभी किसी को कुछ देना बाक़ी नहीं
    .text = पार्सल ख़रीदार को मिलते ही कारीगर का हिस्सा यहाँ दिखेगा।
fin-batches = भुगतान की सूचियाँ
fin-batch-note = { $count ->
    [one]   { $count } कारीगर · बनाई: { $by }
   *[other] { $count } कारीगर · बनाई: { $by }
}
fin-drafted = मंज़ूरी बाक़ी
fin-approved = मंज़ूर
fin-cancelled = रद्द
fin-somebody = वित्त अधिकारी
fin-ledger = सारा पैसा कहाँ है
fin-balances = खातों का बकाया
fin-account = खाता
fin-held = पास में
fin-owed = देना है
fin-sum = जोड़
fin-balanced = दोनों जोड़ बराबर हैं: हिसाब सही है।
fin-unbalanced = दोनों जोड़ बराबर नहीं हैं। भुगतान रोकें और तकनीकी टीम को तुरंत बताएँ।
fin-back = भुगतान के पहले पन्ने पर लौटें
fin-nothing-due = अभी किसी ऐसे कारीगर को देना बाक़ी नहीं जिसका बैंक खाता दर्ज हो। जिनका खाता नहीं है, पहले उनका खाता दर्ज कराएँ।
account-gateway = भुगतान कंपनी के पास
account-buyer-advance = ख़रीदारों से मिला, सामान अभी नहीं पहुँचा
account-refund-due = ख़रीदारों को लौटाना है
account-maker = कारीगरों को देना है
account-seller-tax = विक्रेताओं के ज़रिए सरकार का कर
account-mart-share = मार्ट का हिस्सा
account-delivery = डाक ख़र्च से मिला
account-gateway-fee = भुगतान कंपनी का शुल्क
account-payout-on-way = कारीगरों को भेजा, बैंक की पुष्टि बाक़ी
account-other = अन्य
batch-title = भुगतान सूची { $at }
batch-yours = आपकी मंज़ूरी चाहिए
    .text = नाम और रकम देखें, फिर मंज़ूर करें। मंज़ूरी के बाद पैसा तुरंत जाता है और रोका नहीं जा सकता।
batch-others = किसी दूसरे की मंज़ूरी चाहिए
    .text = यह सूची आपने बनाई है, इसलिए इसे वित्त का कोई दूसरा व्यक्ति अपने मोबाइल से साइन इन करके मंज़ूर करेगा।
batch-given = मंज़ूर हो चुकी है
    .text = { $all } में से { $done } भुगतान बैंक में पहुँच गए।
batch-cancelled = यह सूची रद्द है
batch-made = बनाई
batch-approved = मंज़ूर की
batch-approve = { $amount } मंज़ूर करें
batch-makers = { $count ->
    [one]   { $count } कारीगर को
   *[other] { $count } कारीगरों को
}
batch-parcels = { $count ->
    [one]   { $count } पार्सल
   *[other] { $count } पार्सल
}
payout-drafted = मंज़ूरी बाक़ी
payout-approved = भेजा जा रहा है
payout-sent = बैंक के पास है
payout-settled = खाते में गया { $day }, UTR { $utr }
payout-returned = बैंक ने लौटाया: { $reason }। अगली सूची में फिर आएगा।
payout-cancelled = रद्द
