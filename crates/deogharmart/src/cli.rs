//! What can be typed: commands and their options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

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
    /// Checks money, stock, states and the audit trail; safe while the mart runs
    Verify(Place),
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
