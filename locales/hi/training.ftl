# प्रशिक्षण: किसे क्या सिखाया गया, और कारीगर के फ़ोन पर छोटे सबक़।
room-trainings = प्रशिक्षण
training-lead = जो प्रशिक्षण हुआ उसे यहाँ लिखें: किसने सिखाया, क्या, और कौन आए।
training-held = हो चुके प्रशिक्षण
training-none = अभी कोई प्रशिक्षण नहीं लिखा गया।
training-came = { $count } आए
training-who = कौन आए
training-note = प्रशिक्षण लिखें
training-cards = क्या सुधारना है
training-yours = आपने क्या सीखा
training-lessons = ठीक कैसे करें
training-wrong-craft = शिल्प चुनें।
training-wrong-day = पिछले दो महीने की कोई तारीख़ चुनें।
training-wrong-words = लिखें कि किसने और क्या सिखाया।
training-wrong-nobody = जो आए, उनमें से कम से कम एक पर निशान लगाएँ।
field-training_craft = शिल्प
field-training_topic = क्या सिखाया
field-training_day = किस दिन
