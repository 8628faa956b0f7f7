# हब की शिकायतें: जो पार्सल इस हब से गुज़रे
hubcare-lead = ये शिकायतें आपके हब के पार्सलों की हैं। आपने जो देखा, वह लिखें; शिकायत अधिकारी ही बंद करेंगे।
hubcare-parcels = इस हब के पार्सल
hubcare-saw = हब ने जाँच में देखा था
hubcare-answer = आपका जवाब
hubcare-finding = क्या मिला?
hubcare-left_whole = यहाँ से ठीक और पैक होकर निकला
hubcare-still_here = अभी यहीं रखा है
hubcare-damaged_here = यहाँ टूटा या ख़राब हुआ
hubcare-never_here = यहाँ आया ही नहीं
field-hub_words = दो-चार शब्द
    .hint = शिकायत करने वाले इसे पढ़ेंगे
hubcare-photo = फ़ोटो (चाहें तो)
    .hint = पैक किए सामान की या अभी जैसा रखा है
hubcare-wrong-finding = क्या मिला, यह चुनें।
hubcare-hub = हब
