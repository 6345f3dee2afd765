//! The boxes and blanks of a line of a checklist as fields of a form.

use super::super::markdown::{BLANK, BOX, NO_BOX, WIDE_BLANK};
use super::escape;

/// A line in the making. It is cut where a box begins and at wide blanks; a piece with a blank to fill is a field whose
/// label is the text before the blank.
#[derive(Debug, Default)]
pub(super) struct Fields {
    out: String,
    html: String,
    words: String,
    /// What the boxes of the line are about.
    about: String,
    boxed: bool,
    grouped: bool,
}

impl Fields {
    /// Adds a text of the template or of a user.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(sign) = rest.chars().next() {
            let after = rest.get(sign.len_utf8()..).unwrap_or_default();
            if sign == BOX && after.starts_with(NO_BOX) {
                self.push(BOX);
                rest = after.get(NO_BOX.len_utf8()..).unwrap_or_default();
            } else if sign == BOX {
                self.cut();
                self.boxed = true;
                rest = after.trim_start_matches(' ');
            } else if let Some(after) = rest.strip_prefix(BLANK) {
                self.blank();
                rest = after;
            } else {
                if sign == WIDE_BLANK {
                    self.cut();
                } else {
                    self.push(sign);
                }
                rest = after;
            }
        }
    }

    /// Adds what is markup already.
    pub(super) fn markup(&mut self, html: &str, words: &str) {
        self.html.push_str(html);
        self.words.push_str(words);
    }

    /// The whole line.
    pub(super) fn finish(mut self) -> String {
        self.cut();
        if self.grouped {
            self.out.push_str("</span>");
        }
        self.out
    }

    fn push(&mut self, sign: char) {
        self.html.push_str(&escape(sign.encode_utf8(&mut [0; 4])));
        self.words.push(sign);
    }

    /// A blank to fill: what stood before it says with what.
    fn blank(&mut self) {
        let words = self.words.trim().to_owned();
        if self.boxed || words.is_empty() {
            self.cut();
            let about = if words.is_empty() { self.about.trim().to_owned() } else { words };
            let about = escape(if about.is_empty() { BLANK } else { &about });
            self.out.push_str(&format!("<input type=\"text\" autocomplete=\"off\" aria-label=\"{about}\"> "));
            return;
        }
        self.words.clear();
        let html = std::mem::take(&mut self.html);
        let field = "<input type=\"text\" autocomplete=\"off\">";
        self.out.push_str(&format!("<label class=\"blank\"><span>{}</span>{field}</label> ", html.trim()));
    }

    fn cut(&mut self) {
        let (html, words) = (std::mem::take(&mut self.html), std::mem::take(&mut self.words));
        let html = html.trim();
        match std::mem::take(&mut self.boxed) {
            true => {
                if !self.grouped {
                    self.grouped = true;
                    let about = escape(self.about.trim().trim_end_matches(['：', ':']));
                    let label = if about.is_empty() {
                        String::new()
                    } else {
                        format!(" role=\"group\" aria-label=\"{about}\"")
                    };
                    self.out.push_str(&format!("<span class=\"boxes\"{label}>"));
                }
                self.out.push_str(&format!("<label><input type=\"checkbox\"> <span>{html}</span></label> "));
            }
            false => {
                self.out.push_str(html);
                self.about.push_str(&words);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut fields = Fields::default();
        fields.text(text);
        fields.finish()
    }

    #[test]
    fn boxes_and_blanks_have_labels() {
        let html = line("类别：☐ 高\u{2003}☐ 低");
        assert_eq!(html.matches("<label><input type=\"checkbox\">").count(), 2, "{html}");
        assert!(html.starts_with("类别：<span class=\"boxes\" role=\"group\" aria-label=\"类别\">"), "{html}");
        let html = line("签名：______\u{2003}时间：______");
        assert_eq!(html.matches("<label class=\"blank\"><span>").count(), 2, "{html}");
    }

    #[test]
    fn signs_of_a_user_are_text() {
        assert_eq!(line("a ☐\u{FE0E} <b>"), "a ☐ &lt;b&gt;");
    }
}
