//! What can be typed: commands and their options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use kernel::{Lang, Time};
use market::accounts::DepartmentKey;

/// The mart for the artisans of Deoghar district
#[derive(Debug, Parser)]
#[command(name = "deogharmart", version, max_term_width = 100)]
#[command(after_help = "Try `deogharmart demo`: a whole mart on this computer, with pretend money.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Starts a whole mart on this computer: sample makers and goods, pretend payments and SMS
    Demo(Demo),
    /// Serves the mart's pages and carries its messages, as configured
    Serve(Serve),
    /// Only carries messages to the payment gateway and the SMS operator, beside `serve --pages-only`
    Work(Place),
    /// Brings the database to what this program knows
    Migrate(Place),
    /// Loads the tables that ship with the mart, and the sample district
    Seed(Seed),
    /// Gives the first administrator, or the first person of the DC's office, the role; later two people do that on a page
    Grant(Grant),
    /// Brings in what departments hand in
    #[command(subcommand)]
    Import(Import),
    /// Takes a backup now, whole; `serve` and `work` take them by the clock
    Backup(Place),
    /// Puts a mart back as it was at a moment, onto an empty place, and checks it
    Restore(Restore),
    /// Checks money, stock, states and the audit trail; safe while the mart runs
    Verify(Verify),
    /// Looks at everything the launch gate wants; the exit code says whether all of it is green
    LaunchCheck(LaunchCheck),
    /// Makes the index of search again from goods and makers; safe while the mart runs
    RebuildSearch(Place),
    /// Invents a year of district life in a demo, for drills
    #[command(hide = true)]
    InventYear(InventYear),
    /// Throws away what was learnt about the days carriers take, and learns it anew from what arrived; safe while the mart runs
    RebuildPromises(Place),
    /// Prints completions for a shell
    #[command(hide = true)]
    Completions {
        /// For which shell
        shell: Shell,
    },
    /// Prints the manual page
    #[command(hide = true)]
    Man,
}

/// Where the mart's data are.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Folder for the database, pictures and what else the mart keeps [default: ./mart-data]
    #[arg(long, value_name = "DIR", env = "MART_DATA", hide_env_values = true)]
    pub data: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:DIR/mart.db]
    #[arg(long, value_name = "URL", env = "MART_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Configuration file (TOML); the environment overrules it
    #[arg(long, value_name = "FILE", env = "MART_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
}

/// A mart to try out.
#[derive(Args, Clone, Debug)]
pub struct Demo {
    /// Port on 127.0.0.1; 0 for any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Where its data are.
    #[command(flatten)]
    pub place: Place,
    /// Forgets everything an earlier demo has put into the folder, and begins anew
    ///
    /// Only what the demo itself has made there is removed. A database elsewhere is never touched.
    #[arg(long)]
    pub fresh: bool,
    /// The mart's clock runs so many days ahead: what becomes of baskets, promises and food by then
    ///
    /// Codes of an authenticator app are those of today and do not fit. What happens in days to come stays in the folder.
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=366))]
    pub days_ahead: u16,
    /// Sign-in codes the mart sends in an hour; they cost nothing here, and drills sign in by the thousand
    #[arg(
        long,
        value_name = "CODES",
        env = "MART_CODES_HOURLY_MOST",
        default_value_t = 1_000_000,
        hide = true
    )]
    pub codes_hourly_most: u32,
}

/// A mart for real.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Where its data are.
    #[command(flatten)]
    pub place: Place,
    /// Leaves the messages to `deogharmart work` in another process
    #[arg(long)]
    pub pages_only: bool,
}

/// Who begins.
#[derive(Args, Clone, Debug)]
pub struct Grant {
    /// Where the data are.
    #[command(flatten)]
    pub place: Place,
    /// administrator or dc_office
    #[arg(long)]
    pub role: String,
    /// Mobile number to sign in with
    #[arg(long)]
    pub mobile: String,
    /// Name of the person
    #[arg(long)]
    pub name: String,
}

