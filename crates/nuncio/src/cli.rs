//! The command line: every command and option, with the sentence that `--help` prints.

use clap::{Args, Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};

/// The official voice of an open project, run by its charter.
#[derive(Parser)]
#[command(version, about, propagate_version = true)]
pub struct Cli {
    /// Where the data are.
    #[command(flatten)]
    pub place: Place,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data are, which solver is asked, and how to print.
#[derive(Args, Clone)]
pub struct Place {
    /// The data folder: key, pictures and, unless it is elsewhere, the database.
    #[arg(long, global = true, env = "NUNCIO_DATA", default_value = "./nuncio-data", value_name = "DIR")]
    pub data: PathBuf,
    /// The database: `postgres://…` or `sqlite://PATH`. Without it, a file in the data folder.
    #[arg(long, global = true, env = "NUNCIO_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// The solver that compares charters and proves what holds of them: the program of cvc5, or `none`. Without it, `cvc5`
    /// is looked for on PATH; where it is missing, charters are compared by their powers tables.
    #[arg(long, global = true, env = "NUNCIO_SOLVER", value_name = "PROGRAM")]
    pub solver: Option<String>,
    /// Print data instead of sentences.
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Start a demonstration on this machine: two groups, sample people, and networks to practise on.
    Demo {
        /// Where to listen; this machine only.
        #[arg(long, default_value = "127.0.0.1:4100", value_name = "ADDRESS:PORT")]
        listen: SocketAddr,
    },
    /// Serve the pages, let posts leave at their minute, keep the log in order.
    Serve(ServeOptions),
    /// Let posts leave at their minute, without pages: one of several processes on one PostgreSQL database.
    Worker(ServeOptions),
    /// Bring the database up to date, and stop.
    Migrate,
    /// Keep this machine from sending anything, whatever the database says. It takes effect within two seconds.
    Freeze,
    /// Let this machine send again what `freeze` stopped; or say for a group, as one of two voices, that what it holds may
    /// go on.
    Thaw(ThawOptions),
    /// Print a one-time link for the founder, or for somebody on a roster.
    Invite(InviteOptions),
    /// Look at a charter: what its rules cover, who may do what, and why.
    #[command(subcommand)]
    Charter(CharterCommand),
    /// Look at the log.
    #[command(subcommand)]
    Audit(AuditCommand),
}

/// How to serve.
#[derive(Args)]
pub struct ServeOptions {
    /// Where to listen. Put a proxy with TLS in front of it.
    #[arg(long, env = "NUNCIO_LISTEN", default_value = "127.0.0.1:4100", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// The address people open, such as <https://voice.example>. The one setting every installation needs.
    #[arg(long, env = "NUNCIO_PUBLIC_URL", value_name = "URL")]
    pub public_url: String,
    /// A server that may be reached although the guard would refuse it: `ORIGIN=REASON`. Shown on the status page.
    #[arg(long, env = "NUNCIO_ALLOW", value_delimiter = ';', value_name = "ORIGIN=REASON")]
    pub allow: Vec<String>,
    /// The directory of Bluesky accounts, where it is not the public one: `PLC,RESOLVER`.
    #[arg(long, env = "NUNCIO_BLUESKY_DIRECTORY", value_name = "PLC,RESOLVER")]
    pub bluesky_directory: Option<String>,
    /// A proxy in front of this, by address or block (`127.0.0.1`, `10.0.0.0/8`); may be given several times. What it
    /// says in `X-Forwarded-For` about where a request came from is believed. Without it, no header is.
    #[arg(long, env = "NUNCIO_TRUSTED_PROXIES", value_delimiter = ',', value_name = "ADDRESS_OR_CIDR")]
    pub trusted_proxy: Vec<String>,
    /// The mail server: `smtp://USER:PASSWORD@HOST:587` with STARTTLS, or `smtps://…`. Better in the variable than here,
    /// where other programs of this machine can read it. Without it, no mail goes out.
    #[arg(long, env = "NUNCIO_MAIL", hide_env_values = true, value_name = "URL")]
    pub mail: Option<String>,
    /// An address that is called every minute while posts leave as they should. Let whoever answers it raise an alarm when
    /// it falls silent: that one needs no living Nuncio.
    #[arg(long, env = "NUNCIO_WATCH", hide_env_values = true, value_name = "URL")]
    pub watch: Option<String>,
    /// The mailbox that mail comes from: `Name <voice@project.example>`.
    #[arg(long, env = "NUNCIO_MAIL_FROM", value_name = "MAILBOX")]
    pub mail_from: Option<String>,
}

/// What may go on.
#[derive(Args)]
pub struct ThawOptions {
    /// The group for which the operator speaks as one of the two voices. What `freeze` stopped stays stopped then.
    #[arg(long)]
    pub group: Option<String>,
}

/// Whom to invite.
#[derive(Args)]
pub struct InviteOptions {
    /// The address people open.
    #[arg(long, env = "NUNCIO_PUBLIC_URL", value_name = "URL")]
    pub public_url: String,
    /// The mail address of the person, as it stands on the roster.
    #[arg(requires = "group")]
    pub email: Option<String>,
    /// The group whose roster they are on. Without it, the link is for the founder of a new group.
    #[arg(long, requires = "email")]
    pub group: Option<String>,
}

/// Looking at a charter.
#[derive(Subcommand)]
pub enum CharterCommand {
    /// List every clause: enforced, supported, promised, informative or unbound.
    Check {
        /// Rules files; each names its text.
        #[arg(required = true, value_name = "RULES.toml")]
        rules: Vec<PathBuf>,
        /// Check the same rules against another text of the same structure.
        #[arg(long, value_name = "OTHER.md")]
        text: Option<PathBuf>,
    },
    /// Print office × act × situation, with clauses.
    Powers {
        /// The rules file.
        #[arg(value_name = "RULES.toml")]
        rules: PathBuf,
    },
    /// Print what one version changes of another: words, rules, and who may do what, each with a request that shows it.
    Diff {
        /// The rules file of the earlier version; it names its text.
        #[arg(value_name = "OLD.toml")]
        old: PathBuf,
        /// The rules file of the later version.
        #[arg(value_name = "NEW.toml")]
        new: PathBuf,
    },
    /// Prove what has to hold of every charter, such as that every refusal names a clause; or refute it with an example.
    Prove {
        /// Rules files; each names its text.
        #[arg(required = true, value_name = "RULES.toml")]
        rules: Vec<PathBuf>,
    },
    /// Say whether somebody may do something, and by which clauses or why not.
    Explain(ExplainOptions),
}

/// What is to be explained.
#[derive(Args)]
pub struct ExplainOptions {
    /// The rules file.
    #[arg(value_name = "RULES.toml")]
    pub rules: PathBuf,
    /// The act, such as `schedule_post`.
    #[arg(long)]
    pub act: String,
    /// An office the person holds; may be given several times. None means an outsider.
    #[arg(long)]
    pub office: Vec<String>,
    /// A fact that is out of the ordinary, such as `sponsor=campaign`; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub fact: Vec<String>,
}

/// Looking at the log.
#[derive(Subcommand)]
pub enum AuditCommand {
    /// Check that nothing in a log was touched, and ask the charter every question in it again.
    Verify {
        /// Only this group's log, by its name in addresses.
        #[arg(long)]
        group: Option<String>,
    },
}
