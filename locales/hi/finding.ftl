# जो खोजा गया और नहीं मिला, और एक जैसे मतलब के शब्द: उपायुक्त कार्यालय के लिए।
room-search = खोज
finding-lead = लोगों ने जो खोजा और नहीं मिला, वह यहाँ हर हफ़्ते गिना जाता है। किसने खोजा, यह कहीं नहीं लिखा जाता। जो शब्द हमारे किसी सामान का ही दूसरा नाम है, उसे उस सामान के नाम से जोड़ दें।
finding-join = किसी शब्द को दूसरे से जोड़ें
finding-join-go = एक जैसा मतलब जोड़ें
finding-group = एक जैसे मतलब के शब्द बदलें
finding-group-go = ये शब्द रखें
finding-last-week = पिछले हफ़्ते नहीं मिले
finding-this-week = इस हफ़्ते अब तक नहीं मिले
finding-nothing = इस हफ़्ते में ऐसा कोई शब्द नहीं, जो न मिला हो।
finding-times = { $count ->
    [one]   { $count } बार
   *[other] { $count } बार
}
finding-finds = अब मिलता है
finding-list = एक जैसे मतलब के शब्द
finding-words = शब्द
finding-changed = किसने बदले
finding-shipped = मार्ट के साथ आए
finding-changed-by = { $name } ने { $day } को बदले
finding-ended-by = { $name } ने { $day } को हटाए
finding-wrong-no-word = यहाँ एक शब्द लिखें।
finding-wrong-too-many = शब्द ज़्यादा या बहुत लंबे हैं: एक समूह में 30 शब्द और एक शब्द में 40 अक्षर तक हो सकते हैं।
finding-wrong-one-word = समूह में कम से कम दो शब्द चाहिए। पूरा समूह हटाना हो तो डिब्बा ख़ाली छोड़ें।
finding-wrong-raced = इस समूह को अभी-अभी किसी और ने बदला है। नीचे सूची से दोबारा खोलकर देखें।
field-new_words = जो शब्द लोगों ने लिखा
    .hint = एक या कई शब्द, जैसे: पथिया pathiya
field-same_as = उसका मतलब इस शब्द जैसा है
    .hint = एक शब्द, जिससे सामान मिलता है, जैसे: टोकरी
field-group_words = समूह के शब्द
    .hint = शब्दों के बीच ख़ाली जगह छोड़ें। डिब्बा ख़ाली छोड़ने पर पूरा समूह हट जाएगा।
