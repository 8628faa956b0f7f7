# Help and the pages of rules. An empty line begins a new paragraph.
legal-description = Deoghar Mart: { $title }.
help-title = Help
help-description = Answers about ordering, paying, delivery and returns on Deoghar Mart.
help-call = Call us:
help-order = How do I order?
    .text =
        Choose goods and press “Put in the cart”. Enter your PIN code in the cart to see the whole cost and the date.

        Then enter your mobile number, the code from the SMS and the address, look everything over, order and pay.
help-pay = How can I pay?
    .text = By UPI, debit or credit card and net banking. Where cash is possible, the page of the goods says so once you enter your PIN code.
help-money-gone = Money left my account but the order is not confirmed. What now?
    .text =
        Do not pay again. Open the page of the order a little later, the bank's news can be slow.

        Money that was not counted for the order goes back to the same account by itself. If it has not come back in 7 working days, call us with the order number.
help-when = When will the goods come?
    .text = Enter your PIN code on the page of the goods to see the date. After ordering, each step is told by SMS and on the page of the order.
help-code = Which code am I asked for at the door?
    .text = When the goods are on their way, a code comes by SMS and stands on the page of the order. Tell it only when the goods are in your hands. Nobody from the mart asks for it on the telephone.
help-return = What if something arrives damaged or broken?
    .text = Tell us within 48 hours on the page of the order or by telephone, and keep a photo. You get another piece or all your money back, freight included.
help-food = What if food has gone bad?
    .text = Do not eat it and do not send it back. Take a photo of the packet and the food and tell us. Your money will be returned.
help-cancel = How do I cancel an order?
    .text = Until a maker has said yes, cancel on the page of the order. All your money comes back. After that, call us.
help-sell = I am a maker. How do I sell here?
    .text = Talk to the mart officer of your block or call the number below. The officer will come to you and help with goods, prices and papers. Joining costs nothing.
help-grievance = Do you have a complaint?
    .text = Each complaint gets a number at once. We answer within 48 hours and settle it within one month.
contact-run-by = Run by
contact-office = Office
contact-phone = Telephone
contact-email = E-mail
contact-name = Name
contact-post = Designation
about-what = What this is
    .text =
        Deoghar Mart is the online market of the artisans, didi groups and small industries of Deoghar district. You buy peda, iron tools, clay pots, stitching and embroidery, bamboo ware, lac bangles and lahthi straight from those who make them.

        Our work succeeds when money reaches the makers.
about-who = Who runs it
    .text = The mart is an initiative of { $owner } and is run by { $legal }.
about-money = How the money moves
    .text =
        The mart does not keep buyers' money. The licensed payment company { $company } holds it and passes it on to the makers.

        Who paid how much and who received how much is accounted for to the last paisa.
about-quality = Quality checks
    .text = Each craft has a standard. Goods are checked against it at the centre of the block before they are sent. Where something falls short, the maker is helped to improve.
about-ranking = What stands first in a list
    .text =
        Each list says above it how it is ordered. Usually what was listed last comes first.

        In a search, goods whose name is nearest to your word come first. Nobody can pay to stand higher.
contact-care = Customer care
    .text = Call or write about anything: an order, a payment, the goods. Please have the order number at hand.
contact-grievance = Grievance officer
    .text = Your complaint gets a number at once, is answered within 48 hours and settled within one month.
contact-outside = If we cannot settle it
    .text =
        Call the National Consumer Helpline on 1915 or write to consumerhelpline.gov.in.

        About privacy you can also complain to the Data Protection Board of India.
terms-parties = Who buys from whom
    .text =
        You buy from the seller named on the page of the goods and on the bill. Where makers cannot sell outside themselves, a registered body sells on their behalf. The maker is always named.

        { $legal } runs this market.
terms-price = Prices
    .text = Every price includes all taxes. Freight is shown as soon as you enter a PIN code, before an address is asked for. Nothing more than the sum on the button is ever taken.
terms-order = When an order is confirmed
    .text =
        When you press “Place the order”, the goods are kept for you. The order is confirmed as soon as the money arrives. If it does not arrive in the time given, the order is closed and the goods are free for others.

        If a maker cannot supply something, the whole price of that part comes back to you.
terms-seller = What the seller answers for
    .text = The seller has undertaken in writing that pictures and descriptions match the goods. A seller cannot refuse to take back goods that are damaged, defective, wrong or late.
