# What the API says when it does not do what was asked, and the words of its page. The codes are stable; the sentences may get better.
api-bad-json = The body is not JSON. Check brackets, commas and quotes. Nothing was changed.
    .title = The body is not JSON
api-no-idempotency-key = An order needs the header Idempotency-Key with a text of your own that names this purchase. Send it again with one; then it can be repeated safely.
    .title = The header Idempotency-Key is missing
api-bad-idempotency-key = The header Idempotency-Key must stand there once, with 1 to 255 plain characters.
    .title = The header Idempotency-Key cannot be used
api-not-signed-in = Sign in first: ask for a code, open a session and send its token as Authorization: Bearer.
    .title = Not signed in
api-no-such-path = The API has nothing at this address. Its page lists everything there is.
    .title = Nothing is here
api-no-such-product = There is no such good, or its address has changed. Look for it in the list of goods.
    .title = No such good
api-no-such-order = There is no order with this code for the number you signed in with. Check the code.
    .title = No such order
api-no-such-complaint = There is no complaint of yours with this number. Look at the list of your complaints.
    .title = No such complaint
api-too-many-complaints = Several complaints came just now. Try again in { $minutes } minutes, or call the number on the site.
    .title = Too many complaints
api-no-such-document = There is no paper with this id that concerns you. Look at the list of the order's documents.
    .title = No such document
api-wrong-method = This address does not take that method. The header Allow names those it takes.
    .title = Another method is needed
api-not-sold = Some goods cannot be sold, or not to this pincode, just now; each says why. Take them out or change how many, and ask again.
    .title = Some goods cannot be sold
api-sold-out = Others were faster: of some goods too few are left. Nothing was ordered. Ask for a new quote with what is left.
    .title = Sold out meanwhile
api-quote-expired = The mart stood by this quote for half an hour and that is over. Ask for a new one and order that.
    .title = The quote is too old
api-raced = Somebody changed the same thing at the same moment. Nothing was changed by you; send it again.
    .title = Changed meanwhile
api-too-large = The body is larger than 64 KB, which nothing here needs. Send less.
    .title = Too large
api-not-json = The body must be JSON and say so: Content-Type: application/json.
    .title = Not marked as JSON
api-unknown-field = There is no field «{ $field }» here. Leave it out; nothing was changed.
    .title = A field the API does not know
api-missing-field = The field «{ $field }» is needed.
    .title = A field is missing
api-bad-field = The field «{ $field }» does not hold what it should. Its kind and bounds stand in the document of the API.
    .title = A field holds the wrong thing
api-aadhaar-number = What was sent holds a number shaped like an Aadhaar number, which the mart never takes. Send it again without that number. Nothing was changed.
    .title = An Aadhaar number
api-empty-field = The field «{ $field }» must not be empty.
    .title = A field is empty
api-long-field = The field «{ $field }» is too long. Its bounds stand in the document of the API.
    .title = A field is too long
api-bad-mobile = «{ $field }» must be an Indian mobile number of ten digits that begins with 6, 7, 8 or 9.
    .title = Not a mobile number
api-bad-pincode = «{ $field }» must be a pincode: six digits, the first not 0.
    .title = Not a pincode
api-no-such-pincode = India Post has no such pincode. Check the digits.
    .title = No such pincode
api-nothing-asked = Name at least one good and how many of it.
    .title = Nothing was asked for
api-bad-quantity = «{ $field }» must be a whole number from 1 to 50.
    .title = Not a number of pieces
api-too-much = One order holds at most 40 different goods, 50 pieces of each and 1 crore rupees in all. Make two orders of it.
    .title = More than one order holds
api-no-such-variant = There is no good with the id in «{ $field }». Take ids from the list of goods.
    .title = No such good to buy
api-no-such-craft = There is no such craft. Take keys from the list of crafts.
    .title = No such craft
api-bad-payment-method = The way to pay must be upi, card or netbanking.
    .title = Not a way to pay
api-not-open = The mart is being tried out or set up, and is not open to this buyer or pincode.
    .title = Not open yet
api-no-such-counter = There is no such counter, or it is shut. GET /counters lists those that are open.
    .title = No such counter is open
api-slot-full = This counter has no such time, or it is full. Choose another one from GET /counters.
    .title = The time is full
api-no-cash = Cash at the door is not taken for this: it is too much, goes too far, or a parcel came back from this buyer. Choose upi, card or netbanking.
    .title = Cash is not taken
