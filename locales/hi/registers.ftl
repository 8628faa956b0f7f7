# पंजियाँ: विभागों की सूचियाँ, जो फ़ाइल में आती हैं।
room-registers = पंजियाँ
reg-intro = विभाग की कारीगर-सूची यहाँ जमा करें। पहले सब दिखेगा; आपके कहे बिना कोई दर्ज नहीं होगा।
field-file = पंजी की फ़ाइल चुनें
    .hint = .xlsx, .ods या .csv; 10 एमबी और 20,000 पंक्तियों तक
reg-send = फ़ाइल पढ़ें
reg-no-aadhaar = फ़ाइल में आधार संख्या न रखें। मिली तो हम उसे पढ़ते ही हटा देते हैं।
reg-list = पिछली पंजियाँ
reg-none = अभी कोई पंजी नहीं आई
    .text = पहली फ़ाइल ऊपर से चुनें। हिंदी या अंग्रेज़ी, कॉलम किसी भी क्रम में चलेंगे।
reg-by = { $day }, { $name }
reg-machine = मशीन से
reg-rows-entered = { $count } दर्ज

# पंजी की हालत
reg-state-read = कॉलम मिलाने हैं
reg-state-checking = जाँच चल रही है
reg-state-checked = देखकर दर्ज करें
reg-state-entering = दर्ज हो रही है
reg-state-entered = दर्ज हो गई
reg-state-taking_back = वापस ली जा रही है
reg-state-taken_back = वापस ले ली गई
reg-state-thrown_away = हटा दी गई

# कॉलम
reg-columns = कॉलम मिलाएँ
reg-columns-intro = हमने शीर्षकों से अंदाज़ा लगाया है। जो गलत हो उसे बदलें। अगली बार यही शीर्षक अपने-आप पहचाने जाएँगे।
reg-sheets = किस शीट से पढ़ें?
reg-sheet = { $name } ({ $count } पंक्तियाँ)
reg-sheet-one = शीट { $number }
reg-heading-line = शीर्षक किस पंक्ति में हैं?
reg-heading-again = इस पंक्ति से पढ़ें
reg-heading-other = शीर्षक दूसरी पंक्ति में हैं
reg-column = कॉलम { $letter }
reg-as = जैसे: { $examples }
reg-for-all = सब पंक्तियों के लिए
reg-for-all-hint = यह तभी चुनें जब पंजी में इसका अपना कॉलम न हो।
reg-block = प्रखंड
reg-craft = शिल्प
reg-each-row = हर पंक्ति में लिखा है
reg-settle = आगे: पंक्तियाँ जाँचें
reg-field-name = नाम
reg-field-kin = पति या पिता का नाम
reg-field-gender = लिंग
reg-field-mobile = मोबाइल
reg-field-village = गाँव
reg-field-block = प्रखंड
reg-field-craft = शिल्प
reg-field-kind = व्यक्ति या समूह
reg-field-group = समूह का नाम
reg-field-shg = समूह का लोकओएस कोड
reg-field-pan = पैन
reg-field-account = बैंक खाता
reg-field-ifsc = आईएफएससी
reg-field-udyam = उद्यम पंजीकरण
reg-field-pehchan = शिल्पी पहचान कार्ड
reg-field-vishwakarma = पीएम विश्वकर्मा
reg-field-met_on = मिलने की तारीख
reg-field-serial = क्रम संख्या
reg-field-ignored = छोड़ दें

