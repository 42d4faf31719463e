// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// What memory the machine, or the container, still has to give.
enum MachineMemory {
    /// Bytes that can be taken without pushing anything out: what Linux counts as available, or what is left of the
    /// control group's limit, whichever is smaller; nil where neither can be read.
    static var available: Int? {
        let group = ControlGroup.ofThisProcess.compactMap(\.bytesLeft).min()
        return [meminfo("MemAvailable"), group].compactMap(\.self).min()
    }

    /// A line of `/proc/meminfo`, which counts in KiB.
    private static func meminfo(_ name: String) -> Int? {
        guard let text = text("/proc/meminfo") else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix("\(name):") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
        }
        return nil
    }

    fileprivate static func text(_ path: String) -> String? {
        (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A Linux control group and those above it, each of which may limit memory.
    private struct ControlGroup {
        var limit: String
        var usage: String
        var reclaimable: String

        /// Those of version 2, which has one hierarchy, and those for memory of version 1, up to the root.
        static var ofThisProcess: [ControlGroup] {
            var groups: [ControlGroup] = []
            for line in (text("/proc/self/cgroup") ?? "").split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
                guard parts.count == 3 else { continue }
                let isSecond = parts[1].isEmpty
                guard isSecond || parts[1].split(separator: ",").contains("memory") else { continue }
                var names = parts[2].split(separator: "/")
                while true {
                    let folder = (["/sys/fs/cgroup"] + (isSecond ? [] : ["memory"]) + names.map(String.init))
                        .joined(separator: "/")
                    groups.append(isSecond ? second(folder) : first(folder))
                    guard names.popLast() != nil else { break }
                }
            }
            return groups
        }

        private static func second(_ folder: String) -> ControlGroup {
            ControlGroup(
                limit: "\(folder)/memory.max", usage: "\(folder)/memory.current", reclaimable: "\(folder)/memory.stat")
        }

        private static func first(_ folder: String) -> ControlGroup {
            ControlGroup(
                limit: "\(folder)/memory.limit_in_bytes", usage: "\(folder)/memory.usage_in_bytes",
                reclaimable: "\(folder)/memory.stat")
        }

        /// The limit less what is used, where file pages that nobody needs count as free.
        var bytesLeft: Int? {
            guard let limit = Self.number(limit), limit < Int.max / 2 else { return nil }
            let usage = Self.number(usage) ?? 0
            return max(0, limit - max(0, usage - inactiveFilePages))
        }

        private var inactiveFilePages: Int {
            for line in (text(reclaimable) ?? "").split(separator: "\n") {
                let parts = line.split(separator: " ")
                if parts.count == 2, parts[0] == "inactive_file" { return Int(parts[1]) ?? 0 }
            }
            return 0
        }

        /// A file with one number; nil when it is not there or says `max`.
        private static func number(_ path: String) -> Int? {
            guard let text = text(path) else { return nil }
            return Int(text.prefix { $0.isNumber })
        }
    }
}
