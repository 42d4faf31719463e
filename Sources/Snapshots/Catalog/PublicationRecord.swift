// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
internal import Shop

/// What differs between two publications of the same models: the file `published.json`.
struct PublicationRecord: Codable {
    static let fileName = "published.json"
    private static let byteLimit = 65_536

    /// Since 1970-01-01T00:00:00Z.
    var createdMilliseconds: Int64

    /// The moment in a snapshot's folder; nil when the file is missing or is not ours.
    static func created(inFolder folder: String) throws(SnapshotError) -> Timestamp? {
        guard let bytes = try FileSystem.read("\(folder)/\(fileName)", limit: byteLimit) else { return nil }
        guard let record = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
        return Timestamp(milliseconds: record.createdMilliseconds)
    }

    func write(into folder: String) throws(SnapshotError) {
        let text = "{\"createdMilliseconds\": \(createdMilliseconds)}\n"
        try FileSystem.write(Array(text.utf8), to: "\(folder)/\(Self.fileName)")
    }
}
