# भेजने की घड़ी: जिन पार्सलों का समय पर जवाब न आए या जो समय पर न बनें
room-dispatch = फ़ोन करने हैं
dispatch-lead = इन कारीगरों ने जवाब नहीं दिया या बताए दिन तक पैक नहीं किया। फ़ोन करें, फिर यहाँ लिखें।
dispatch-none = अभी किसी को फ़ोन नहीं करना है।
dispatch-why = क्यों
dispatch-about-asked = ऑर्डर का जवाब नहीं दिया
dispatch-about-accepted = { $day } तक कहा था, पैक नहीं हुआ
dispatch-number = फ़ोन
dispatch-dial = फ़ोन करें
dispatch-village = गाँव
dispatch-parcel = पार्सल
dispatch-since = कब से फ़ोन करना है
dispatch-before = पहले
dispatch-absent = { $count ->
    [one]   इनका एक पार्सल जवाब न मिलने से रद्द हुआ।
   *[other] इनके { $count } पार्सल जवाब न मिलने से रद्द हुए; दूसरे के बाद इनका सामान रुका है।
}
field-dispatch_note = क्या बात हुई (चाहें तो)
dispatch-called = फ़ोन कर लिया
dispatch-title = एक पार्सल में देर है
dispatch-offer = एक पार्सल में देर हो रही है
    .text = कारीगर ने समय पर जवाब नहीं दिया या पैक नहीं किया। हम उनसे बात करने की कोशिश में हैं। आप जो चाहें चुनें; आपके बिना कुछ नहीं होगा।
dispatch-question = आप क्या चाहते हैं?
dispatch-choose = यही चाहिए
dispatch-sign-in = चुनें कि क्या हो
dispatch-wait = इंतज़ार करेंगे
dispatch-wait-hint = { $day } तक पहुँचेगा। { $until } तक पैक न हुआ तो पैसा अपने आप लौट आएगा।
dispatch-swap = इसकी जगह: { $count } × { $good }, { $maker } का बनाया
dispatch-swap-back = { $village }। { $back } आपको लौटेंगे। { $day } तक पहुँचेगा
dispatch-swap-same = { $village }। दाम वही। { $day } तक पहुँचेगा
dispatch-refund = पैसा वापस चाहिए
dispatch-refund-hint = जैसे दिया था वैसे ही लौटेगा। साथ में और कुछ न आ रहा हो तो डाक ख़र्च भी।
dispatch-waiting = आप देर वाले पार्सल का इंतज़ार कर रहे हैं
dispatch-waits = { $day } तक पहुँचेगा। { $until } तक पैक न हुआ तो पैसा अपने आप लौट आएगा।
dispatch-nothing = इस ऑर्डर में अभी आपको कुछ नहीं चुनना है।
dispatch-order = ऑर्डर देखें
dispatch-wrong-done = यह पहले ही हो चुका है, या पार्सल आगे बढ़ गया। पेज दोबारा खोलें।
dispatch-wrong-like = यह सामान अभी-अभी बिक गया या वहाँ नहीं भेजा जा सकता। दोबारा चुनें।
dispatch-wrong-choice = एक चुनें: इंतज़ार, दूसरा सामान, या पैसा वापस।
own-reason-unreached = कारीगर से संपर्क नहीं हो पाया
own-reason-unanswered = दो ऑर्डर का जवाब नहीं मिला
own-reason-not_waited = ख़रीदार ने इंतज़ार नहीं किया
own-reason-swapped = ख़रीदार ने दूसरा सामान लिया
own-reason-no_second_yes = दूसरे व्यक्ति ने मंज़ूरी नहीं दी
