//! The definitions that come with the program: the eleven steps, and the worksheet that carries figures into a share.
//! The build has read each of them.

use std::sync::OnceLock;

use journal::{Definition, DefinitionError};

/// How many steps the programme has.
pub const STEPS: u8 = 11;

/// The definition of one step, 1 to 11, with what its earlier versions asked; `None` for any other number.
pub fn of_step(step: u8) -> Option<&'static Definition> {
    static PARSED: [OnceLock<Definition>; STEPS as usize] =
        [const { OnceLock::new() }; STEPS as usize];
    let index = usize::from(step.checked_sub(1)?);
    let cell = PARSED.get(index)?;
    Some(cell.get_or_init(|| {
        let versions = SOURCES[index]
            .iter()
            .map(|source| Definition::parse(source).expect("the build has read it"));
        Definition::of_versions(versions.collect()).expect("every step has a definition")
    }))
}

/// The definitions of the eleven steps, in order.
pub fn of_steps() -> impl Iterator<Item = &'static Definition> {
    (1..=STEPS).filter_map(of_step)
}

/// The step whose definition has this id.
pub fn by_id(id: &str) -> Option<&'static Definition> {
    of_steps().find(|definition| definition.id == id)
}

/// The TOML of one step in its newest version, as an example for people's own definitions.
pub fn source(step: u8) -> Option<&'static str> {
    let versions = SOURCES.get(usize::from(step.checked_sub(1)?))?;
    versions.last().copied()
}

/// The worksheet that carries figures into a share. Nobody fills it in.
pub fn shared_insights() -> &'static Definition {
    static PARSED: OnceLock<Definition> = OnceLock::new();
    PARSED.get_or_init(|| {
        Definition::parse(include_str!("../worksheets/shared-insights.toml"))
            .expect("the build has read it")
    })
}

/// Reads a definition of somebody's own, which must fit the other versions of it that there are.
///
/// # Errors
/// As [`Definition::parse_own`]; the ids of the definitions that come with the program are not free.
pub fn parse_own(source: &str, versions: &[Definition]) -> Result<Definition, DefinitionError> {
    let ours = of_steps().chain([shared_insights()]);
    let reserved: Vec<&str> = ours.map(|definition| definition.id.as_str()).collect();
    Definition::parse_own(source, versions, &reserved)
}

/// The versions of each step's definition, oldest first. What was once in a released definition stays
/// here, so that old answers keep their questions.
const SOURCES: [&[&str]; STEPS as usize] = [
    &[
        include_str!("../worksheets/former/01-own-your-part.1.toml"),
        include_str!("../worksheets/01-own-your-part.toml"),
    ],
    &[
        include_str!("../worksheets/former/02-no-contact.1.toml"),
        include_str!("../worksheets/former/02-no-contact.2.toml"),
        include_str!("../worksheets/former/02-no-contact.3.toml"),
        include_str!("../worksheets/former/02-no-contact.4.toml"),
        include_str!("../worksheets/02-no-contact.toml"),
    ],
    &[
        include_str!("../worksheets/former/03-change-from-inside.1.toml"),
        include_str!("../worksheets/03-change-from-inside.toml"),
    ],
    &[include_str!("../worksheets/04-what-went-wrong.toml")],
    &[include_str!("../worksheets/05-listen-and-speak.toml")],
    &[include_str!("../worksheets/06-my-own-life.toml")],
    &[
        include_str!("../worksheets/former/07-ready-or-only-healed.1.toml"),
        include_str!("../worksheets/07-ready-or-only-healed.toml"),
    ],
    &[include_str!("../worksheets/08-honest-conversation.toml")],
    &[
        include_str!("../worksheets/former/09-show-it-over-time.1.toml"),
        include_str!("../worksheets/09-show-it-over-time.toml"),
    ],
    &[
        include_str!("../worksheets/former/10-core-issues.1.toml"),
        include_str!("../worksheets/10-core-issues.toml"),
    ],
    &[
        include_str!("../worksheets/former/11-any-answer.1.toml"),
        include_str!("../worksheets/former/11-any-answer.2.toml"),
        include_str!("../worksheets/11-any-answer.toml"),
    ],
];
