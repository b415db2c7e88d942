//! The subcommands, one file each: the arguments, whose comments are the help, and one function.

mod attach;
mod backup;
mod carry;
mod completions;
mod delete;
mod device;
mod device_add;
mod doctor;
mod drafts;
mod edit;
mod erase;
mod export;
mod files;
mod help_now;
mod history;
mod import;
mod init;
mod insights;
mod journey;
mod keeper;
mod kept;
mod kit;
mod late;
mod list;
mod lock;
mod man;
mod marks;
mod network;
mod passwd;
mod prompt;
mod read;
mod recover;
mod reply;
mod restore;
mod run;
mod seal;
mod search;
mod settings;
mod share;
mod share_rule;
mod show;
mod slip;
mod star;
mod status;
mod step;
mod sync;
mod tag;
mod tags;
mod today;
mod tour;
mod unlock;
mod unwanted;
mod urge;
mod web;
mod worksheet;
mod write;

use clap::Subcommand;

use crate::app::App;
use crate::failure::Failure;

/// What the program can do.
#[derive(Subcommand)]
pub(crate) enum Command {
    Init(init::InitArgs),
    Unlock(unlock::UnlockArgs),
    Lock(lock::LockArgs),
    Status(status::StatusArgs),
    Passwd(passwd::PasswdArgs),
    Kit(kit::KitArgs),
    Backup(backup::BackupArgs),
    Carry(carry::CarryArgs),
    Recover(recover::RecoverArgs),
    #[command(visible_alias = "new")]
    Write(write::WriteArgs),
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
    #[command(visible_alias = "cat")]
    Show(show::ShowArgs),
    Edit(edit::EditArgs),
    Attach(attach::AttachArgs),
    Files(files::FilesArgs),
    Drafts(drafts::DraftsArgs),
    Tag(tag::TagArgs),
    Tags(tags::TagsArgs),
    Star(star::StarArgs),
    #[command(visible_alias = "rm")]
    Delete(delete::DeleteArgs),
    Restore(restore::RestoreArgs),
    Erase(erase::EraseArgs),
    History(history::HistoryArgs),
    Search(search::SearchArgs),
    Today(today::TodayArgs),
    Urge(urge::UrgeArgs),
    Slip(slip::SlipArgs),
    Kept(kept::KeptArgs),
    Missed(kept::MissedArgs),
    Step(step::StepArgs),
    Journey(journey::JourneyArgs),
    Worksheet(worksheet::WorksheetArgs),
    Marks(marks::MarksArgs),
    Insights(insights::InsightsArgs),
    Review(insights::ReviewArgs),
    Summary(insights::SummaryArgs),
    Prompt(prompt::PromptArgs),
    HelpNow(help_now::HelpNowArgs),
    Device(device::DeviceArgs),
    Sync(sync::SyncArgs),
    Run(run::RunArgs),
    Keeper(keeper::KeeperArgs),
    Web(web::WebArgs),
    Network(network::NetworkArgs),
    Settings(settings::SettingsArgs),
    Share(share::ShareArgs),
    Seal(seal::SealArgs),
    Reply(reply::ReplyArgs),
    Read(read::ReadArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Doctor(doctor::DoctorArgs),
    Tour(tour::TourArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Command {
    /// Whether it only shows something, so that much of it is shown page by page.
    pub(crate) fn only_shows(&self) -> bool {
        match self {
            Self::List(_)
            | Self::Show(_)
            | Self::History(_)
            | Self::Search(_)
            | Self::Today(_)
            | Self::Marks(_)
            | Self::Insights(_)
            | Self::Review(_)
            | Self::Summary(_)
            | Self::Prompt(_)
            | Self::HelpNow(_)
            | Self::Man(_) => true,
            Self::Step(args) => args.only_shows(),
            Self::Journey(args) => args.only_shows(),
            Self::Worksheet(args) => args.only_shows(),
            Self::Tags(args) => args.only_shows(),
            Self::Settings(args) => args.only_shows(),
            Self::Drafts(args) => args.only_shows(),
            Self::Files(args) => args.only_shows(),
            Self::Share(args) => args.only_shows(),
            Self::Reply(args) => args.only_shows(),
            Self::Read(args) => args.only_shows(),
            Self::Doctor(args) => args.only_shows(),
            Self::Erase(args) => args.only_shows(),
            _ => false,
        }
    }

    /// Runs the command.
    pub(crate) fn run(self, app: &mut App) -> Result<(), Failure> {
        match self {
            Self::Init(args) => init::run(app, &args),
            Self::Unlock(args) => unlock::run(app, &args),
            Self::Lock(args) => lock::run(app, &args),
            Self::Status(args) => status::run(app, &args),
            Self::Passwd(args) => passwd::run(app, &args),
            Self::Kit(args) => kit::run(app, &args),
            Self::Backup(args) => backup::run(app, &args),
            Self::Carry(args) => carry::run(app, &args),
            Self::Recover(args) => recover::run(app, &args),
            Self::Write(args) => write::run(app, &args),
            Self::List(args) => list::run(app, &args),
            Self::Show(args) => show::run(app, &args),
            Self::Edit(args) => edit::run(app, args),
            Self::Attach(args) => attach::run(app, &args),
            Self::Files(args) => files::run(app, &args),
            Self::Drafts(args) => drafts::run(app, args),
            Self::Tag(args) => tag::run(app, args),
            Self::Tags(args) => tags::run(app, args),
            Self::Star(args) => star::run(app, &args),
            Self::Delete(args) => delete::run(app, &args),
            Self::Restore(args) => restore::run(app, &args),
            Self::Erase(args) => erase::run(app, &args),
            Self::History(args) => history::run(app, &args),
            Self::Search(args) => search::run(app, &args),
            Self::Today(args) => today::run(app, &args),
            Self::Urge(args) => urge::run(app, args),
            Self::Slip(args) => slip::run(app, &args),
            Self::Kept(args) => kept::kept(app, &args),
            Self::Missed(args) => kept::missed(app, &args),
            Self::Step(args) => step::run(app, args),
            Self::Journey(args) => journey::run(app, args),
            Self::Worksheet(args) => worksheet::run(app, args),
            Self::Marks(args) => marks::run(app, &args),
            Self::Insights(args) => insights::insights(app, &args),
            Self::Review(args) => insights::review(app, &args),
            Self::Summary(args) => insights::summary(app, &args),
            Self::Prompt(args) => prompt::run(app, &args),
            Self::HelpNow(args) => help_now::run(app, &args),
            Self::Device(args) => device::run(app, &args),
            Self::Sync(args) => sync::run(app, &args),
            Self::Run(args) => run::run(app, &args),
            Self::Keeper(args) => keeper::run(app, &args),
            Self::Web(args) => web::run(app, &args),
            Self::Network(args) => network::run(app, &args),
            Self::Settings(args) => settings::run(app, &args),
            Self::Share(args) => share::run(app, args),
            Self::Seal(args) => seal::run(app, args),
            Self::Reply(args) => reply::run(app, &args),
            Self::Read(args) => read::run(app, &args),
            Self::Export(args) => export::run(app, &args),
            Self::Import(args) => import::run(app, &args),
            Self::Doctor(args) => doctor::run(app, &args),
            Self::Tour(args) => tour::run(app, &args),
            Self::Completions(args) => completions::run(app, &args),
            Self::Man(args) => man::run(app, &args),
        }
    }
}
