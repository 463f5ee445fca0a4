//! Asking a gazetteer what it holds.

use super::record::NONE;
use super::scan::Scanner;
use super::{CaseRule, Confirmer, Gazetteer, Role, View};
use crate::text::{Date, TokenMap};
use std::collections::BTreeMap;

/// Counts over a whole gazetteer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Info {
    /// Bytes of the compiled form.
    pub bytes: usize,
    /// Entities.
    pub entities: usize,
    /// Aliases, names included.
    pub aliases: usize,
    /// Aliases that match anywhere.
    pub anywhere: usize,
    /// Cue phrases.
    pub cues: usize,
    /// Entities by label and subtype.
    pub labels: BTreeMap<(String, String), usize>,
    /// Aliases by language tag.
    pub languages: BTreeMap<String, usize>,
}

/// What a gazetteer says of one entity.
#[derive(Debug, Clone, Copy)]
pub struct EntityInfo<'g> {
    view: View<'g>,
    number: u32,
}

/// One entity that a name can mean.
#[derive(Debug, Clone, Copy)]
pub struct Sense<'g> {
    /// The entity.
    pub entity: EntityInfo<'g>,
    /// The alias as the list writes it.
    pub alias: &'g str,
    /// Its case rule.
    pub case: CaseRule,
    /// Its weight.
    pub weight: f32,
    /// True when guards or dates restrict it.
    pub restricted: bool,
}

impl<'g> EntityInfo<'g> {
    /// The entity's number in the gazetteer.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The stable id.
    pub fn id(&self) -> &'g str {
        self.view.id(self.number)
    }

    /// The canonical name.
    pub fn name(&self) -> &'g str {
        self.view.name(self.number)
    }

    /// The label, such as `GPE`.
    pub fn label(&self) -> &'g str {
        let record = self.view.entities.get(self.number as usize);
        record.and_then(|e| self.view.labels.get(usize::from(e.label))).map_or("", |&r| self.view.str_ref(r))
    }

    /// The subtype, such as `country`; empty for none.
    pub fn subtype(&self) -> &'g str {
        let record = self.view.entities.get(self.number as usize);
        record
            .and_then(|e| self.view.subtypes.get(usize::from(e.subtype)))
            .map_or("", |&r| self.view.str_ref(r))
    }

    /// Importance against other entities of the same name.
    pub fn prior(&self) -> f32 {
        self.view.entities.get(self.number as usize).map_or(0.0, |e| e.prior)
    }

    /// Keys and values, in the order of the list.
    pub fn attributes(&self) -> impl Iterator<Item = (&'g str, &'g str)> {
        let view = self.view;
        view.attributes_of(self.number).iter().map(move |a| (view.str_ref(a.key), view.str_ref(a.value)))
    }

    /// Offices held.
    pub fn roles(&self) -> impl Iterator<Item = Role> + 'g {
        let view = self.view;
        view.roles_of(self.number).iter().map(move |r| Role {
            title: view.str_ref(r.title).to_owned(),
            organisation: view.str_ref(r.organisation).to_owned(),
            from: Date::from_number(r.from),
            until: Date::from_number(r.until),
        })
    }

    /// The entity's aliases. Cost: one pass over all aliases of the gazetteer.
    pub fn aliases(&self) -> impl Iterator<Item = &'g str> {
        let (view, number) = (self.view, self.number);
        view.aliases.iter().filter(move |a| a.entity == number).map(move |a| view.alias_text(a))
    }
}

impl Gazetteer {
    /// Counts what is there. Cost: one pass over entities and aliases.
    pub fn info(&self) -> Info {
        let view = self.view();
        let mut info = Info {
            bytes: self.as_bytes().len(),
            entities: view.entities.len(),
            aliases: view.aliases.len(),
            anywhere: view.anywhere.len(),
            cues: view.cues.len(),
            ..Info::default()
        };
        let mut labels: BTreeMap<(u16, u16), usize> = BTreeMap::new();
        view.entities.iter().for_each(|e| *labels.entry((e.label, e.subtype)).or_default() += 1);
        let name = |table: &[crate::analysis::StrRef], n: u16| {
            table.get(usize::from(n)).map_or("", |&r| view.str_ref(r)).to_owned()
        };
        for ((label, subtype), count) in labels {
            info.labels.insert((name(view.labels, label), name(view.subtypes, subtype)), count);
        }
        for alias in view.aliases {
            let language = view.alias_extra(alias).map_or("", |x| view.str_ref(x.language));
            *info.languages.entry(language.to_owned()).or_default() += 1;
        }
        info
    }

    /// The entity with an id.
    pub fn entity(&self, id: &str) -> Option<EntityInfo<'_>> {
        let view = self.view();
        view.find_id(id).map(|number| EntityInfo { view, number })
    }

    /// Every entity that a name can mean, in the order of the list; case, guards and dates are not looked at.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// let gazetteer = namewire::builtin().unwrap();
    /// let senses = gazetteer.senses("united states");
    /// assert_eq!(senses[0].entity.id(), "iso3166:US");
    /// # }
    /// ```
    pub fn senses(&self, name: &str) -> Vec<Sense<'_>> {
        let view = self.view();
        let (mut map, mut scanner) = (TokenMap::default(), Scanner::default());
        let mut confirmer = Confirmer::default();
        map.scan(name);
        let Some(token) = map.next(0) else { return Vec::new() };
        let walk = scanner.walk_from(name, &map, &view, token);
        let all = map.count(0, name.len());
        let whole = walk.endings.iter().filter(|(len, _)| *len == all);
        let mut senses = Vec::new();
        for &number in whole.flat_map(|(_, ending)| ending.aliases(view.lists)) {
            let Some(record) = view.aliases.get(number as usize) else { continue };
            let alias = view.alias_text(record);
            if confirmer.confirm(name, &walk.tokens, alias, CaseRule::Any).is_some() {
                senses.push(Sense {
                    entity: EntityInfo { view, number: record.entity },
                    alias,
                    case: record.case(),
                    weight: f32::from(record.weight) / 255.0,
                    restricted: view.alias_extra(record).is_some_and(|x| {
                        x.from != 0 || x.until != 0 || x.near | x.not_near | x.require | x.forbid != 0
                    }),
                });
            }
        }
        senses
    }
}

const _: () = assert!(NONE == crate::analysis::NONE);
