//! Units as people write them, and what they measure.

/// What a number counts, and how much one of it is in the smallest unit of its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub(super) kind: Kind,
    pub(super) size: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Only a number.
    Count,
    Percent,
    /// In seconds.
    Time,
    /// In bytes.
    Bytes,
    /// In bits a second.
    Bits,
    /// In requests a second.
    Rate,
    /// How many times as much.
    Times,
    Dollar,
    Euro,
    Pound,
    Yuan,
}

impl Unit {
    pub(super) const PERCENT: Unit = Unit { kind: Kind::Percent, size: 1.0 };
    pub(super) const NONE: Unit = Unit { kind: Kind::Count, size: 1.0 };

    /// Its name, written out; nothing for a mere number.
    pub(super) fn name(self) -> Option<&'static str> {
        let same = UNITS.iter().filter(|(_, kind, size)| Unit { kind: *kind, size: *size } == self);
        same.map(|(name, ..)| *name).max_by_key(|name| name.len())
    }
}

/// Units as they are written. Letter case tells some of them apart (`M` and `m`); else the first that fits in any
/// case counts.
pub(super) const UNITS: [(&str, Kind, f64); 68] = [
    ("%", Kind::Percent, 1.0),
    ("％", Kind::Percent, 1.0),
    ("percent", Kind::Percent, 1.0),
    ("ns", Kind::Time, 1e-9),
    ("µs", Kind::Time, 1e-6),
    ("us", Kind::Time, 1e-6),
    ("ms", Kind::Time, 1e-3),
    ("millisecond", Kind::Time, 1e-3),
    ("milliseconds", Kind::Time, 1e-3),
    ("s", Kind::Time, 1.0),
    ("sec", Kind::Time, 1.0),
    ("secs", Kind::Time, 1.0),
    ("second", Kind::Time, 1.0),
    ("seconds", Kind::Time, 1.0),
    ("m", Kind::Time, 60.0),
    ("min", Kind::Time, 60.0),
    ("mins", Kind::Time, 60.0),
    ("minute", Kind::Time, 60.0),
    ("minutes", Kind::Time, 60.0),
    ("h", Kind::Time, 3600.0),
    ("hr", Kind::Time, 3600.0),
    ("hrs", Kind::Time, 3600.0),
    ("hour", Kind::Time, 3600.0),
    ("hours", Kind::Time, 3600.0),
    ("d", Kind::Time, 86_400.0),
    ("day", Kind::Time, 86_400.0),
    ("days", Kind::Time, 86_400.0),
    ("天", Kind::Time, 86_400.0),
    ("week", Kind::Time, 604_800.0),
    ("weeks", Kind::Time, 604_800.0),
    ("month", Kind::Time, 2_592_000.0),
    ("months", Kind::Time, 2_592_000.0),
    ("B", Kind::Bytes, 1.0),
    ("KB", Kind::Bytes, 1e3),
    ("MB", Kind::Bytes, 1e6),
    ("GB", Kind::Bytes, 1e9),
    ("TB", Kind::Bytes, 1e12),
    ("KiB", Kind::Bytes, 1024.0),
    ("MiB", Kind::Bytes, 1_048_576.0),
    ("GiB", Kind::Bytes, 1_073_741_824.0),
    ("TiB", Kind::Bytes, 1_099_511_627_776.0),
    ("kbps", Kind::Bits, 1e3),
    ("Mbps", Kind::Bits, 1e6),
    ("Gbps", Kind::Bits, 1e9),
    ("Kbit/s", Kind::Bits, 1e3),
    ("Mbit/s", Kind::Bits, 1e6),
    ("Gbit/s", Kind::Bits, 1e9),
    ("rps", Kind::Rate, 1.0),
    ("qps", Kind::Rate, 1.0),
    ("tps", Kind::Rate, 1.0),
    ("req/s", Kind::Rate, 1.0),
    ("requests/s", Kind::Rate, 1.0),
    ("requests/sec", Kind::Rate, 1.0),
    ("requests/second", Kind::Rate, 1.0),
    ("x", Kind::Times, 1.0),
    ("×", Kind::Times, 1.0),
    ("times", Kind::Times, 1.0),
    ("$", Kind::Dollar, 1.0),
    ("USD", Kind::Dollar, 1.0),
    ("dollars", Kind::Dollar, 1.0),
    ("€", Kind::Euro, 1.0),
    ("EUR", Kind::Euro, 1.0),
    ("£", Kind::Pound, 1.0),
    ("GBP", Kind::Pound, 1.0),
    ("¥", Kind::Yuan, 1.0),
    ("CNY", Kind::Yuan, 1.0),
    ("RMB", Kind::Yuan, 1.0),
    ("元", Kind::Yuan, 1.0),
];
/// Units in other languages, by the English one of [`UNITS`] that they mean.
pub(super) const FOREIGN: [(&str, &str); 46] = [
    ("millisekunde", "ms"),
    ("millisekunden", "ms"),
    ("sekunde", "s"),
    ("sekunden", "s"),
    ("minute", "min"),
    ("minuten", "min"),
    ("stunde", "h"),
    ("stunden", "h"),
    ("std", "h"),
    ("tag", "d"),
    ("tage", "d"),
    ("prozent", "%"),
    ("seconde", "s"),
    ("secondes", "s"),
    ("heure", "h"),
    ("heures", "h"),
    ("jour", "d"),
    ("jours", "d"),
    ("milisegundo", "ms"),
    ("milisegundos", "ms"),
    ("segundo", "s"),
    ("segundos", "s"),
    ("minuto", "min"),
    ("minutos", "min"),
    ("hora", "h"),
    ("horas", "h"),
    ("día", "d"),
    ("días", "d"),
    ("dia", "d"),
    ("dias", "d"),
    ("secondo", "s"),
    ("secondi", "s"),
    ("minuti", "min"),
    ("ore", "h"),
    ("giorni", "d"),
    ("saniye", "s"),
    ("dakika", "min"),
    ("saat", "h"),
    ("gün", "d"),
    ("секунд", "s"),
    ("минут", "min"),
    ("часов", "h"),
    ("毫秒", "ms"),
    ("秒", "s"),
    ("分钟", "min"),
    ("小时", "h"),
];
