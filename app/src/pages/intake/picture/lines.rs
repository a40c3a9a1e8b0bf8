//! Breaking names and words into lines that fit, by the width of the letters.

/// Width of a text in units of its font size: a Chinese character is one, a Latin letter a little more than half.
pub fn width(text: &str) -> f64 {
    text.chars()
        .map(|letter| match letter {
            'i' | 'l' | 'j' | '\'' | ',' | '.' | ' ' => 0.3,
            'm' | 'w' | 'M' | 'W' => 0.84,
            letter if letter.is_ascii() => 0.54,
            _ => 1.0,
        })
        .sum()
}

/// Words of the organs' names and duties that are not torn apart.
const WHOLE: [&str; 22] = [
    "纪检", "监察", "监督", "检查", "审查", "调查", "管理", "干部", "派驻", "单位", "党组", "党委",
    "机关", "地方", "上级", "巡察", "情况", "结果", "线索", "承办", "背景", "指定",
];

/// Breaks `text` into lines no wider than `most` (in units of the font size): English between words, Chinese anywhere, in lines of even length.
pub fn wrap(text: &str, most: f64) -> Vec<String> {
    let whole = width(text);
    if whole <= most {
        return vec![text.to_owned()];
    }
    let even = whole / (whole / most).ceil();
    let is_word = |letter: char| letter.is_ascii() && letter != ' ';
    let mut pieces: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in text.chars() {
        let word: String = [before, letter].iter().collect();
        let joined = (is_word(letter) && is_word(before))
            || matches!(letter, ' ' | '、' | '，' | '）' | ')')
            || matches!(before, '（' | '(')
            || WHOLE.contains(&word.as_str());
        match pieces.last_mut() {
            Some(piece) if joined => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
        before = letter;
    }
    // First in lines of even length; where a long word leaves a line too wide or one too many, as full as they go.
    let lines = |most: f64| {
        let mut lines: Vec<String> = vec![String::new()];
        for piece in &pieces {
            let last = lines.len() - 1;
            if !lines[last].is_empty()
                && width(lines[last].trim_end()) + width(piece.trim_end()) > most
            {
                lines.push(piece.clone());
            } else {
                lines[last].push_str(piece);
            }
        }
        lines
            .iter()
            .map(|line| line.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let evenly = lines(even + 0.6);
    let fully = lines(most);
    if evenly.len() <= fully.len() && evenly.iter().all(|line| width(line) <= most) {
        evenly
    } else {
        fully
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_stays_whole() {
        assert_eq!(wrap("监督检查室", 9.0), ["监督检查室"]);
    }

    #[test]
    fn a_long_chinese_name_breaks_evenly_and_between_words() {
        let lines = wrap("纪检监察干部监督室", 6.0);
        assert_eq!(lines, ["纪检监察", "干部监督室"]);
        assert_eq!(wrap("另一派驻纪检监察组", 8.0), ["另一派驻", "纪检监察组"]);
    }

    #[test]
    fn english_breaks_between_words() {
        let lines = wrap("internal supervision office", 8.0);
        assert_eq!(lines.join(" "), "internal supervision office");
        assert!(lines.iter().all(|line| !line.starts_with(' ')));
    }
}
