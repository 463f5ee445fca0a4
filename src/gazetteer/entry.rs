//! What a list says of an entity: the rows of the source formats, read into plain values.

use crate::text::Date;

/// One entity with its aliases, as a source list gives it.
///
/// Several rows may speak of one id: the first gives label, subtype and name, later ones may leave them out and
/// add aliases, attributes and roles.
///
/// ```
/// use namewire::gazetteer::{Alias, Builder, Entry};
/// let mut entry = Entry::new("nw:org/acme", "ORG", "Acme Corp.");
/// entry.aliases.push(Alias::new("Acme"));
/// let mut builder = Builder::new();
/// builder.add(entry).unwrap();
/// let gazetteer = builder.build().unwrap();
/// assert_eq!(gazetteer.info().aliases, 2);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// A stable id, any string; the built-in ones are CURIEs such as `iso3166:IR`.
    pub id: String,
    /// `PERSON`, `ORG`, … or a label of your own.
    pub label: String,
    /// Refines the label: `company`, `city`; may be empty.
    pub subtype: String,
    /// The canonical name; an alias too.
    pub name: String,
    /// Importance against other entities of the same name, 0 to 1; 0.5 when not given.
    pub prior: Option<f32>,
    /// Anything else that is known, as key and value. `country` holding the id of an entity ties this one to it.
    pub attributes: Vec<(String, String)>,
    /// Offices held.
    pub roles: Vec<Role>,
    /// Further names, beside `name`.
    pub aliases: Vec<Alias>,
    /// Rules for `name` where it is an alias; its `text` is not used.
    pub name_rules: Alias,
}

impl Entry {
    /// An entity with a name and no further aliases.
    pub fn new(id: impl Into<String>, label: impl Into<String>, name: impl Into<String>) -> Self {
        Entry { id: id.into(), label: label.into(), name: name.into(), ..Entry::default() }
    }
}

/// An office and when it was held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Role {
    /// The office: `Secretary of State of the United States`.
    pub title: String,
    /// Id of the organisation, or empty.
    pub organisation: String,
    /// First day, if known.
    pub from: Option<Date>,
    /// Last day, if known.
    pub until: Option<Date>,
}

/// How the letters of an alias must be written in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CaseRule {
    /// A word that the alias capitalises needs a capital in the text, a word in capitals (`US`) needs all of them
    /// in capitals, small words match in any case. The default.
    #[default]
    Smart,
    /// Letter by letter as in the alias, a final dot (`Miss.`) included.
    Exact,
    /// In any case.
    Any,
}

impl CaseRule {
    /// The rule's name in source lists.
    pub fn name(self) -> &'static str {
        match self {
            CaseRule::Smart => "smart",
            CaseRule::Exact => "exact",
            CaseRule::Any => "any",
        }
    }

    /// Reads the name of a rule.
    pub fn parse(name: &str) -> Option<Self> {
        [CaseRule::Smart, CaseRule::Exact, CaseRule::Any].into_iter().find(|c| c.name() == name)
    }
}

/// One way in which an entity is named, with the conditions under which it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// The name as the press writes it, without article, title or possessive.
    pub text: String,
    /// BCP-47 tag of its language, or empty.
    pub language: String,
    /// How case is compared.
    pub case: CaseRule,
    /// Probability that these words, written this way in news, mean this entity: above 0, at most 1.
    pub weight: f32,
    /// Words that must or must not be around.
    pub guards: Guards,
    /// First day on which the alias holds.
    pub from: Option<Date>,
    /// Last day on which the alias holds.
    pub until: Option<Date>,
    /// Match inside words, hashtags, handles and domains too. Such aliases are searched byte by byte; accents
    /// and width are not folded for them.
    pub anywhere: bool,
}

impl Alias {
    /// The weight of an alias that gives none.
    pub const DEFAULT_WEIGHT: f32 = 0.9;

    /// An alias without conditions.
    pub fn new(text: impl Into<String>) -> Self {
        Alias { text: text.into(), ..Alias::default() }
    }
}

impl Default for Alias {
    fn default() -> Self {
        Alias {
            text: String::new(),
            language: String::new(),
            case: CaseRule::default(),
            weight: Self::DEFAULT_WEIGHT,
            guards: Guards::default(),
            from: None,
            until: None,
            anywhere: false,
        }
    }
}

/// Words that must, or must not, be around an alias. Compared folded, word by word; phrases are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guards {
    /// At least one of these stands within the window, if the list is not empty.
    pub near: Vec<String>,
    /// None of these stands within the window.
    pub not_near: Vec<String>,
    /// At least one of these stands somewhere in the text, if the list is not empty.
    pub require: Vec<String>,
    /// None of these stands anywhere in the text.
    pub forbid: Vec<String>,
    /// How many tokens before and after the name count as near.
    pub window: u16,
}

impl Guards {
    /// The window of guards that give none, in tokens.
    pub const DEFAULT_WINDOW: u16 = 10;

    /// True when there is no condition.
    pub fn is_empty(&self) -> bool {
        [&self.near, &self.not_near, &self.require, &self.forbid].iter().all(|l| l.is_empty())
    }
}

impl Default for Guards {
    fn default() -> Self {
        Guards {
            near: Vec::new(),
            not_near: Vec::new(),
            require: Vec::new(),
            forbid: Vec::new(),
            window: Self::DEFAULT_WINDOW,
        }
    }
}
