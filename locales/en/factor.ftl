# The second factor of those who work for the mart.
factor-title = One more proof
factor-text = You work for the mart, so the code by SMS alone is not enough. Open the authenticator app on your phone and enter the six digits it shows for DeogharMart.
factor-go = Go on
field-app_code = Six digits from the app
    .hint = They change every half minute.
field-recovery_code = Recovery code
    .hint = Like abcd-efgh-jkmn. Each opens once.
factor-lost = I do not have my phone
    .text = Use one of the ten recovery codes you wrote down.
factor-recovery-go = Go on with this code
factor-lost-all = No codes either? Ask an administrator of the mart. Two people must agree before your proof is reset; then you set up a new one.
factor-secure = Make your account safe
    .text = You work for the mart. Whoever got hold of your SIM must not be able to do so in your place. Set up one more proof now; it takes two minutes.
factor-app = Authenticator app
    .text = Any app that shows codes of six digits will do, such as Google Authenticator, Aegis or FreeOTP. It works without network.
factor-app-begin = Set up an app
factor-app-again = Set up the app on a new phone
factor-app-there = An app is set up.
factor-app-none = No app is set up.
factor-app-done = Done, go on
factor-step-1 = Open the app on your phone and press the plus sign.
factor-step-2 = Point it at this picture.
factor-step-3 = Enter the six digits the app shows below.
factor-qr = Picture of the key for your app
factor-key = If the app cannot read the picture, type this key into it:
factor-same-phone = The app is on this phone: open it
factor-passkey = Passkey
    .text = Your phone or computer proves it is you by fingerprint, face or screen lock.
factor-passkey-add = Add a passkey
factor-passkey-use = Use my passkey
factor-passkey-failed = That did not work. Press the button again, or use the code of the app.
factor-passkey-script = A passkey needs a browser with script. The app works without.
factor-passkey-since = Passkey added { $day }
factor-passkey-remove = Remove this passkey
factor-recovery = Recovery codes
    .text = Write these ten codes on paper and keep it safe, not in the phone. If the phone is lost, each of them opens your account once. They are not shown again.
factor-recovery-kept = I have written them down
factor-recovery-left = { $count ->
    [0] You have no recovery codes. Without your phone you could not sign in.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
factor-recovery-new = Show new codes
factor-home = My sign-in
    .text = This is how you prove that it is you.
factor-to-desk = To my work
factor-everywhere = All phones and computers
    .text = If you forgot to sign out somewhere, end all sessions. You then sign in again here too.
factor-everywhere-go = Sign out everywhere
factor-wrong-code = { $left ->
    [one] This is not the right code. You can try once more. The app must show DeogharMart, and its clock must be right.
   *[other] This is not the right code. You can try { $left } more times. The app must show DeogharMart, and its clock must be right.
}
factor-code-used = This code was used already. Wait until the app shows the next one, and enter that.
factor-wait = { $minutes ->
    [one] Too many wrong codes. Try again in a minute.
   *[other] Too many wrong codes. Try again in { $minutes } minutes.
}
factor-no-passkey = This passkey could not be checked. Open the page again and try once more, or use the code of the app.
factor-last-one = This is your only proof. Set up an app or another passkey first, then remove it.
factor-not-set-up = Nothing is set up yet. Set up an app or a passkey.
factor-raced = This has just been changed in another window. Open the page again to see it.
