// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

extension SnapshotManifest {
    static let fileName = "manifest.json"
    private static let byteLimit = 16 << 20

    private struct FormatOnly: Decodable {
        var format: Int
    }

    /// Reads and checks the manifest of a snapshot's folder.
    static func read(inFolder folder: String) throws(SnapshotError) -> SnapshotManifest {
        let path = "\(folder)/\(fileName)"
        guard let bytes = try FileSystem.read(path, limit: byteLimit) else {
            throw SnapshotError(.damaged, "\(path) is missing; publish again with wicker-train fit")
        }
        let manifest = try decode(Data(bytes), path)
        if let fault = manifest.fault {
            throw SnapshotError(.damaged, "\(path) contradicts itself: \(fault)")
        }
        return manifest
    }

    private static func decode(_ data: Data, _ path: String) throws(SnapshotError) -> SnapshotManifest {
        do {
            let format = try JSONDecoder().decode(FormatOnly.self, from: data).format
            guard format == currentFormat else {
                throw SnapshotError(
                    format > currentFormat ? .newerFormat : .damaged,
                    "\(path) has format \(format), this program reads \(currentFormat); "
                        + (format > currentFormat ? "update wicker, or fit again" : "fit again"))
            }
            return try JSONDecoder().decode(SnapshotManifest.self, from: data)
        } catch let error as SnapshotError {
            throw error
        } catch {
            throw SnapshotError(.damaged, "\(path) is no manifest; publish again with wicker-train fit", cause: error)
        }
    }

    /// The same manifest always gives the same bytes: keys are sorted.
    func encoded() throws(SnapshotError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch {
            throw SnapshotError(.unpublishable, "cannot write the manifest of recipe “\(recipeName)”", cause: error)
        }
    }

    /// What makes this manifest unusable; nil when nothing does.
    var fault: String? {
        let names = Set(recommenders.map(\.name))
        if names.count != recommenders.count { return "two recommenders have the same name" }
        if Set(placements.map(\.name)).count != placements.count { return "two placements have the same name" }
        for placement in placements {
            for name in [placement.recommender, placement.fallback ?? placement.recommender]
            where !names.contains(name) {
                return "placement “\(placement.name)” uses recommender “\(name)”, which is not in it"
            }
            if placement.historyLimit < 1 { return "placement “\(placement.name)” looks at no history" }
        }
        for entry in recommenders where entry.sections.contains(where: { $0.byteCount < 0 }) {
            return "recommender “\(entry.name)” has an array of negative size"
        }
        return nil
    }
}
