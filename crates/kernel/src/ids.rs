//! Ids: one type per kind of row, a readable prefix, time-ordered 128 bits (UUID version 7, RFC 9562).
//!
//! Written as `ord_` and 26 characters of Crockford's base 32 in lower case, so that an id sorts by
//! the millisecond it was made, on every engine and across machines.

use crate::time::Time;

/// The letters of Crockford's base 32: no `i`, `l`, `o`, `u`, which people confuse.
pub const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The 128 bits of a UUID version 7 for `at`, with ten random bytes.
pub fn uuid7(at: Time, random: [u8; 10]) -> u128 {
    let millis = u128::from(u64::try_from(at.0).unwrap_or(0)) & 0xffff_ffff_ffff;
    let mut noise: u128 = 0;
    for byte in random {
        noise = noise << 8 | u128::from(byte);
    }
    let high = noise >> 62 & 0xfff;
    let low = noise & 0x3fff_ffff_ffff_ffff;
    millis << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
}

/// 26 characters of base 32 for 128 bits.
pub fn base32(bits: u128) -> String {
    (0..26).rev().map(|place| char::from(CROCKFORD[(bits >> (place * 5) & 31) as usize])).collect()
}

/// The bits behind 26 characters of base 32, if they are that.
pub fn from_base32(text: &str) -> Option<u128> {
    if text.len() != 26 || text.as_bytes()[0] > b'7' {
        return None;
    }
    text.bytes().try_fold(0u128, |bits, byte| {
        let digit = CROCKFORD.iter().position(|c| *c == byte)?;
        Some(bits << 5 | digit as u128)
    })
}

/// A text that is not an id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id that starts with {0}_")]
pub struct NotAnId(pub &'static str);

/// An id that can be made from a moment and chance.
pub trait Id: Sized {
    /// A new id for a row made `at`, with ten random bytes.
    fn new(at: Time, random: [u8; 10]) -> Self;
}

/// Declares id types: `/// about` then `Name = "prefix";`.
#[macro_export]
macro_rules! ids {
    ($($(#[$about:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// What every id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;
        }

        impl $crate::ids::Id for $name {
            fn new(at: $crate::Time, random: [u8; 10]) -> Self {
                $name($crate::ids::uuid7(at, random))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}_{}", $prefix, $crate::ids::base32(self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ids::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then($crate::ids::from_base32)
                    .map($name)
                    .ok_or($crate::ids::NotAnId($prefix))
            }
        }

        impl $crate::Column for $name {
            fn to_cell(&self) -> $crate::Cell {
                $crate::Cell::Text(self.to_string())
            }
            fn from_cell(cell: $crate::Cell) -> Result<Self, $crate::BadCell> {
                let text = String::from_cell(cell)?;
                text.parse().map_err(|_| $crate::BadCell::new(stringify!($name), &$crate::Cell::Text(text)))
            }
        }
    )+};
}

