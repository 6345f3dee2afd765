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
    /// Big5, of traditional Chinese Windows.
    Big5,
    /// One of the two: too little text to tell.
    GbkOrBig5,
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
            Encoding::Big5 => Some("Big5"),
            Encoding::GbkOrBig5 | Encoding::Unknown => None,
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
        (at, chinese(error.as_bytes()))
    })
}

/// Which of the two Chinese encodings the bytes have. Most texts of one can be read as the other: then that counts in
/// which more of their signs are common ones.
fn chinese(bytes: &[u8]) -> Encoding {
    let readable = |encoding: &'static encoding_rs::Encoding| !encoding.decode_without_bom_handling(bytes).1;
    match (readable(encoding_rs::GB18030), readable(encoding_rs::BIG5)) {
        (false, false) => Encoding::Unknown,
        (true, false) => Encoding::Gbk,
        (false, true) => Encoding::Big5,
        (true, true) => {
            let (pairs, gbk, big5) = common_pairs(bytes);
            // A fifth of the signs, and at least one, must speak for one of them.
            let enough = (pairs / 5).max(1);
            if gbk >= big5 + enough {
                Encoding::Gbk
            } else if big5 >= gbk + enough {
                Encoding::Big5
            } else {
                Encoding::GbkOrBig5
            }
        }
    }
}

/// How many pairs of bytes there are, how many of them are punctuation or a common character of GB 2312, and how many
/// of Big5. Both list the common characters before the rare ones.
fn common_pairs(bytes: &[u8]) -> (usize, usize, usize) {
    let (mut pairs, mut gbk, mut big5) = (0, 0, 0);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if first.is_ascii() {
            continue;
        }
        let [second, tail @ ..] = rest else { break };
        rest = tail;
        pairs += 1;
        gbk += usize::from(matches!(first, 0xA1..=0xA3 | 0xB0..=0xD7) && matches!(second, 0xA1..=0xFE));
        big5 += usize::from(matches!(first, 0xA1..=0xA2 | 0xA4..=0xC6) && matches!(second, 0x40..=0x7E | 0xA1..=0xFE));
    }
    (pairs, gbk, big5)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(text: &str, encoding: &'static encoding_rs::Encoding) -> Encoding {
        let (bytes, _, wrong) = encoding.encode(text);
        assert!(!wrong);
        decode(bytes.into_owned()).unwrap_err().1
    }

    #[test]
    fn the_two_chinese_encodings_are_told_apart() {
        let simple = "规程 投诉处理：客服专员在四小时内回复客户，登记投诉内容并确认优先级。";
        let traditional = "規程 投訴處理：客服專員在四小時內回覆客戶，登記投訴內容並確認優先級。";
        assert_eq!(guess(simple, encoding_rs::GB18030), Encoding::Gbk);
        assert_eq!(guess(traditional, encoding_rs::BIG5), Encoding::Big5);
        assert_eq!(guess(traditional, encoding_rs::GB18030), Encoding::Gbk);
    }

    #[test]
    fn a_few_signs_say_nothing() {
        assert_eq!(guess("role a \"标\"", encoding_rs::GB18030), Encoding::GbkOrBig5);
        assert_eq!(decode(vec![b'a', 0xFF, 0xFF, b'b']), Err((1, Encoding::Unknown)));
    }
}
