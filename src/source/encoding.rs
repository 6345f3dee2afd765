//! From bytes to text: UTF-8 only, but a file in another encoding is recognised by name.

/// The encoding that a file which is not UTF-8 most likely has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GBK or GB 18030, what Chinese Windows calls ANSI.
    Gbk,
    /// Nothing that we recognise.
    Unknown,
}

impl Encoding {
    /// The name that `iconv -f` takes, which is also what people call it.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Utf16Le => Some("UTF-16LE"),
            Encoding::Utf16Be => Some("UTF-16BE"),
            Encoding::Gbk => Some("GB18030"),
            Encoding::Unknown => None,
        }
    }
}

/// The text of a file.
///
/// # Errors
/// The first byte that is no UTF-8, and the encoding that the file most likely has.
pub fn decode(bytes: Vec<u8>) -> Result<String, (usize, Encoding)> {
    // UTF-16 text of ASCII letters is valid UTF-8 full of NUL characters, so it is looked for first.
    if let Some(encoding) = utf16(&bytes) {
        return Err((0, encoding));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let (_, wrong) = encoding_rs::GB18030.decode_without_bom_handling(error.as_bytes());
        (at, if wrong { Encoding::Unknown } else { Encoding::Gbk })
    })
}

fn utf16(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(512))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    // A quarter of the half units zero on one side only: Latin letters, digits and signs in UTF-16.
    let enough = (head.len() / 8).max(2);
    match (zeros(0), zeros(1)) {
        (0, odd) if odd >= enough => Some(Encoding::Utf16Le),
        (even, 0) if even >= enough => Some(Encoding::Utf16Be),
        _ => None,
    }
}
