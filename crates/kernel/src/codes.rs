//! Closed lists of words that are stored as text: states, roles, kinds.

/// Declares an enum whose variants are stored as the given words.
///
/// It gets `ALL`, `as_str`, `Display`, `FromStr` and [`Column`](crate::Column), so a state is never a bare string.
///
/// ```
/// kernel::codes! {
///     /// How a parcel stands.
///     pub enum Stand {
///         /// The maker has been asked.
///         Asked = "asked",
///         /// The maker said yes.
///         Accepted = "accepted",
///     }
/// }
/// assert_eq!(Stand::Asked.as_str(), "asked");
/// assert_eq!("accepted".parse(), Ok(Stand::Accepted));
/// assert!("else".parse::<Stand>().is_err());
/// ```
#[macro_export]
macro_rules! codes {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order declared.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that is stored and spoken on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::BadCell;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok($name::$variant),)+
                    other => Err($crate::BadCell::new(stringify!($name), &$crate::Cell::from(other))),
                }
            }
        }

        impl $crate::Column for $name {
            fn to_cell(&self) -> $crate::Cell {
                $crate::Cell::Text(self.as_str().to_owned())
            }
            fn from_cell(cell: $crate::Cell) -> Result<Self, $crate::BadCell> {
                String::from_cell(cell)?.parse()
            }
        }
    };
}