# एक पंजी
reg-working = काम चल रहा है
reg-working-checking = पंक्तियाँ जाँची जा रही हैं।
reg-working-entering = पंक्तियाँ दर्ज हो रही हैं।
reg-working-taking_back = पंक्तियाँ वापस ली जा रही हैं।
reg-working-text = { $all } में से { $done } पंक्तियाँ हो चुकीं। यह पेज बंद करने पर भी काम चलता रहेगा।
reg-look-again = अभी कहाँ तक हुआ, देखें
reg-n-fit = ठीक
reg-n-faulty = सुधारनी हैं
reg-n-twin = शायद दोबारा
reg-n-entered = दर्ज
reg-n-stayed = बनी रहीं
reg-n-taken_back = वापस
reg-n-refused = दर्ज नहीं हुईं
reg-n-same = वही व्यक्ति
reg-n-no_row = छोड़ी गईं
reg-show-fit = ठीक पंक्तियाँ
reg-show-faulty = जिन्हें सुधारना है
reg-show-twin = शायद पहले से दर्ज
reg-show-entered = दर्ज हुईं
reg-show-stayed = जो बनी रहीं, क्योंकि उन पर काम हो चुका है
reg-show-taken_back = वापस ली गईं
reg-show-refused = जो दर्ज नहीं हो सकीं
reg-show-same = वही व्यक्ति, छोड़ी गईं
reg-show-no_row = जोड़, खाली या दोहराए शीर्षक: छोड़ी गईं
reg-row = पंक्ति { $row }
reg-remark = ध्यान दें
reg-enter = { $count ->
    [one]   { $count } ठीक पंक्ति दर्ज करें
   *[other] { $count } ठीक पंक्तियाँ दर्ज करें
}
reg-enter-hint = हर पंक्ति एक नए कारीगर के रूप में दर्ज होगी। 24 घंटे तक वापस ले सकते हैं।
reg-nothing-fit = अभी कोई पंक्ति दर्ज होने लायक नहीं है। फ़ाइल सुधारकर फिर भेजें।
reg-twins-wait = { $count ->
    [one]   { $count } पंक्ति में शायद वही व्यक्ति है जो पहले से दर्ज है। आपका उत्तर चाहिए; तब तक वह बाहर रहेगी।
   *[other] { $count } पंक्तियों में शायद वही लोग हैं जो पहले से दर्ज हैं। आपका उत्तर चाहिए; तब तक वे बाहर रहेंगी।
}
reg-twin-case = { $name }, { $village } – { $department } ने पहले दर्ज किया
reg-twin-row = इसी फ़ाइल की पंक्ति { $row }: { $name }, { $village }
reg-another = अलग है
reg-same = वही है
reg-all-same = सब वही हैं, सबको छोड़ दें
reg-hand-back = विभाग को लौटाने की फ़ाइल
reg-hand-back-text = जो पंक्तियाँ बाहर रहीं, वे और हर एक में क्या ठीक करना है।
reg-download-xlsx = एक्सेल में उतारें
reg-download-csv = सीएसवी में उतारें
reg-change-columns = कॉलम बदलें
reg-throw-away = यह पंजी हटा दें
reg-throw-away-text = इसकी सब पंक्तियाँ मिट जाएँगी; कुछ दर्ज नहीं होगा।
reg-entered = { $count ->
    [one]   { $count } कारीगर दर्ज हुई
   *[other] { $count } कारीगर दर्ज हुए
}
reg-undo = सब वापस लें
reg-undo-text = { $until } तक वापस ले सकते हैं। जिन पर कोई काम कर चुका है, वे बनी रहेंगी और नाम से बताई जाएँगी।
reg-taken-back = { $count ->
    [one]   { $count } पंक्ति वापस ली गई
   *[other] { $count } पंक्तियाँ वापस ली गईं
}
reg-emptied = इस पंजी की पंक्तियाँ मिटा दी गई हैं
    .text = पंक्तियाँ सात दिन रखी जाती हैं। जो कारीगर दर्ज हुए, वे दर्ज हैं। सुधरी हुई फ़ाइल फिर से भेज सकते हैं।
reg-back = सब पंजियाँ

# क्या गलत हुआ
reg-wrong-no-file = फ़ाइल नहीं आई। पहले फ़ाइल चुनें, फिर बटन दबाएँ।
reg-wrong-no-name = किसी कॉलम को «नाम» बताएँ। नाम के बिना कोई दर्ज नहीं हो सकता।
reg-wrong-no-block = प्रखंड का कॉलम बताएँ, या नीचे सब पंक्तियों के लिए प्रखंड चुनें।
reg-wrong-no-craft = शिल्प का कॉलम बताएँ, या नीचे सब पंक्तियों के लिए शिल्प चुनें।
reg-wrong-block = यह प्रखंड आपके काम के प्रखंडों में नहीं है। अपना प्रखंड चुनें।
reg-wrong-not-now = यह पंजी अब दूसरी हालत में है। ऊपर देखें कि अभी क्या हो सकता है।
reg-wrong-nothing-fit = दर्ज होने लायक कोई पंक्ति नहीं बची। दोबारा वाली पंक्तियों का उत्तर दें या सुधरी फ़ाइल भेजें।
reg-wrong-too-late = वापस लेने का समय निकल गया। अब हर कारीगर के पेज से बदलाव करें।
reg-wrong-no-row = यह पंक्ति या शीट अब नहीं मिली। पेज दोबारा खोलकर देखें।
reg-wrong-raced = इस पंजी में अभी-अभी बदलाव हुआ है। पेज दोबारा खोलकर देखें।
