# चार विभाग, जो मिलकर कारीगरों को खोजते हैं।
department-cottage_board = मुख्यमंत्री लघु एवं कुटीर उद्यम विकास बोर्ड
department-jslps = जेएसएलपीएस
department-industries = उद्योग विभाग
department-handicrafts = हस्तशिल्प
department-short-cottage_board = कुटीर उद्यम बोर्ड
department-short-jslps = जेएसएलपीएस
department-short-industries = उद्योग
department-short-handicrafts = हस्तशिल्प
