// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// What to ask the server for.
enum LoadCall: String, CaseIterable, ExpressibleByArgument {
    case recommend, similar, next, record
    case crossSell = "cross-sell"
}

/// `wicker-load`: keeps a server busy and says how it bore it.
@main
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wicker-load",
        abstract: "Keeps a server busy and measures rate and latency.",
        discussion: """
            Without --rate, each connection sends its next call when an answer comes (closed loop). With --rate, calls \
            are sent at fixed times whether or not the server keeps up, and latency counts from those times, so that \
            a stall is charged to every call it delays (open loop).
            """)

    @Option(help: "Host and port of the server.") var server: String
    @Option(help: "The call to make: recommend, similar, next, cross-sell or record.") var call: LoadCall
    @Option(help: "File of user ids: one a line, or a table with a column user.") var users: String?
    @Option(help: "File of item ids: one a line, or a table with a column item.") var items: String?
    @Option(help: "File of sessions: items of one on a line, separated by white space.") var sessions: String?
    @Option(help: "Connections, 1 to 10,000.") var connections = 50
    @Option(help: "Calls under way on each connection, 1 to 1,000.") var depth = 1
    @Option(help: "Seconds to measure.") var seconds = 10.0
    @Option(help: "Seconds before the measuring begins.") var warmup = 1.0
    @Option(help: "Calls a second in an open loop.") var rate: Double?
    @Option(help: "Length of the lists asked for, 1 to 1,000.") var limit = 10
    @Option(help: "Items of each basket of cross-sell, 1 to 1,000.") var basket = 3
    @Option(help: "Events of each record call, 1 to 10,000.") var batch = 100
    @Option(help: "Type of the events recorded.") var type = "view"
    @Flag(help: "Gives each event an id of its own.") var eventIds = false
    @Option(help: "File to append the ids of acknowledged events to; implies --event-ids.") var logAcknowledged: String?
    @Flag(help: "Prints one JSON object.") var json = false

    func validate() throws {
        try check(1...10_000, connections, "--connections")
        try check(1...1_000, depth, "--depth")
        try check(1...1_000, limit, "--limit")
        try check(1...10_000, batch, "--batch")
        try check(1...1_000, basket, "--basket")
        guard seconds > 0, warmup >= 0, rate ?? 1 > 0 else {
            throw ValidationError("--seconds and --rate must be above 0, --warmup 0 or more")
        }
        try need(users, "--users", for: [.recommend, .record])
        try need(items, "--items", for: [.similar, .crossSell, .record])
        try need(sessions, "--sessions", for: [.next])
    }

    private func need(_ file: String?, _ option: String, for calls: [LoadCall]) throws {
        if calls.contains(call), file == nil { throw ValidationError("--call \(call.rawValue) needs \(option)") }
    }

    private func check(_ range: ClosedRange<Int>, _ value: Int, _ name: String) throws {
        guard range.contains(value) else {
            throw ValidationError("\(name) must be \(range.lowerBound) to \(range.upperBound), not \(value)")
        }
    }

    func run() throws {
        let calls = try preparedCalls()
        let log = try logAcknowledged.map(AcknowledgedLog.init(path:))
        let plan = LoadPlan(
            connectionCount: connections, depth: depth, seconds: seconds, warmupSeconds: warmup, rate: rate,
            acknowledged: log.map { log in { serials in log.append(serials.map(calls.eventID)) } })
        let result = try LoadLoop(plan, calls: calls, server: ServerAddress(server)).run()
        print(json ? try result.json() : result.text)
        if let failure = log?.failure { throw failure }
        if result.calls == 0 { throw ExitCode(1) }
    }

    private func preparedCalls() throws(LoadError) -> PreparedCalls {
        let users = try users.map { path throws(LoadError) in try NameList.read(path, column: "user") } ?? []
        let items = try items.map { path throws(LoadError) in try NameList.read(path, column: "item") } ?? []
        switch call {
        case .recommend: return .recommend(users: users, limit: limit)
        case .similar: return .similar(items: items, limit: limit)
        case .crossSell: return .crossSell(items: items, basketLength: basket, limit: limit)
        case .next: return .next(sessions: try NameList.sessions(sessions ?? ""), limit: limit)
        case .record:
            let hasIDs = eventIds || logAcknowledged != nil
            let prefix = "load-\(String(UInt64.random(in: 0 ... .max), radix: 36))-"
            return .record(users: users, items: items, batch: batch, type: type, idPrefix: hasIDs ? prefix : nil)
        }
    }
}

/// A file that receives the ids of acknowledged events, at once.
final class AcknowledgedLog {
    private let handle: FileHandle
    /// Why some ids are missing from the file; nil when none is.
    private(set) var failure: LoadError?

    init(path: String) throws(LoadError) {
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw LoadError.system(.file, "cannot write to \(path)")
        }
        self.handle = handle
        handle.seekToEndOfFile()
    }

    func append(_ ids: [String]) {
        do { try handle.write(contentsOf: Data((ids.joined(separator: "\n") + "\n").utf8)) } catch {
            failure = failure ?? LoadError(.file, "cannot write acknowledged ids: \(error.localizedDescription)")
        }
    }
}
