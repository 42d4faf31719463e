// SPDX-License-Identifier: Apache-2.0

import CProcessors
import Foundation
import Logging
import NIOCore
import Server
import Wire
import Yams

/// The settings of one server, whoever gave each: a flag wins over the environment, the environment over the file.
struct ServeSettings {
    var store: String
    var models: String
    var knowledge: String?
    var listen = Address.standard
    var threads: Int?
    var maxConnections = 10_000
    var maxCalls = 256
    var maxFrameBytes = 4 * 1_024 * 1_024
    var idleTimeout = 600
    var logLevel = Logger.Level.info

    /// Settles every setting, or says which one is wrong, where it came from, and what would be right.
    init(_ flags: ServeOptions, environment: [String: String]) throws {
        let file = try SettingsFile(path: flags.file ?? environment["WICKER_CONFIG"])
        let sources = SettingSources(environment: environment, file: file)
        store = try sources.text(flags.store, "store").orMissing("store")
        models = try sources.text(flags.models, "models").orMissing("models")
        knowledge = try sources.text(flags.knowledge, "knowledge")
        listen = try flags.listen ?? sources.parsed("listen", as: "HOST:PORT", Address.init(argument:)) ?? listen
        threads = try sources.number(flags.threads, "threads", in: 1...1_024)
        maxConnections = try sources.number(flags.maxConnections, "maxConnections", in: 1...1_000_000) ?? maxConnections
        maxCalls = try sources.number(flags.maxCalls, "maxCalls", in: 1...65_536) ?? maxCalls
        maxFrameBytes = try sources.number(flags.maxFrameBytes, "maxFrameBytes", in: 1_024...1 << 30) ?? maxFrameBytes
        idleTimeout = try sources.number(flags.idleTimeout, "idleTimeout", in: 1...86_400) ?? idleTimeout
        let level = try sources.text(flags.logLevel, "logLevel")
        if let level {
            guard let known = Logger.Level(rawValue: level) else {
                throw CommandError(
                    "logLevel: “\(level)” is none of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            logLevel = known
        }
    }
}

extension ServeSettings {
    /// The same for the server.
    var configuration: ServerConfiguration {
        var configuration = ServerConfiguration(store: store, models: models)
        configuration.knowledge = knowledge
        configuration.host = listen.host
        configuration.port = listen.port
        configuration.threadCount = threads ?? Int(wicker_processor_count())
        configuration.connectionCount = maxConnections
        configuration.limits.callCount = maxCalls
        configuration.limits.frameByteCount = maxFrameBytes
        configuration.limits.idleTimeout = .seconds(Int64(idleTimeout))
        return configuration
    }
}

/// A configuration file's lines, every key of which is known.
struct SettingsFile {
    static let keys = [
        "store", "models", "knowledge", "listen", "threads", "maxConnections", "maxCalls", "maxFrameBytes",
        "idleTimeout",
        "logLevel",
    ]
    private(set) var values: [String: String] = [:]
    let path: String

    init(path: String?) throws {
        self.path = path ?? ""
        guard let path else { return }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandError("--config: cannot read \(path)")
        }
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch { throw CommandError("\(path): \(error)") }
        guard let root else { return }
        guard let mapping = root.mapping else {
            throw CommandError("\(path): expected lines of the form key: value")
        }
        for (key, value) in mapping {
            guard let name = key.string, Self.keys.contains(name) else {
                let line = key.mark.map { ":\($0.line)" } ?? ""
                throw CommandError(
                    "\(path)\(line): unknown key “\(key.string ?? "?")”; known: \(Self.keys.joined(separator: ", "))")
            }
            guard let text = value.scalar?.string else { throw CommandError("\(path): \(name): expected one value") }
            values[name] = text
        }
    }
}

/// Looks a setting up where it may stand.
struct SettingSources {
    let environment: [String: String]
    let file: SettingsFile

    /// WICKER_MAX_CALLS for maxCalls.
    static func variable(for key: String) -> String {
        "WICKER_" + key.map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
    }

    func text(_ flag: String?, _ key: String) throws -> String? {
        flag ?? environment[Self.variable(for: key)] ?? file.values[key]
    }

    func parsed<Value>(_ key: String, as form: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let text = try text(nil, key) else { return nil }
        guard let value = parse(text) else { throw CommandError("\(key): “\(text)” is no \(form)") }
        return value
    }

    func number(_ flag: Int?, _ key: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let number = try flag ?? parsed(key, as: "whole number", { Int($0) }) else { return nil }
        guard range.contains(number) else {
            throw CommandError("\(key): \(number) is outside \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

extension Optional where Wrapped == String {
    fileprivate func orMissing(_ key: String) throws -> String {
        guard let self else {
            throw CommandError(
                "\(key): missing; give --\(key), \(SettingSources.variable(for: key)) or a line in --config")
        }
        return self
    }
}
