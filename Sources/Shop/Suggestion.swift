// SPDX-License-Identifier: Apache-2.0

/// The end of a message about an unknown word: the known one that was probably meant, else all of them.
///
/// Of many known words, the first twenty in order are listed.
public func suggestion(for word: String, among known: [String]) -> String {
    if let closest = closestName(to: word, among: known) { return "; did you mean “\(closest)”?" }
    let listed = known.sorted().prefix(20).joined(separator: ", ")
    return known.isEmpty ? "; there is none" : "; known are \(listed)\(known.count > 20 ? ", …" : "")"
}

/// The known word that was probably meant; nil when none is near.
///
/// - Complexity: O(known · n · m) for words of n and m letters, of which the first 64 count.
public func closestName(to word: String, among known: [String]) -> String? {
    let closest = known.map { (name: $0, distance: editDistance(word.lowercased(), $0.lowercased())) }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let closest, closest.distance <= max(2, word.count / 3), closest.distance < word.count else { return nil }
    return closest.name
}

/// How many letters must be inserted, deleted or replaced to turn one word into the other.
///
/// - Complexity: O(n · m) time, O(m) memory; words beyond 64 letters are compared by their first 64.
/// - Source: Wagner, Fischer, "The String-to-String Correction Problem", J. ACM 1974.
func editDistance(_ first: String, _ second: String) -> Int {
    let wanted = Array(second.unicodeScalars.prefix(64))
    var row = Array(0...wanted.count)
    for (line, letter) in first.unicodeScalars.prefix(64).enumerated() {
        var diagonal = row[0]
        row[0] = line + 1
        for (column, other) in wanted.enumerated() {
            let replaced = diagonal + (letter == other ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
        }
    }
    return row[wanted.count]
}
