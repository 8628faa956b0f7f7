//! How large each drill is: what its options are, and the size it has when nothing is said.

use clap::Args;

/// Size of an upload torture.
#[derive(Args, Clone, Copy, Debug)]
pub struct Uploads {
    /// Uploads, malformed and good ones in turn
    #[arg(long, default_value_t = 1_200)]
    pub uploads: usize,
    /// Officers who send at the same time
    #[arg(long, default_value_t = 4)]
    pub clients: usize,
}

/// Size of a flash sale.
#[derive(Args, Clone, Copy, Debug)]
pub struct Flash {
    /// Threads that send requests at the same time
    #[arg(long, default_value_t = 64)]
    pub clients: usize,
    /// People who want one piece each
    #[arg(long, default_value_t = 10_000)]
    pub buyers: usize,
    /// Pieces there are
    #[arg(long, default_value_t = 100)]
    pub stock: u64,
}

/// Size of a race for a coupon or a kit.
#[derive(Args, Clone, Copy, Debug)]
pub struct Coupon {
    /// Threads that send requests at the same time
    #[arg(long, default_value_t = 64)]
    pub clients: usize,
    /// People who check out with it
    #[arg(long, default_value_t = 2_000)]
    pub buyers: usize,
}

/// Size of a webhook storm.
#[derive(Args, Clone, Copy, Debug)]
pub struct Webhooks {
    /// Different events
    #[arg(long, default_value_t = 5_000)]
    pub events: usize,
    /// Deliveries of each
    #[arg(long, default_value_t = 10)]
    pub copies: usize,
    /// Deliveries under way at the same time
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
    /// How often the mart is killed meanwhile
    #[arg(long, default_value_t = 20)]
    pub kills: usize,
}

/// Size of a forgery.
#[derive(Args, Clone, Copy, Debug)]
pub struct Forged {
    /// Forged messages, of each kind in turn
    #[arg(long, default_value_t = 10_000)]
    pub messages: usize,
    /// Orders they are about; a third of them is paid
    #[arg(long, default_value_t = 60)]
    pub orders: usize,
    /// Messages under way at the same time
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
}

/// Size of a drill of out-calls.
#[derive(Args, Clone, Copy, Debug)]
pub struct OutCalls {
    /// Orders, each paid twice and refunded once; then delivered, and its maker paid
    #[arg(long, default_value_t = 400)]
    pub orders: usize,
    /// How often the mart is killed while refunds are under way, and again while payouts are
    #[arg(long, default_value_t = 200)]
    pub kills: usize,
    /// Threads that order and look
    #[arg(long, default_value_t = 16)]
    pub clients: usize,
}

/// Size of a crash drill.
#[derive(Args, Clone, Copy, Debug)]
pub struct Crash {
    /// Orders to place
    #[arg(long, default_value_t = 1_000)]
    pub orders: usize,
    /// Threads that place them
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
    /// How often the mart is killed
    #[arg(long, default_value_t = 25)]
    pub kills: usize,
    /// Shortest time from one kill to the next, in milliseconds
    #[arg(long, default_value_t = 2_000)]
    pub every_ms: u64,
}

/// Size of a drill of power cuts.
#[derive(Args, Clone, Copy, Debug)]
pub struct Power {
    /// Orders to place
    #[arg(long, default_value_t = 4_000)]
    pub orders: usize,
    /// Threads that place them
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
    /// How often the power goes
    #[arg(long, default_value_t = 100)]
    pub cuts: usize,
    /// Tries the drill itself: commits do not wait for the disk, and it must find orders lost
    #[arg(long)]
    pub unsynced: bool,
}

/// Size of a drill of strain.
#[derive(Args, Clone, Copy, Debug)]
pub struct Strain {
    /// Orders under each strain
    #[arg(long, default_value_t = 200)]
    pub orders: usize,
    /// Threads that place them
    #[arg(long, default_value_t = 16)]
    pub clients: usize,
}

/// Size of a recall.
#[derive(Args, Clone, Copy, Debug)]
pub struct Recall {
    /// People who have bought of the batch
    #[arg(long, default_value_t = 10_000)]
    pub buyers: usize,
    /// Threads that buy and look
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
}

/// Size of a courier drill.
#[derive(Args, Clone, Copy, Debug)]
pub struct Courier {
    /// People who look around and order meanwhile
    #[arg(long, default_value_t = 64)]
    pub clients: usize,
    /// Boxes that are booked
    #[arg(long, default_value_t = 20)]
    pub boxes: usize,
}

/// Size of a drill of partners that fail.
#[derive(Args, Clone, Copy, Debug)]
pub struct Partners {
    /// Orders taken under each failure; there are twenty
    #[arg(long, default_value_t = 8)]
    pub orders: usize,
}

/// Size of a drill of PostgreSQL.
#[derive(Args, Clone, Copy, Debug)]
pub struct Postgres {
    /// Orders, a quarter of them under each kind of blow
    #[arg(long, default_value_t = 800)]
    pub orders: usize,
    /// Threads that place them, at both processes in turn
    #[arg(long, default_value_t = 16)]
    pub clients: usize,
    /// Seconds for which the server is silent
    #[arg(long, default_value_t = 30)]
    pub silent_s: u64,
}

/// Size of a drill of a pooler.
#[derive(Args, Clone, Copy, Debug)]
pub struct Pooled {
    /// Orders
    #[arg(long, default_value_t = 400)]
    pub orders: usize,
    /// Threads that place them, at both processes in turn
    #[arg(long, default_value_t = 16)]
    pub clients: usize,
}

/// Size of a season.
#[derive(Args, Clone, Copy, Debug)]
pub struct Season {
    /// Parcels that are promised and sent
    #[arg(long, default_value_t = 200_000)]
    pub parcels: u64,
}

/// Size of a drill of restoring.
#[derive(Args, Clone, Copy, Debug)]
pub struct Restore {
    /// Orders to place while backups are taken each second
    #[arg(long, default_value_t = 1_000)]
    pub orders: usize,
    /// Threads that place them
    #[arg(long, default_value_t = 8)]
    pub clients: usize,
    /// Moments to go back to
    #[arg(long, default_value_t = 10)]
    pub moments: usize,
}
