//! Signing in over the API: the same answer for everybody, bounded tries, tokens that end at once.

use serde_json::json;
use store::on_each_engine;

use crate::api_town::Town;

const ANITA: &str = "+916300000000";

#[tokio::test]
async fn a_code_signs_in_once_and_the_token_ends_when_told() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let anita = town.signs_in(ANITA).await;
        let me = anita.get("/me").await.is(200);
        assert_eq!((&me.body["mobile"], &me.body["roles"]), (&json!(ANITA), &json!([])));
        assert_eq!(me.header("cache-control"), "private, no-store");
        // The code is used up.
        let code = town.code_of(ANITA).await;
        let again = town.post("/sessions", &json!({ "mobile": ANITA, "code": code })).await;
        assert_eq!(again.problem(), (422, "no-code", "code"));
        anita.delete("/sessions/current").await.is(204);
        let gone = anita.get("/me").await.is(401);
        assert_eq!((gone.code(), gone.header("www-authenticate")), ("not-signed-in", "Bearer"));
        for wrong in
            ["", "Bearer", "Bearer ", "Bearer null", "Basic YTpi", "Bearer 00000000000000000000000000000000"]
        {
            let nobody = town.call("GET", "/me", &[("authorization", wrong)], &json!(null)).await;
            assert_eq!((nobody.status, nobody.code()), (401, "not-signed-in"), "{wrong}");
            // Nobody acts signed out without knowing.
            let body = json!({ "lines": [], "pincode": "814112", "payment_method": "upi" });
            let quote = town.call("POST", "/quotes", &[("authorization", wrong)], &body).await;
            assert_eq!(quote.code(), "not-signed-in", "{wrong}");
        }
    });
}

#[tokio::test]
async fn codes_and_tries_are_bounded_and_numbers_stay_secret() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let stranger = "+916300000001";
        let known = town.signs_in(ANITA).await;
        drop(known);
        let mut answers = Vec::new();
        for mobile in [ANITA, stranger] {
            let answer = town.post("/sign-in-codes", &json!({ "mobile": mobile })).await;
            answers.push((answer.status, answer.text));
        }
        assert_eq!(answers[0], answers[1]);
        for left in [4, 3, 2, 1] {
            let wrong = town.post("/sessions", &json!({ "mobile": stranger, "code": "000000" })).await;
            let wrong = if wrong.status == 201 { panic!("one in a million") } else { wrong };
            assert_eq!(
                (wrong.problem(), &wrong.body["tries_left"]),
                ((422, "wrong-code", "code"), &json!(left))
            );
        }
        let code = town.code_of(stranger).await;
        town.post("/sessions", &json!({ "mobile": stranger, "code": "000000" })).await.is(422);
        let late = town.post("/sessions", &json!({ "mobile": stranger, "code": code })).await;
        assert_eq!(late.problem(), (422, "no-code", "code"), "a sixth try is never compared");
        for _ in 0..2 {
            town.post("/sign-in-codes", &json!({ "mobile": stranger })).await.is(202);
        }
        let much = town.post("/sign-in-codes", &json!({ "mobile": stranger })).await.is(429);
        assert_eq!((much.code(), much.header("retry-after")), ("too-many-codes", "900"));
        assert_eq!(much.body["retry_after_s"], 900);
    });
}

#[tokio::test]
async fn numbers_and_codes_of_the_wrong_form_are_named() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        for mobile in ["", "12345", "+15551234567", "5300000000", "६३००", "null"] {
            let answer = town.post("/sign-in-codes", &json!({ "mobile": mobile })).await;
            assert_eq!(answer.problem(), (422, "bad-mobile", "mobile"), "{mobile}");
        }
        for mobile in ["6300000002", "+91 63000 00002", "६३००००००००२"] {
            let status = town.post("/sign-in-codes", &json!({ "mobile": mobile })).await.status;
            assert!(status == 202 || mobile.starts_with('६'), "{mobile}");
        }
        for code in ["", "12345", "1234567", "abcdef", "null"] {
            let answer = town.post("/sessions", &json!({ "mobile": ANITA, "code": code })).await;
            assert_eq!(answer.problem(), (422, "bad-field", "code"), "{code}");
        }
    });
}
