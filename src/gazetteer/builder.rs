//! From entries to a compiled gazetteer.

use super::automaton::{self, MAX_ALIASES, MAX_TOKENS};
use super::compiled::{Section, Writer};
use super::cue::CueKind;
use super::entry::{Alias, CaseRule, Entry, Guards};
use super::interner::Interner;
use super::record::*;
use super::source::{self, Format, OnBadRow, ReadOptions, Report};
use super::spelling::{Speller, Spellings};
use super::{Gazetteer, Storage};
use crate::analysis::StrRef;
use crate::error::{Error, Result, RowError};
use crate::text::{CharClass, Date, classify};
use std::ops::Range;
use std::path::Path;

/// The longest alias, id or name, in bytes.
pub const MAX_NAME: usize = 1024;

/// From how many aliases on a list is spelled by two threads.
const PARALLEL: usize = 10_000;

/// Collects entities and compiles them.
///
/// Memory: about 200 bytes an alias while building. A million are read and compiled in 1.4 to 2.5 s.
///
/// ```
/// use namewire::gazetteer::{Builder, Format, ReadOptions};
/// let list = "id,label,name,aliases\nex:1,ORG,Acme Corp.,Acme|ACME Holdings\n";
/// let mut builder = Builder::new();
/// let report = builder.read_str(list, Format::Csv, &ReadOptions::default())?;
/// assert_eq!(report.rows, 1);
/// let gazetteer = builder.build()?;
/// # Ok::<(), namewire::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    strings: Interner,
    labels: Vec<StrRef>,
    subtypes: Vec<StrRef>,
    entities: Vec<EntityRecord>,
    entity_hashes: Vec<u64>,
    ids: hashbrown::HashTable<u32>,
    /// (entity, key, value); grouped by entity when compiled.
    attributes: Vec<(u32, AttributeRecord)>,
    roles: Vec<(u32, RoleRecord)>,
    aliases: Vec<AliasRecord>,
    extras: Vec<AliasExtra>,
    guards: Vec<u32>,
    phrases: Vec<PhraseRecord>,
    phrase_hashes: Vec<u64>,
    cues: Vec<CueRecord>,
    speller: Speller,
}

/// How long everything was before a list was read, so that reading can be undone.
struct Mark {
    strings: usize,
    entities: usize,
    attributes: usize,
    roles: usize,
    aliases: usize,
}

impl Builder {
    /// A builder without entities.
    pub fn new() -> Self {
        let mut builder = Self::default();
        builder.subtypes.push(StrRef::default());
        builder
    }

    /// Adds one entity, or adds to one that is there.
    ///
    /// # Errors
    ///
    /// An id, name or alias that is missing, too long ([`MAX_NAME`] bytes) or without a letter or digit; an alias of
    /// more than [`MAX_TOKENS`] tokens; a weight of 0 or outside 0 to 1; an id that is there with another label,
    /// subtype or name. Nothing of the entry is kept then.
    pub fn add(&mut self, entry: Entry) -> Result<(), String> {
        let known = self.check(&entry)?;
        let new = known.is_none();
        let entity = match known {
            Some(entity) => entity,
            None => self.push_entity(&entry)?,
        };
        for (key, value) in &entry.attributes {
            let record = AttributeRecord { key: self.strings.intern(key), value: self.strings.intern(value) };
            self.attributes.push((entity, record));
        }
        for role in &entry.roles {
            let record = RoleRecord {
                title: self.strings.intern(&role.title),
                organisation: self.strings.intern(&role.organisation),
                from: role.from.map_or(0, Date::number),
                until: role.until.map_or(0, Date::number),
            };
            self.roles.push((entity, record));
        }
        let mut last: Option<(&Alias, u32)> = None;
        let name_is_listed = entry.aliases.iter().any(|a| a.text.trim() == entry.name.trim());
        if new && !name_is_listed {
            let extra = self.extra(&entry.name_rules);
            last = Some((&entry.name_rules, extra));
            let record = self.entities[entity as usize];
            let text = StrRef { offset: record.name, len: record.name_len.into() };
            self.push_alias(entity, text, &entry.name_rules, extra);
        }
        for alias in &entry.aliases {
            let extra = match last {
                Some((rules, extra)) if same_rules(rules, alias) => extra,
                _ => self.extra(alias),
            };
            last = Some((alias, extra));
            let text = self.strings.push(&clean(&alias.text));
            self.push_alias(entity, text, alias, extra);
        }
        Ok(())
    }

