// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
internal import Glibc

/// The trials of a search on disk, one JSON object a line: first what is searched, then every judgement as it ends.
///
/// A line counts once its newline is there. Each is made durable before the next trial starts, so a search that is
/// killed loses the judgement under way and nothing else.
final class TrialLog {
    /// What is searched: a log goes on only where all of it but the name is the same.
    struct Header: Codable, Equatable {
        var format = 1
        /// Name of the recipe.
        var recipe: String
        /// Checksum of all in the recipe that the trials depend on.
        var search: String
        /// Checksum of the data learnt from and judged by.
        var data: String
    }

    private let path: String
    private let descriptor: Int32
    private var records: [Key: TrialRecord] = [:]

    private struct Key: Hashable {
        var trial: Int
        var rung: Int
    }

    /// Opens the log in a folder, or starts it.
    ///
    /// - Throws: `otherSearch` when its trials are of another recipe or other data, or another process is at work on
    ///   it; `trialsFailed` when it cannot be read or written.
    init(in folder: String, _ header: Header) throws(TrainingError) {
        path = "\(folder)/trials.jsonl"
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        do throws(TrainingError) {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                throw TrainingError(.otherSearch, "another wicker-train is writing \(path); wait, or use another --out")
            }
            try takeUp(header)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Judgements that were there when the log was opened, or have been added.
    var count: Int { records.count }

    /// What was recorded of a trial on a rung; nil when nothing was.
    ///
    /// - Throws: `otherSearch` when the record is of other settings.
    func record(of trial: Trial, rung: Int) throws(TrainingError) -> TrialRecord? {
        guard let record = records[Key(trial: trial.number, rung: rung)] else { return nil }
        guard record.settings == trial.settings else {
            throw TrainingError(
                .otherSearch,
                "trial \(trial.number) in \(path) has other settings than this search would give it; use another --out")
        }
        return record
    }

    /// Adds a judgement and makes it durable.
    func add(_ record: TrialRecord) throws(TrainingError) {
        try append(record)
        records[Key(trial: record.trial, rung: record.rung)] = record
    }

    private func takeUp(_ header: Header) throws(TrainingError) {
        let bytes = try contents()
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        guard ftruncate(descriptor, whole) == 0 else { throw Self.failure("shorten", path) }
        let lines = bytes[..<whole].split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first else { return try start(header) }
        try check(try decoded(Header.self, first, line: 1), header)
        for (index, line) in lines.enumerated().dropFirst() {
            let record = try decoded(TrialRecord.self, line, line: index + 1)
            records[Key(trial: record.trial, rung: record.rung)] = record
        }
    }

    private func check(_ found: Header, _ wanted: Header) throws(TrainingError) {
        let difference: String
        if found.format != wanted.format {
            difference = "were written in format \(found.format), this program writes \(wanted.format)"
        } else if found.search != wanted.search {
            difference = "are of another recipe (“\(found.recipe)”, \(found.search)) than this one (\(wanted.search))"
        } else if found.data != wanted.data {
            difference = "were judged on other data (\(found.data)) than these (\(wanted.data))"
        } else {
            return
        }
        throw TrainingError(
            .otherSearch, "the trials in \(path) \(difference): use another --out, or delete the file to start over")
    }

    private func start(_ header: Header) throws(TrainingError) {
        try append(header)
        let folder = open(String(path.dropLast("/trials.jsonl".count)), O_RDONLY | O_CLOEXEC)
        defer { if folder >= 0 { close(folder) } }
        guard folder >= 0, fsync(folder) == 0 else { throw Self.failure("make durable", path) }
    }

    private func contents() throws(TrainingError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw TrainingError(.trialsFailed, "cannot read \(path)", cause: error)
        }
    }

    private func decoded<Value: Decodable>(
        _ type: Value.Type, _ bytes: ArraySlice<UInt8>, line: Int
    ) throws(TrainingError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw TrainingError(
                .trialsFailed, "\(path):\(line) is no line of this format; use another --out", cause: error)
        }
    }

    private func append(_ value: some Encodable) throws(TrainingError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(value) else { throw Self.failure("write", path) }
        var rest = [UInt8](line)[...] + [UInt8(ascii: "\n")]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Self.failure("write", path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw Self.failure("make durable", path) }
    }

    private static func failure(_ doing: String, _ path: String) -> TrainingError {
        TrainingError(.trialsFailed, "cannot \(doing) \(path): \(String(cString: strerror(errno)))")
    }
}