api-no-offer = The coupon is unknown, over, used up, or not for these goods or this buyer. Ask for a quote without it, or with another.
    .title = The offer does not hold
api-no-such-quote = There is no such quote for you. Ask for one and order that.
    .title = No such quote
api-other-pincode = The address lies in another pincode than the quote was made for. Ask for a quote to this pincode, because freight and dates may differ.
    .title = The quote is for another pincode
api-key-reused = This Idempotency-Key was used for another order before. Take a new key for a new purchase.
    .title = The key was used for something else
api-bad-limit = «{ $field }» must be a whole number from 1 to 100.
    .title = Not a length of a page
api-bad-cursor = «{ $field }» must be the value «next» of the page before, unchanged.
    .title = Not a place in this list
api-wrong-code = { $tries ->
        [one] This is not the code we sent. You can try once more.
       *[other] This is not the code we sent. You can try { $tries } more times.
    }
    .title = Wrong code
api-wrong-factor = { $tries ->
        [0] This is not a code of the second factor that can be used now. Wait for the next one and sign in again.
        [one] This is not a code of the second factor that can be used now. You can try once more.
       *[other] This is not a code of the second factor that can be used now. You can try { $tries } more times.
    }
    .title = Wrong second factor
api-no-code = There is no code for this number that can still be used. Ask for a new one.
    .title = No code to use
api-too-many-codes = { $minutes ->
        [one] Three codes went to this number in a quarter of an hour. Wait { $minutes } minute and ask again.
       *[other] Three codes went to this number in a quarter of an hour. Wait { $minutes } minutes and ask again.
    }
    .title = Too many codes
api-no-more-codes = The mart sends no more codes just now. Try again in { $minutes } minutes.
    .title = No more codes just now
api-our-fault = Something went wrong on our side and we have been told. Quote the number { $number } on the telephone, or try again later.
    .title = Our fault
api-busy = Very much is going on just now. Nothing was lost; send it again in a moment.
    .title = Too busy
api-why-withdrawn = It is not on sale any more.
api-why-sold-out = { $left ->
        [0] It is sold out.
        [one] Only { $left } is left.
       *[other] Only { $left } are left.
    }
api-why-inside-state-only = Its maker may sell it inside Jharkhand only.
api-why-would-spoil = It would not be fresh on arrival.
api-why-no-licence = The food licence of its maker has run out.
api-why-too-heavy = It is too heavy for every carrier to that place.
api-why-away = Its maker is away; back on { $day }.
api-why-week-full = This week is full; orders open again on { $day }.
api-why-not-by-then = It is not at the counter by then; it could be on { $day }.
# The page /api/v1/docs.
api-page-title = The API of DeogharMart
api-page-document = The same as an OpenAPI 3.1 document
api-page-contents = What there is
api-page-shop = Looking at goods
api-page-sign-in = Signing in
api-page-buy = Quotes and orders
api-page-about = About this document
api-page-token-needed = Needs a token: Authorization: Bearer.
api-page-token-may = Works with and without a token.
api-page-parameters = Parameters
api-page-body = Body
api-page-answer = Answer { $status }
api-page-problems = Problems
api-page-problems-all = Every code
api-page-field = Field
api-page-kind = Kind
api-page-meaning = Meaning
api-page-required = needed
api-page-shape = Fields and an example
api-page-example = Example
api-do-crafts = List the crafts
api-do-products = List or search goods
api-do-promise = Whether, when and for how much it comes
api-do-counters = Where goods can be fetched
api-do-open_figures = What has reached makers, as open data
api-do-open_figures_csv = The same figures as a table
api-do-open_goods = The public catalogue, as open data
api-do-open_goods_csv = The same catalogue as a table
api-do-suggestions = Suggest while typing
api-do-product = Look at one good
api-do-ask-code = Have a sign-in code sent
api-do-sign-in = Sign in
api-do-sign-out = Sign out
api-do-me = See who has signed in
api-do-quote = Ask for a price that stands
api-do-order = Place an order
api-do-orders = List one's own orders
api-do-order-by-code = See how an order stands
api-do-order-documents = List the papers of an order
api-do-document = Get a paper as a PDF
api-do-complain = Complain about something
api-do-complaints = List your complaints
api-do-complaint = Show a complaint
api-do-openapi = Fetch the document
api-do-docs = Read this page
