// SPDX-License-Identifier: Apache-2.0

import Glibc
import Shop
import Store

/// A second process for the store's tests: says on its output what it did, and is killed, starved or left waiting.
@main
enum StoreProbe {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { fatalError("usage: StoreProbe record|hold|append|fill DIRECTORY [NUMBER]") }
        let number = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0
        switch arguments[1] {
        case "record": try record(arguments[2])
        case "hold": try hold(arguments[2])
        case "append": try append(arguments[2], number)
        case "fill": try fill(arguments[2], number)
        default: fatalError("unknown: \(arguments[1])")
        }
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        guard write(1, bytes, bytes.count) == bytes.count else { exit(1) }
    }

    private static func event(_ number: Int) -> Event {
        Event(
            user: "user-\(number % 97)", item: "item-\(number % 31)", type: "purchase",
            timestamp: Timestamp(milliseconds: Int64(number)), order: "order-\(number / 3)", id: "event-\(number)")
    }

    /// Records batches of ten without end and says the first number of each one acknowledged.
    private static func record(_ directory: String) throws {
        let store = try ShopStore.open(at: directory, as: .server)
        let committer = try GroupCommitter(store)
        let start = try store.read { (transaction) throws(StoreError) in try transaction.counts.events }
        for first in stride(from: start, to: .max, by: 10) {
            committer.submit(.append((first..<first + 10).map(event))) { result in
                if case .success = result { say(String(first)) }
            }
            if first % 500 == 0 { usleep(200) }
        }
    }

    /// Opens the store as its server, and keeps it until its input ends.
    private static func hold(_ directory: String) throws {
        let store = try ShopStore.open(at: directory, as: .server)
        say("open")
        var byte: UInt8 = 0
        _ = read(0, &byte, 1)
        withExtendedLifetime(store) {}
    }

    /// Appends that many events beside whoever else has the store open.
    private static func append(_ directory: String, _ count: Int) throws {
        let store = try ShopStore.open(at: directory, as: .writer)
        say(String(try store.append((0..<count).map(event)).accepted))
    }

    /// Appends until a file may not grow beyond that many bytes, and says what the store answered, then what it holds.
    private static func fill(_ directory: String, _ byteCount: Int) throws {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: rlim_t(byteCount), rlim_max: rlim_t(byteCount))
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let store = try ShopStore.open(at: directory, as: .server)
        var accepted = 0
        do throws(StoreError) {
            while true { accepted += try store.append((accepted..<accepted + 1000).map(event)).accepted }
        } catch {
            say("\(error.code)")
        }
        let counts = try store.read { (transaction) throws(StoreError) in try transaction.counts }
        say("\(counts.events == accepted) \(try store.check().isSound)")
    }
}
