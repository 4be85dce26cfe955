//! The names of currencies.

/// The codes of ISO 4217, those withdrawn since 1970 included, because old law names old money.
pub const CURRENCIES: &[&str] = &[
    "ADP", "AED", "AFA", "AFN", "ALL", "AMD", "ANG", "AOA", "AON", "AOR", "ARA", "ARP", "ARS", "ATS", "AUD", "AWG",
    "AZM", "AZN", "BAD", "BAM", "BBD", "BDT", "BEF", "BGL", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRC", "BRE",
    "BRL", "BRN", "BRR", "BSD", "BTN", "BWP", "BYB", "BYN", "BYR", "BZD", "CAD", "CDF", "CHF", "CLF", "CLP", "CNY",
    "COP", "CRC", "CSD", "CSK", "CUC", "CUP", "CVE", "CYP", "CZK", "DDM", "DEM", "DJF", "DKK", "DOP", "DZD", "ECS",
    "EEK", "EGP", "ERN", "ESP", "ETB", "EUR", "FIM", "FJD", "FKP", "FRF", "GBP", "GEL", "GHC", "GHS", "GIP", "GMD",
    "GNF", "GRD", "GTQ", "GWP", "GYD", "HKD", "HNL", "HRD", "HRK", "HTG", "HUF", "IDR", "IEP", "ILS", "INR", "IQD",
    "IRR", "ISK", "ITL", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK",
    "LBP", "LKR", "LRD", "LSL", "LTL", "LUF", "LVL", "LYD", "MAD", "MDL", "MGA", "MGF", "MKD", "MMK", "MNT", "MOP",
    "MRO", "MRU", "MTL", "MUR", "MVR", "MWK", "MXN", "MXP", "MYR", "MZM", "MZN", "NAD", "NGN", "NIO", "NLG", "NOK",
    "NPR", "NZD", "OMR", "PAB", "PEI", "PEN", "PGK", "PHP", "PKR", "PLN", "PLZ", "PTE", "PYG", "QAR", "ROL", "RON",
    "RSD", "RUB", "RUR", "RWF", "SAR", "SBD", "SCR", "SDD", "SDG", "SDP", "SEK", "SGD", "SHP", "SIT", "SKK", "SLE",
    "SLL", "SOS", "SRD", "SRG", "SSP", "STD", "STN", "SUR", "SVC", "SYP", "SZL", "THB", "TJS", "TMM", "TMT", "TND",
    "TOP", "TRL", "TRY", "TTD", "TWD", "TZS", "UAH", "UAK", "UGS", "UGX", "USD", "USS", "UYN", "UYU", "UZS", "VEB",
    "VED", "VEF", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XDR", "XEU", "XOF", "XPF", "YER", "YUD", "YUM",
    "YUN", "ZAL", "ZAR", "ZMK", "ZMW", "ZRN", "ZRZ", "ZWD", "ZWG", "ZWL",
];