    /// Everything that can be wrong with an entry; returns the entity it adds to, if there is one.
    fn check(&mut self, entry: &Entry) -> Result<Option<u32>, String> {
        check_name("id", &entry.id)?;
        let known = self.find(&entry.id);
        match known {
            None => {
                check_name("name", &entry.name)?;
                if entry.label.is_empty() {
                    return Err(format!("`{}` has no label", entry.id));
                }
                if entry.label.contains(char::is_whitespace) {
                    return Err(format!("label `{}` contains white space", entry.label));
                }
            }
            Some(entity) => self.check_same(entity, entry)?,
        }
        if known.is_none() {
            self.check_alias(&entry.name, &entry.name_rules)?;
        }
        for alias in &entry.aliases {
            self.check_alias(&alias.text, alias)?;
        }
        match entry.prior {
            Some(p) if !(0.0..=1.0).contains(&p) => Err(format!("prior {p} is not between 0 and 1")),
            _ => Ok(known),
        }
    }

    /// Everything that can be wrong with an alias of this text.
    fn check_alias(&mut self, text: &str, alias: &Alias) -> Result<(), String> {
        check_name("alias", text)?;
        if !surely_spelled(text) {
            let tokens = self.speller.count(&clean(text));
            if tokens == 0 && !alias.anywhere {
                return Err(format!("alias `{text}` has no letter or digit"));
            }
            if tokens > MAX_TOKENS {
                return Err(format!(
                    "alias `{text:.40}…` has {tokens} words, at most {MAX_TOKENS} are allowed"
                ));
            }
        }
        if !(alias.weight > 0.0 && alias.weight <= 1.0) {
            return Err(format!("weight {} of `{text}` is not above 0 and at most 1", alias.weight));
        }
        if let (Some(from), Some(until)) = (alias.from, alias.until)
            && until < from
        {
            return Err(format!("alias `{text}` holds until {until}, before {from}"));
        }
        let guards =
            [&alias.guards.near, &alias.guards.not_near, &alias.guards.require, &alias.guards.forbid];
        if let Some(word) = guards.into_iter().flatten().find(|w| self.speller.count(w) == 0) {
            return Err(format!("guard word `{word}` of `{text}` has no letter or digit"));
        }
        Ok(())
    }

    fn check_same(&self, entity: u32, entry: &Entry) -> Result<(), String> {
        let record = &self.entities[entity as usize];
        let label = self.strings.get(self.labels[usize::from(record.label)]);
        let subtype = self.strings.get(self.subtypes[usize::from(record.subtype)]);
        let name = self.strings.get(StrRef { offset: record.name, len: record.name_len.into() });
        let conflict = [
            ("label", &entry.label, label),
            ("subtype", &entry.subtype, subtype),
            ("name", &entry.name, name),
        ]
        .into_iter()
        .find(|(_, new, old)| !new.is_empty() && new.as_str() != *old);
        match conflict {
            Some((what, new, old)) => {
                Err(format!("id `{}` is there already with {what} `{old}`, not `{new}`", entry.id))
            }
            None => Ok(()),
        }
    }

    fn find(&self, id: &str) -> Option<u32> {
        let hash = xxhash_rust::xxh3::xxh3_64(id.as_bytes());
        self.ids.find(hash, |&e| self.id(e) == id).copied()
    }

    fn id(&self, entity: u32) -> &str {
        let record = &self.entities[entity as usize];
        self.strings.get(StrRef { offset: record.id, len: record.id_len.into() })
    }

    fn push_entity(&mut self, entry: &Entry) -> Result<u32, String> {
        let label = number(&mut self.labels, &mut self.strings, &entry.label)?;
        let subtype = number(&mut self.subtypes, &mut self.strings, &entry.subtype)?;
        let entity = self.entities.len() as u32;
        let id = self.strings.push(entry.id.trim());
        let name = clean(&entry.name);
        let name = if name == entry.id { id } else { self.strings.push(&name) };
        self.entities.push(EntityRecord {
            id: id.offset,
            name: name.offset,
            id_len: id.len as u16,
            name_len: name.len as u16,
            label,
            subtype,
            prior: entry.prior.unwrap_or(0.5),
            extra: NONE,
        });
        let hash = xxhash_rust::xxh3::xxh3_64(entry.id.as_bytes());
        self.entity_hashes.push(hash);
        let hashes = &self.entity_hashes;
        self.ids.insert_unique(hash, entity, |&e| hashes[e as usize]);
        Ok(entity)
    }

