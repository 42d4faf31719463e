// SPDX-License-Identifier: Apache-2.0

import Import

/// What `wicker import` came to.
struct ImportOutput: Encodable {
    enum CodingKeys: String, CodingKey {
        case accepted
        case duplicates
        case rejected
        case skipped
        case seconds
        case rejectsFiles = "rejects_files"
    }

    var accepted: Int
    var duplicates: Int
    var rejected: Int
    var skipped: Int
    var seconds: Double
    var rejectsFiles: [String]

    init(_ summary: ImportSummary) {
        accepted = summary.accepted
        duplicates = summary.duplicates
        rejected = summary.rejected
        skipped = summary.skipped
        seconds = summary.seconds
        rejectsFiles = summary.rejectsFiles
    }

    /// Prints it for a program or for a person.
    func print(asJSON: Bool) throws {
        if asJSON { return try printJSON(self) }
        let rate = seconds > 0 ? Int(Double(accepted) / seconds) : accepted
        Swift.print("\(accepted) rows imported in \(seconds.text(decimals: 2)) s, \(rate) a second")
        if duplicates > 0 { Swift.print("\(duplicates) events were known by their id") }
        if skipped > 0 { Swift.print("\(skipped) rows were imported before; --again records them once more") }
        if rejected > 0 { Swift.print("\(rejected) bad rows, see \(rejectsFiles.joined(separator: ", "))") }
    }
}
