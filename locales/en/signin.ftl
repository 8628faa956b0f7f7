# Signing in.
sign-in-title = Sign in
sign-in-text = Enter your mobile number. A code comes by SMS. There is no password.
sign-in-go = Sign in