ids! {
    /// Somebody who signs in: buyer, maker, officer, keeper.
    PersonId = "per";
    /// News by SMS, written by one and sent by another.
    NewsLetterId = "nwl";
    /// A place of a browser or an API client in our memory.
    SessionId = "ses";
    /// A code sent to a mobile number.
    SignInCodeId = "sic";
    /// A role that was given to a person.
    RoleGrantId = "rol";
    /// That somebody shall have a role, or her second factor be reset.
    RoleRequestId = "rqs";
    /// How somebody who works here proves herself beside the code by SMS.
    SecondFactorId = "sef";
    /// A key in a phone or computer that signs for its owner.
    PasskeyId = "psk";
    /// A person or group that makes goods.
    MakerId = "mkr";
    /// A member of a group that makes goods together.
    MemberId = "mem";
    /// A telephone that keeps a token of ours.
    DeviceId = "dev";
    /// A maker's PIN on one telephone.
    DevicePinId = "dpn";
    /// A registered seller that sells on behalf of named makers.
    AggregatorId = "agg";
    /// A collection point of a block.
    HubId = "hub";
    /// A good as makers and buyers speak of it.
    ProductId = "prd";
    /// A size or colour of a product: what is priced, stocked and bought.
    VariantId = "var";
    /// A bill, a credit note or a voucher.
    BillId = "bil";
    /// What a buyer gets back for pieces that had reached her.
    ClaimId = "clm";
    /// What somebody complains of, with its number and clocks.
    ComplaintId = "cmp";
    /// Pieces of a line that a buyer sends back, or shows.
    ReturnId = "ret";
    /// A change of a price.
    PriceChangeId = "prc";
    /// A change of a good that waits for a second person; once these were prices only.
    ProposalId = "prq";
    /// Many goods changed in one act.
    BulkEditId = "blk";
    /// Days on which a maker makes nothing.
    AwayId = "awy";
    /// A maker's wish for help.
    HelpRequestId = "hlp";
    /// A change of stock.
    StockMovementId = "stk";
    /// What a visitor has put together but not yet ordered.
    CartId = "crt";
    /// A total the mart stands by for a while.
    QuoteId = "quo";
    /// What one buyer bought in one checkout.
    OrderId = "ord";
    /// One good of an order.
    LineId = "lin";
    /// The share of an order that one maker packs.
    ParcelId = "pcl";
    /// Parcels of one order that travel together.
    ShipmentId = "shp";
    /// What we want paid for one order.
    PaymentIntentId = "pin";
    /// One payment as the gateway knows it.
    PaymentId = "pay";
    /// Money on its way back to a buyer.
    RefundId = "rfd";
    /// A month of the ledger that is being closed.
    LedgerMonthId = "mon";
    /// Money on its way back that is paid out at a hub.
    RefundAtHubId = "rah";
    /// Money on its way back that goes to a UPI address.
    RefundToUpiId = "rtu";
    /// Cash a hub has paid in at the bank.
    CashHandoverId = "chn";
    /// The cash of a hub, counted.
    CashCountId = "cct";
    /// A rule which payment company serves whom.
    GatewayRuleId = "gwr";
    /// What a carrier has paid to the bank of the cash it took.
    RemittanceId = "rmt";
    /// A fact in the ledger.
    EntryId = "jrn";
    /// Money that finance has put into the advance fund, or taken out of it.
    FundMoveId = "fnd";
    /// Payouts approved together.
    PayoutBatchId = "bat";
    /// Money sent to one maker.
    PayoutId = "pyt";
    /// One line of what the payment company says it has settled.
    SettlementRowId = "row";
    /// A bank's statement as finance brought it.
    StatementId = "stm";
    /// One line of a bank's statement.
    BankLineId = "bkl";
    /// Where our books, the payment company and the bank say different things.
    GapId = "gap";
    /// A message waiting to be taken outside.
    JobId = "job";
    /// What is known and done about one maker, from the day she is found.
    CaseId = "cas";
    /// An officer's visit to a maker.
    VisitId = "vis";
    /// Two cases found to be of one maker.
    MergeId = "mrg";
    /// A register as a department handed it in.
    FilingId = "reg";
    /// A bank account asked for on behalf of a maker.
    BankChangeId = "bch";
    /// What an officer recorded in the field; made by her phone.
    FieldRecordId = "fld";
    /// A look at a parcel that a hub's phone took down, perhaps without signal; made by the phone.
    HubSendingId = "hse";
    /// A photo or voice of a field record; made by her phone.
    FieldFileId = "fil";
    /// A code by which a maker agrees to a listing.
    ConsentCodeId = "cns";
    /// A wish to be erased.
    ErasureId = "era";
    /// Something that went wrong with a good, and how it is mended.
    CardId = "imp";
    /// A photo of what was wrong with a good, of it mended, or beside a review.
    QualityPhotoId = "qph";
    /// A day on which somebody showed makers how to do something better.
    TrainingId = "trn";
    /// A recording: a maker's voice, or a lesson.
    ClipId = "clp";
    /// Food made on one day, best before one day.
    FoodBatchId = "fbt";
    /// Numbers of postal articles that the post has allotted.
    ArticleRangeId = "rng";
    /// A step the dispatch clock has taken about a parcel that is late.
    DispatchId = "dsp";
    /// What a carrier was asked to carry.
    BookingId = "bkg";
    /// Something that went wrong with a shipment on its way.
    HitchId = "htc";
    /// A review meeting that was held.
    MeetingId = "mtg";
    /// What somebody has to do by a day, as a meeting decided.
    TaskId = "tsk";
    /// A stage the mart stood at.
    StageId = "stg";
    /// What somebody said of a page in a trial.
    FeedbackId = "fbk";
    /// Word of a backup that was restored.
    RestoreWordId = "rst";
    /// A place where parcels wait for their buyers.
    CounterId = "ctr";
    /// A photo of a parcel left at its buyer's door.
    DoorPhotoId = "dph";
    /// An hour of a counter's day in which so many orders can be fetched.
    PickupSlotId = "psl";
    /// A stall whose printed code leads to its goods.
    StallId = "stl";
    /// Pieces that were set aside for a stall.
    StallSliceId = "slc";
    /// Somebody lets a message that was set aside be tried again.
    JobRetryId = "jrt";
    /// Goods that belong to a feast or a season.
    CollectionId = "col";
    /// How the front page is arranged from a day on.
    FrontPageId = "fpg";
    /// What a department wants to reach in a block in a month.
    TargetId = "tgt";
    /// Something that looks wrong, found by rule.
    AnomalyId = "anm";
    /// What is taken off a price or a freight, and who pays for it.
    OfferId = "ofr";
    /// Who pays for offers beside the mart and makers.
    FunderId = "fnd";
    /// Goods of several makers for one price.
    KitId = "kit";
    /// Somebody abroad asks for goods.
    ExportEnquiryId = "xen";
    /// What goes abroad in one shipment, with its papers.
    ExportCaseId = "xcs";
    /// In whose name goods leave the country.
    ExporterId = "xpo";
    /// Nothing goes to a country, or goes again.
    ExportStopId = "xst";
    /// An office, a hotel, a wedding or an importer asks for many pieces.
    InstitutionEnquiryId = "ine";
    /// What the desk has offered about it.
    InstitutionOfferId = "iof";
    /// A piece that is sent to be looked at before all are made.
    InstitutionSampleId = "ism";
    /// What was paid ahead and not used, on its way back.
    InstitutionReturnId = "irt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_sorts_by_time() {
        let early = OrderId::new(Time(1_000), [255; 10]);
        let late = OrderId::new(Time(1_001), [0; 10]);
        assert!(early < late);
        assert!(early.to_string() < late.to_string());
        assert_eq!(early.to_string().parse(), Ok(early));
        assert_eq!(early.to_string().len(), 30);
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let order = OrderId::new(Time(5), [1; 10]).to_string();
        assert!(order.parse::<MakerId>().is_err());
        for wrong in [
            "",
            "ord_",
            "ord_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "ord_0000000000000000000000000u",
            "ORD_00000000000000000000000000",
        ] {
            assert!(wrong.parse::<OrderId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_bits_say_version_seven() {
        let bits = uuid7(Time(0x1234_5678_9abc), [0xff; 10]);
        assert_eq!(bits >> 80, 0x1234_5678_9abc);
        assert_eq!(bits >> 76 & 0xf, 7);
        assert_eq!(bits >> 62 & 0b11, 0b10);
    }
}
