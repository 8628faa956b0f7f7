# News by SMS to those who asked for it.
room-news = News by SMS
news-title = News by SMS
news-ask = At most two SMS a month about new goods and feasts, in your language. You can stop with one tap from any of them; your orders go on as ever.
news-agree-go = Yes, send me news
news-reads = You get our news by SMS, at most twice a month.
news-stop-go = Stop the news
news-stopped = The news is stopped. We send you no more of it; you still hear of your own orders. If you want it again, sign in and open «News by SMS».
news-came = This link came with our news by SMS. You need not sign in to stop it.
news-lead = Write one sentence of at most 30 letters and name the page it leads to. A department head looks at it before it goes out, and at most two go out in a month.
news-readers = { $count ->
    [one] One person gets the news.
   *[other] { $count } people get the news.
}
field-news_hi = The sentence in Hindi
    .hint = At most 30 letters
field-news_en = The sentence in English
    .hint = At most 30 letters
field-news_path = Which page does it lead to?
    .hint = For example /collections/rakhi or /search?q=rakhi
news-write-go = Give it to the head to look at
news-words = The sentence
news-leads = Leads to
news-written = Written
news-stands = How it stands
news-waits = Waits for a head
news-refused = Is not sent
news-sent = { $count ->
    [one] Sent to one person
   *[other] Sent to { $count } people
}
news-head-lead = What an officer has written goes out only when you send it. At most two go out in a month.
news-nothing-waits = Nothing waits to be looked at.
news-send-go = Send it
news-refuse-go = Do not send it
news-wrong-words = Write the sentence in both languages, in at most 30 letters each.
news-wrong-path = Write a page of the mart that begins with a slash, for example /collections/rakhi.
news-wrong-same-person = Whoever wrote it does not send it. Ask another head.
news-wrong-decided = It was decided before. Open the list again.
news-wrong-enough = Two have gone out this month. Send this one next month.
mydata-news = News by SMS: ask for it or stop it
