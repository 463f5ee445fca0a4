//! The two articles that every name must come out right in. They are not part of the repository: the test says so
//! and passes where they are absent.

use namewire::Detector;

/// Names in text order, with the ids of their entities.
const FIRST: &[(&str, &str)] = &[
    ("Iran", "iso3166:IR"),
    ("US", "iso3166:US"),
    ("ISIL", "nw:org/isil"),
    ("Iranian", "nw:norp/iranian"),
    ("US", "iso3166:US"),
    ("ISIL", "nw:org/isil"),
    ("Takfiris", "nw:norp/takfiri"),
    ("Iraq", "iso3166:IQ"),
    ("Washington", "geonames:4140963"),
    ("Arab", "nw:norp/arab"),
    ("Iran", "iso3166:IR"),
    ("Armed Forces", "nw:org/iran-armed-forces"),
    ("Masoud Jazayeri", "nw:person/masoud-jazayeri"),
    ("Pentagon", "nw:org/us-department-of-defense"),
    ("Islamic Republic", "iso3166:IR"),
    ("ISIL", "nw:org/isil"),
    ("Iraq", "iso3166:IQ"),
    ("Islamic Republic of Iran", "iso3166:IR"),
    ("US", "iso3166:US"),
    ("Iraq", "iso3166:IQ"),
    ("ISIL", "nw:org/isil"),
    ("Iranian", "nw:norp/iranian"),
    ("US defense department", "nw:org/us-department-of-defense"),
    ("Iranian", "nw:norp/iranian"),
    ("ISIL", "nw:org/isil"),
    ("Iraq", "iso3166:IQ"),
    ("Iranian Foreign Ministry", "nw:org/iran-foreign-ministry"),
    ("Tehran", "geonames:112931"),
    ("US", "iso3166:US"),
    ("Iraq", "iso3166:IQ"),
    ("Syria", "iso3166:SY"),
    ("Takfiri", "nw:norp/takfiri"),
    ("Jazayeri", "nw:person/masoud-jazayeri"),
    ("Iranian", "nw:norp/iranian"),
    ("Iraqi", "nw:norp/iraqi"),
    ("United States", "iso3166:US"),
    ("ISIL", "nw:org/isil"),
    ("Syria", "iso3166:SY"),
    ("ISIL", "nw:org/isil"),
    ("Takfiri", "nw:norp/takfiri"),
    ("Iraq", "iso3166:IQ"),
    ("Syria", "iso3166:SY"),
    ("Iraq", "iso3166:IQ"),
    ("Shias", "nw:norp/shia"),
    ("Sunnis", "nw:norp/sunni"),
    ("Kurds", "nw:norp/kurdish"),
    ("Christians", "nw:norp/christian"),
    ("Arab", "nw:norp/arab"),
    ("Iran", "iso3166:IR"),
    ("Iraq", "iso3166:IQ"),
    ("Baghdad", "geonames:98182"),
    ("Press TV", "nw:org/press-tv"),
    ("The Iran Project", "nw:org/iran-project"),
];

const SECOND: &[(&str, &str)] = &[
    ("Iran", "iso3166:IR"),
    ("US", "iso3166:US"),
    ("Iraq", "iso3166:IQ"),
    ("TEHRAN", "geonames:112931"),
    ("Tasnim", "nw:org/tasnim"),
    ("Iranian Armed Forces", "nw:org/iran-armed-forces"),
    ("Iran", "iso3166:IR"),
    ("US", "iso3166:US"),
    ("Iraq", "iso3166:IQ"),
    ("Iran", "iso3166:IR"),
    ("US", "iso3166:US"),
    ("Hassan Firouzabadi", "nw:person/hassan-firouzabadi"),
    ("Firouzabadi", "nw:person/hassan-firouzabadi"),
    ("US", "iso3166:US"),
    ("John Kerry", "nw:person/john-kerry"),
    ("Islamic Republic", "iso3166:IR"),
    ("Iraq", "iso3166:IQ"),
    ("Kerry", "nw:person/john-kerry"),
    ("US", "iso3166:US"),
    ("Iran", "iso3166:IR"),
    ("Firouzabadi", "nw:person/hassan-firouzabadi"),
    ("Iran", "iso3166:IR"),
    ("Iraq", "iso3166:IQ"),
    ("Arab", "nw:norp/arab"),
    ("Iran", "iso3166:IR"),
    ("Iraq", "iso3166:IQ"),
    ("Iranian", "nw:norp/iranian"),
    ("Iraqi", "nw:norp/iraqi"),
    ("Iraq", "iso3166:IQ"),
    ("Shiite", "nw:norp/shia"),
    ("Sunni", "nw:norp/sunni"),
    ("Iraq", "iso3166:IQ"),
    ("Islamic State in Iraq and the Levant", "nw:org/isil"),
    ("ISIL", "nw:org/isil"),
    ("Mosul", "geonames:99072"),
    ("Iraq", "iso3166:IQ"),
    ("Nineveh", "iso3166-2:IQ-NI"),
    ("Mosul", "geonames:99072"),
    ("Nineveh Province", "iso3166-2:IQ-NI"),
    ("Takfiri", "nw:norp/takfiri"),
    ("Baghdad", "geonames:98182"),
    ("Mosul", "geonames:99072"),
    ("ISIL", "nw:org/isil"),
    ("Iraqi", "nw:norp/iraqi"),
    ("Baghdad", "geonames:98182"),
    ("Iraqi", "nw:norp/iraqi"),
    ("Ali al-Sistani", "nw:person/ali-al-sistani"),
    ("Iraqi", "nw:norp/iraqi"),
];

fn check(file: &str, expected: &[(&str, &str)]) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("left out: the article {file} is not here");
        return;
    };
    let analysis = Detector::builtin().unwrap().detect(&text);
    let found: Vec<_> = analysis.iter().map(|m| (m.text(), m.id())).collect();
    for (i, (f, e)) in found.iter().zip(expected).enumerate() {
        assert_eq!(f, e, "{file}: mention {i}");
    }
    assert_eq!(found.len(), expected.len(), "{file}");
}

#[test]
fn first_article() {
    check("000_d45767b0a404e967.txt", FIRST);
}

#[test]
fn second_article() {
    check("002_3e1c1dc5c882730b.txt", SECOND);
}