    fn push_alias(&mut self, entity: u32, text: StrRef, rules: &Alias, extra: u32) {
        let anywhere = if rules.anywhere { AliasRecord::ANYWHERE } else { 0 };
        self.aliases.push(AliasRecord {
            text: text.offset,
            entity,
            extra,
            text_len: text.len as u16,
            weight: (rules.weight * 255.0).round().max(1.0) as u8,
            flags: rules.case as u8 | anywhere,
        });
    }

    /// The number of the extra record for an alias's rules, or [`NONE`] when it has none.
    fn extra(&mut self, rules: &Alias) -> u32 {
        if rules.guards.is_empty()
            && rules.from.is_none()
            && rules.until.is_none()
            && rules.language.is_empty()
        {
            return NONE;
        }
        let guards = self.guards.len() as u32;
        let Guards { near, not_near, require, forbid, window } = &rules.guards;
        for word in [near, not_near, require, forbid].into_iter().flatten() {
            let hashes = self.phrase_hashes.len() as u32;
            let len = self.speller.hashes(word, &mut self.phrase_hashes) as u32;
            self.guards.push(self.phrases.len() as u32);
            self.phrases.push(PhraseRecord { hashes, len });
        }
        self.extras.push(AliasExtra {
            guards,
            near: near.len() as u16,
            not_near: not_near.len() as u16,
            require: require.len() as u16,
            forbid: forbid.len() as u16,
            window: (*window).into(),
            from: rules.from.map_or(0, Date::number),
            until: rules.until.map_or(0, Date::number),
            language: self.strings.intern(&rules.language),
        });
        self.extras.len() as u32 - 1
    }

    /// Adds a cue phrase, such as a rank that stands before a person's name.
    pub fn add_cue(&mut self, kind: CueKind, text: &str) -> Result<(), String> {
        check_name("cue", text)?;
        let text = self.strings.push(text.trim());
        self.cues.push(CueRecord { text, kind: kind as u32 });
        Ok(())
    }

    /// Reads a list from memory.
    ///
    /// # Errors
    ///
    /// With [`OnBadRow::Stop`], [`Error::Row`] for the first bad row; the builder is then as it was before.
    pub fn read_str(&mut self, text: &str, format: Format, options: &ReadOptions) -> Result<Report> {
        let mark = self.mark();
        let mut report = Report::default();
        let outcome = source::read(text, format, &options.label, &mut |(line, row)| {
            report.rows += 1;
            match row.and_then(|entry| self.add(entry)) {
                Ok(()) => Ok(()),
                Err(reason) => {
                    let error = RowError { list: options.name.clone(), line, reason };
                    match options.on_bad_row {
                        OnBadRow::Stop => Err(error),
                        OnBadRow::Skip => {
                            report.problems.push(error);
                            Ok(())
                        }
                    }
                }
            }
        });
        match outcome {
            Ok(()) => Ok(report),
            Err(error) => {
                self.undo(&mark);
                Err(error.into())
            }
        }
    }

    /// Reads a list from a file; the format is told by the name's ending unless it is given.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], [`Error::InvalidUtf8`], an ending that tells no format, and those of [`Builder::read_str`].
    pub fn read_file(
        &mut self,
        path: &Path,
        format: Option<Format>,
        options: &ReadOptions,
    ) -> Result<Report> {
        let format = format.or_else(|| Format::of_path(path)).ok_or_else(|| {
            let ends = "known endings: .csv .tsv .jsonl .txt";
            Error::InvalidArgument(format!("{}: cannot tell the format ({ends})", path.display()))
        })?;
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let text = String::from_utf8(bytes).map_err(|e| {
            let offset = e.utf8_error().valid_up_to();
            let line = e.as_bytes()[..offset].iter().filter(|&&b| b == b'\n').count() as u64 + 1;
            let reason = format!("not valid UTF-8 at byte {offset} of the file");
            Error::Row(RowError { list: path.display().to_string(), line, reason })
        })?;
        let name = if options.name.is_empty() { path.display().to_string() } else { options.name.clone() };
        self.read_str(&text, format, &ReadOptions { name, ..options.clone() })
    }

    fn mark(&self) -> Mark {
        Mark {
            strings: self.strings.len(),
            entities: self.entities.len(),
            attributes: self.attributes.len(),
            roles: self.roles.len(),
            aliases: self.aliases.len(),
        }
    }

