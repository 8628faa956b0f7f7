# ऑर्डर का पेज और ऑर्डरों की सूची।
order-title = ऑर्डर { $code }
order-code = ऑर्डर संख्या
order-placed = { $time } को किया गया
order-payment = भुगतान
order-address = पता
order-address-masked = पूरा पता देखने के लिए साइन इन करें।
order-help = मदद चाहिए?
order-cancel = ऑर्डर रद्द करें
    .text = जब तक कारीगर ने हाँ नहीं की है, बिना किसी कटौती के रद्द होगा।
parcel-n = { $of ->
    [one]   पार्सल
   *[other] पार्सल { $n } / { $of }
}
door-code = सामान लेते समय यह कोड बताएँ
    .text = सामान हाथ में आने के बाद ही बताएँ। फ़ोन पर किसी को न बताएँ।
orders-title = मेरे ऑर्डर
orders-empty = अभी कोई ऑर्डर नहीं है
    .text = इस मोबाइल नंबर से किए गए ऑर्डर यहाँ दिखेंगे।
parcel-with = पार्सल { $n } के साथ ही आएगा