/// What to check.
#[derive(Args, Clone, Debug)]
pub struct Verify {
    /// Only the reports: every figure is counted anew from its rows [default: everything]
    #[arg(value_enum)]
    pub part: Option<Part>,
    /// Where the data are.
    #[command(flatten)]
    pub place: Place,
}

/// A part of what can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// What the DC and everybody reads.
    Reports,
}

/// How much of a year is invented.
#[derive(Args, Clone, Debug)]
pub struct InventYear {
    /// Makers
    #[arg(long, default_value_t = 10_000)]
    pub makers: i64,
    /// Goods; as many as makers if nothing is said
    #[arg(long)]
    pub goods: Option<i64>,
    /// Orders
    #[arg(long, default_value_t = 200_000)]
    pub orders: i64,
    /// The number at which makers, goods and orders begin: a part of a year beside other parts
    #[arg(long, default_value_t = 0)]
    pub first: i64,
    /// The same number is the same year
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// Where the demo's data are.
    #[command(flatten)]
    pub place: Place,
}

/// What the launch gate wants.
#[derive(Args, Clone, Debug)]
pub struct LaunchCheck {
    /// Answers in JSON
    #[arg(long)]
    pub json: bool,
    /// Where the data are.
    #[command(flatten)]
    pub place: Place,
}

/// What to load.
#[derive(Args, Clone, Debug)]
pub struct Seed {
    /// Where the data are.
    #[command(flatten)]
    pub place: Place,
    /// Leaves out the sample makers, goods and staff
    #[arg(long)]
    pub without_sample: bool,
}

/// What to put back, and where.
#[derive(Args, Clone, Debug)]
pub struct Restore {
    /// Folder with the backups [default: where the configuration says they go]
    #[arg(long, value_name = "DIR")]
    pub from: Option<PathBuf>,
    /// The moment, as "2026-11-28 20:15" in Indian time or 2026-11-28T14:45:00Z [default: the newest there is]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub at: Option<Time>,
    /// Where the mart should be.
    #[command(flatten)]
    pub place: Place,
}

fn moment(text: &str) -> Result<Time, String> {
    Time::from_written(text)
        .ok_or_else(|| "write it as \"2026-11-28 20:15\" (Indian time) or 2026-11-28T14:45:00Z".to_owned())
}

/// What to bring in.
#[derive(Clone, Debug, Subcommand)]
pub enum Import {
    /// Looks at a register of makers and tells what is wrong with it; enters what is fit only with --commit
    ///
    /// Exit code 0: every row is fit. 3: some are not. 1: the file cannot be read as a register.
    Register(ImportRegister),
}

/// A register of makers.
#[derive(Args, Clone, Debug)]
pub struct ImportRegister {
    /// The register: .xlsx, .ods or .csv, with Hindi or English headings in any order
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Whose it is: cottage_board, jslps, industries or handicrafts
    #[arg(long, value_name = "KEY")]
    pub department: DepartmentKey,
    /// Enters the fit rows, each whole or not at all; without it nothing is written
    #[arg(long)]
    pub commit: bool,
    /// Answers in JSON
    #[arg(long)]
    pub json: bool,
    /// The language of the reasons: hi or en
    #[arg(long, value_name = "LANG", default_value = "hi")]
    pub lang: Lang,
    /// The sheet to read, by its tab or number from 1 [default: the one that looks most like a register]
    #[arg(long, value_name = "SHEET", default_value = "", hide_default_value = true)]
    pub sheet: String,
    /// The block of rows that name none, by LGD code
    #[arg(long, value_name = "CODE", default_value = "", hide_default_value = true)]
    pub block: String,
    /// The craft of rows that name none, by key
    #[arg(long, value_name = "KEY", default_value = "", hide_default_value = true)]
    pub craft: String,
    /// Where the mart's data are.
    #[command(flatten)]
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_demo_needs_no_option() {
        let cli = Cli::try_parse_from(["deogharmart", "demo"]).expect("parsed");
        assert!(matches!(cli.command, Command::Demo(Demo { port: 8080, fresh: false, .. })));
        assert!(Cli::try_parse_from(["deogharmart", "demo", "--port", "80800"]).is_err());
    }
}