terms-fair = Fair dealing
    .text = There is no false hurry here, nothing is added to the cart unasked and no box is ticked beforehand. The price of a thing is the same for everybody.
terms-liability = What we answer for
    .text = We answer for running the market, accounting for the money, hearing complaints and having the goods delivered. These terms take away none of your rights as a consumer.
terms-law = Law
    .text = The law of India applies. You may also go to the consumer commission of your own district.
privacy-what = What we ask for
    .text =
        A mobile number, the name and address of the person who receives the goods, and what you ordered. No more.

        Card numbers, UPI PINs and bank passwords never come to us. We do not take Aadhaar numbers.
privacy-why = What for
    .text = To deliver the goods, send you news of the order, make out the bill, return money and settle complaints. Not for advertising. We sell your data to nobody.
privacy-who-sees = Who sees it
    .text = Makers see only what to make and for which district. The address is seen only by the centre and by whoever delivers. Payment takes place on the page of { $company }.
privacy-how-long = How long we keep it
    .text = Bills and accounts for as many years as the law asks. Everything else is erased when its purpose ends; we tell you 48 hours before.
privacy-rights = Your rights
    .text = On the page «My data», below your orders, you see what is known of you, take a copy, take a yes back, or have everything erased. To have something corrected write to { $email } or call the number above.
privacy-cookies = Cookies
    .text = There are two working cookies only: one remembers the cart, one keeps you signed in. There are no tracking cookies and no outside site learns of your visit.
privacy-children = Children
    .text = If you are under 18, please buy together with a parent or guardian.
privacy-complaint = Complaints about privacy
    .text = Tell our grievance officer first. If you are not satisfied you can complain to the Data Protection Board of India.
shipping-where = Where we deliver
    .text = Enter your PIN code on the page of the goods. It says whether they can be sent there, and if not, why. By law some makers can sell in Jharkhand only. Food that spoils soon is not sent far.
shipping-cost = What it costs
    .text = Freight depends on weight and distance and stands on its own line in the cart. It does not rise after you order, even if the packing changes.
shipping-when = How many days
    .text = The date counts the time to make the goods, the check at the centre and the days on the road. Food and other goods come in separate packets.
shipping-code = When you receive it
    .text = Tell the code from the SMS to the person at the door. If the packet is open or broken, take a photo before you accept it.
shipping-late = If it is late
    .text = We tell you ourselves if something is late. You can wait or take all your money back.
returns-cancel = Cancelling an order
    .text = Until a maker has said yes you can cancel without any charge. After that, please call us.
returns-when = When goods can be returned
    .text =
        If they are broken, defective, wrong or incomplete, or come after the promised date. Tell us within 48 hours of receiving them.

        Goods made to your measure or with your name are taken back only if defective.
returns-food = Food
    .text = Food is not sent back. The money is returned on the strength of a photo.
returns-how = How to tell us
    .text = Open the page of the order or call us. Choose the reason and give a photo. You get a complaint number at once.
returns-money = How and when money comes back
    .text = It goes back the way it was paid. After approval this usually takes 5 to 7 working days. If you paid cash it is returned by UPI, or at the centre against a signature.
returns-cost = Who pays for sending it back
    .text = Not you, if the fault lies with delivery, packing or making. Makers never pay for the carrier.
accessibility-aim = What we aim for
    .text = Everybody should be able to buy here unaided: on a slow network, on a small phone, without scripts, with a screen reader or with the keyboard alone. We follow WCAG 2.2 level AA and GIGW 3.0.
accessibility-how = What helps
    .text = Letters can be enlarged in the browser. Each picture has words and nothing is told by colour alone. Every page is in Hindi and English, one tap apart.
accessibility-trouble = If you get stuck
    .text = Tell us at { $email } or by telephone which page did not work and how. We also help you to order by telephone.
copyright-words = Words
    .text = The words of this site belong to { $owner }. You may reprint them free of charge if you name the source and change nothing.
copyright-pictures = Pictures
    .text = Pictures of goods and makers belong to those makers. Ask them before using one elsewhere; we will put you in touch.
copyright-links-in = Linking to this site
    .text = You may link to any of our pages without asking. Please do not show them inside a frame of your own.
copyright-links-out = Links to other sites
    .text = Some links lead to other government sites, the payment company and the post. Their rules hold there.