    /// Forgets what came after the mark. Labels, guards and extras that nothing refers to do no harm.
    fn undo(&mut self, mark: &Mark) {
        self.ids.retain(|&mut e| (e as usize) < mark.entities);
        self.entities.truncate(mark.entities);
        self.entity_hashes.truncate(mark.entities);
        self.attributes.truncate(mark.attributes);
        self.roles.truncate(mark.roles);
        self.aliases.truncate(mark.aliases);
        // Labels were interned before they were numbered, so the strings they need may lie after the mark.
        let kept = |refs: &[StrRef]| refs.iter().map(|r| (r.offset + r.len) as usize).max().unwrap_or(0);
        let extras =
            self.extras.iter().map(|e| (e.language.offset + e.language.len) as usize).max().unwrap_or(0);
        self.strings.truncate(mark.strings.max(kept(&self.labels)).max(kept(&self.subtypes)).max(extras));
    }

    /// Compiles and returns the gazetteer, ready to use.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] when a limit of the compiled form is exceeded.
    pub fn build(self) -> Result<Gazetteer> {
        let bytes = self.compile()?;
        Gazetteer::from_storage(Storage::copy_of(&bytes))
    }

    /// Compiles into a file. The file appears under its name when it is complete: it is written beside it and
    /// renamed, so processes that have the old file mapped keep it.
    ///
    /// # Errors
    ///
    /// Those of [`Builder::build`], and [`Error::Io`].
    pub fn write(self, path: &Path) -> Result<()> {
        let bytes = self.compile()?;
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}.tmp", std::process::id()));
        let beside = Path::new(&beside);
        let written = std::fs::write(beside, &bytes).and_then(|()| std::fs::rename(beside, path));
        written.map_err(|e| {
            let _ = std::fs::remove_file(beside);
            Error::io(path, e)
        })
    }

    /// Compiles into bytes, the contents of a compiled file. The same entries in the same order give the same
    /// bytes.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] when a limit of the compiled form is exceeded.
    pub fn compile(mut self) -> Result<Vec<u8>> {
        let limits = [
            (self.aliases.len(), MAX_ALIASES, "aliases"),
            (self.strings.len(), u32::MAX as usize, "bytes of names"),
        ];
        if let Some((n, most, what)) = limits.into_iter().find(|(n, most, _)| n > most) {
            return Err(Error::TooLarge { what: format!("{n} {what}, at most {most} are allowed") });
        }
        let (attributes, roles, extras) = self.entity_extras();
        let (tables, ids, small) = std::thread::scope(|s| {
            let ids = s.spawn(|| self.sorted_ids());
            let Spellings { list, hashes, small } = self.spell_all();
            let tables = automaton::build(list, &hashes);
            (tables, ids.join(), small)
        });
        let tables =
            tables.ok_or_else(|| Error::TooLarge { what: "names collide under every seed".to_owned() })?;
        let ids = ids.unwrap_or_else(|_| self.sorted_ids());
        let anywhere: Vec<u32> =
            (0u32..).zip(&self.aliases).filter(|(_, a)| is_anywhere(a)).map(|(number, _)| number).collect();
        let size = self.strings.len()
            + size_of_val(&*self.entities)
            + size_of_val(&*self.aliases)
            + size_of_val(&*tables.root)
            + size_of_val(&*tables.inner)
            + size_of_val(&*ids);
        let mut w = Writer::with_capacity(size + size / 8);
        w.section(Section::Strings, self.strings.bytes());
        w.section(Section::Labels, &self.labels);
        w.section(Section::Subtypes, &self.subtypes);
        w.section(Section::Entities, &self.entities);
        w.section(Section::EntityExtras, &extras);
        w.section(Section::Attributes, &attributes);
        w.section(Section::Roles, &roles);
        w.section(Section::Ids, &ids);
        w.section(Section::Aliases, &self.aliases);
        w.section(Section::AliasExtras, &self.extras);
        w.section(Section::Guards, &self.guards);
        w.section(Section::Phrases, &self.phrases);
        w.section(Section::PhraseHashes, &self.phrase_hashes);
        w.section(Section::Root, &tables.root);
        w.section(Section::Inner, &tables.inner);
        w.section(Section::Nodes, &tables.nodes);
        w.section(Section::Lists, &tables.lists);
        w.section(Section::Anywhere, &anywhere);
        w.section(Section::Cues, &self.cues);
        w.section(Section::SmallStarts, &small.finish());
        Ok(w.finish(tables.seed))
    }

    /// Entity numbers in order of the XXH3 of their ids, then of the ids.
    fn sorted_ids(&self) -> Vec<u32> {
        let mut ids: Vec<(u64, u32)> = self.entity_hashes.iter().copied().zip(0..).collect();
        ids.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.id(a.1).cmp(self.id(b.1))));
        ids.into_iter().map(|(_, e)| e).collect()
    }

    /// Spells every alias as tokens, one half of a long list in another thread.
    fn spell_all(&self) -> Spellings {
        let all = self.aliases.len();
        if all < PARALLEL {
            return self.spell(0..all);
        }
        std::thread::scope(|s| {
            let second = s.spawn(|| self.spell(all / 2..all));
            let mut spellings = self.spell(0..all / 2);
            spellings.append(second.join().unwrap_or_else(|_| self.spell(all / 2..all)));
            spellings
        })
    }

    /// Spells some of the aliases, but for those that match anywhere.
    fn spell(&self, aliases: Range<usize>) -> Spellings {
        let mut out = Spellings::with_capacity(aliases.len());
        let mut speller = Speller::default();
        for number in aliases {
            let alias = &self.aliases[number];
            let text = self.strings.get(StrRef { offset: alias.text, len: alias.text_len.into() });
            if !is_anywhere(alias) {
                let any_case = alias.flags & AliasRecord::CASE == CaseRule::Any as u8;
                speller.spell(number as u32, text, any_case, &mut out);
            }
        }
        out
    }

    /// Groups attributes and roles by entity and ties entities to their countries.
    fn entity_extras(&mut self) -> (Vec<AttributeRecord>, Vec<RoleRecord>, Vec<EntityExtra>) {
        self.attributes.sort_by_key(|a| a.0);
        self.roles.sort_by_key(|r| r.0);
        let (mut attributes, mut roles, mut extras) = (Vec::new(), Vec::new(), Vec::new());
        let (mut a, mut r) = (0, 0);
        while a < self.attributes.len() || r < self.roles.len() {
            let next = |list: Option<u32>| list.unwrap_or(NONE);
            let entity = next(self.attributes.get(a).map(|x| x.0)).min(next(self.roles.get(r).map(|x| x.0)));
            let mut extra = EntityExtra {
                attributes: attributes.len() as u32,
                roles: roles.len() as u32,
                attribute_count: 0,
                role_count: 0,
                country: NONE,
            };
            while let Some((_, record)) = self.attributes.get(a).filter(|x| x.0 == entity) {
                if self.strings.get(record.key) == "country" {
                    extra.country = self.find(self.strings.get(record.value)).unwrap_or(NONE);
                }
                attributes.push(*record);
                extra.attribute_count += 1;
                a += 1;
            }
            while let Some((_, record)) = self.roles.get(r).filter(|x| x.0 == entity) {
                roles.push(*record);
                extra.role_count += 1;
                r += 1;
            }
            self.entities[entity as usize].extra = extras.len() as u32;
            extras.push(extra);
        }
        (attributes, roles, extras)
    }
}

