//! Small things about words that several pages say in the same way.

/// `1 entry`, `4,312 entries`: numbers come with what they count, in groups of three digits.
pub fn counted(count: u64, one: &str, more: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_with_what_they_count() {
        let told = [0, 1, 999, 4_312, 1_234_567].map(|count| counted(count, "entry", "entries"));
        assert_eq!(told, ["0 entries", "1 entry", "999 entries", "4,312 entries", "1,234,567 entries"]);
    }
}
