// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders

/// A published set of models, mapped read-only and used where it lies.
///
/// Opening costs as much as the manifest is long, whatever the models' size. The file stays mapped until the snapshot
/// and every model taken from it are gone. Any thread may use it.
public final class Snapshot: Sendable {
    /// The folder's number.
    public let version: UInt64
    /// What it says about itself.
    public let manifest: SnapshotManifest
    private let models: [String: any RecommenderModel]

    /// Opens one version of a folder of snapshots.
    ///
    /// - Parameters:
    ///   - store: identity of the store it must have been learnt from; nil takes any.
    ///   - verifying: whether every byte is compared with its checksum, which reads the whole file.
    /// - Throws: `missing`, `newerFormat`, `foreignStore`, `damaged`, `inputOutput`.
    public static func open(
        directory: String, version: UInt64, expecting store: String? = nil, verifying: Bool = false
    ) throws(SnapshotError) -> Snapshot {
        try Snapshot(folder: "\(directory)/\(version)", version: version, store: store, verifying: verifying)
    }

    private init(folder: String, version: UInt64, store: String?, verifying: Bool) throws(SnapshotError) {
        guard try FileSystem.names(in: folder) != nil else {
            throw SnapshotError(
                .missing, "there is no snapshot \(folder); wicker-train list shows those that are, activate picks one")
        }
        let manifest = try SnapshotManifest.read(inFolder: folder)
        if let store, store != manifest.store {
            throw SnapshotError(
                .foreignStore,
                "\(folder) was learnt from store \(manifest.store), this is store \(store): fit on this store")
        }
        let path = "\(folder)/\(ModelFileLayout.fileName)"
        let file = try ModelFile(path: path, byteCount: manifest.modelByteCount)
        var models: [String: any RecommenderModel] = [:]
        for entry in manifest.recommenders {
            let sections = MappedSections(file: file, entry: entry, earlier: models)
            models[entry.name] = try Self.model(sections, folder, verifying: verifying)
        }
        self.version = version
        self.manifest = manifest
        self.models = models
    }

    /// The model of that name; nil when the snapshot has none.
    public func recommender(named name: String) -> (any RecommenderModel)? { models[name] }

    private static func model(
        _ sections: MappedSections, _ folder: String, verifying: Bool
    ) throws(SnapshotError) -> any RecommenderModel {
        do throws(RecommenderError) {
            if verifying { try verify(sections) }
            return try sections.entry.kind.load(sections)
        } catch {
            throw SnapshotError(.damaged, "cannot use \(folder); publish again with wicker-train fit", cause: error)
        }
    }

    private static func verify(_ sections: MappedSections) throws(RecommenderError) {
        for section in sections.entry.sections {
            let found = Checksum.text(Checksum.of(try sections.bytes(of: section)))
            if found != section.checksum {
                throw RecommenderError(
                    .malformedSection,
                    "array “\(section.name)” of “\(sections.entry.name)” has checksum \(found), not \(section.checksum)"
                )
            }
        }
    }
}