fn is_anywhere(alias: &AliasRecord) -> bool {
    alias.flags & AliasRecord::ANYWHERE != 0
}

fn same_rules(a: &Alias, b: &Alias) -> bool {
    a.guards == b.guards && a.from == b.from && a.until == b.until && a.language == b.language
}

/// True when a short look tells that an alias has tokens, and not too many.
fn surely_spelled(text: &str) -> bool {
    let first = text.chars().next().map(classify);
    text.len() <= MAX_TOKENS && matches!(first, Some(CharClass::Word | CharClass::Upper | CharClass::Alone))
}

/// A name with its white space in order: none at the ends, single spaces inside.
fn clean(name: &str) -> std::borrow::Cow<'_, str> {
    let trimmed = name.trim();
    let doubled = trimmed.as_bytes().windows(2).any(|pair| pair == b"  ");
    let control = trimmed.bytes().any(|b| b.is_ascii_control());
    let wide = || !trimmed.is_ascii() && trimmed.chars().any(|c| c.is_whitespace() && c != ' ');
    if doubled || control || wide() {
        return trimmed.split_whitespace().collect::<Vec<_>>().join(" ").into();
    }
    trimmed.into()
}

fn check_name(what: &str, name: &str) -> Result<(), String> {
    match name.trim() {
        "" => Err(format!("{what} is empty")),
        n if n.len() > MAX_NAME => Err(format!("{what} `{:.40}…` is longer than {MAX_NAME} bytes", n)),
        _ => Ok(()),
    }
}

/// The number of a label or subtype in its table.
fn number(table: &mut Vec<StrRef>, strings: &mut Interner, name: &str) -> Result<u16, String> {
    if name.is_empty() {
        return Ok(0);
    }
    if let Some(i) = table.iter().position(|&r| strings.get(r) == name) {
        return Ok(i as u16);
    }
    let number =
        u16::try_from(table.len()).map_err(|_| format!("label `{name}`: more than 65,535 labels"))?;
    table.push(strings.intern(name));
    Ok(number)
}
