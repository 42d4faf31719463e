// SPDX-License-Identifier: Apache-2.0

internal import Mining
public import Shop

/// Reads files of sessions as session-based recommenders are published with: clicks or sequences; plain, gzip or zstd.
public struct SessionFile: Sendable {
    /// One session, its items in time order.
    public struct Session: Hashable, Sendable {
        /// The items' external ids.
        public var items: [String] = []
        /// The moment of each item; in a file without times, the number of its row as milliseconds.
        public var times: [Timestamp] = []
    }

    /// The sessions, in the order of their last events; in a file without times, as they stand there.
    public let sessions: [Session]

    /// Reads a file of clicks.
    ///
    /// - Parameter columns: where session (as user), item and time stand.
    /// - Complexity: O(rows · log rows).
    /// - Throws: ``ImportError`` for a file that cannot be read, or `badRow` naming file, line and column.
    public init(clicks path: String, columns: PairFile.Columns = Self.clickColumns) throws(ImportError) {
        var clicks: [Click] = []
        var numbers: [String: Int] = [:]
        try PairFile.forEach(path, columns: columns) { pair in
            let session = numbers[pair.user] ?? numbers.count
            numbers[pair.user] = session
            let time = pair.timestamp ?? Timestamp(milliseconds: Int64(clicks.count))
            clicks.append(Click(session: session, item: pair.item, time: time))
        }
        var sessions = [Session](repeating: Session(), count: numbers.count)
        for row in clicks.indices.sorted(by: { (clicks[$0].time, $0) < (clicks[$1].time, $1) }) {
            sessions[clicks[row].session].items.append(clicks[row].item)
            sessions[clicks[row].session].times.append(clicks[row].time)
        }
        let order = sessions.indices.sorted { first, second in
            guard let left = sessions[first].times.last, let right = sessions[second].times.last else { return false }
            return (left, first) < (right, second)
        }
        self.sessions = order.map { sessions[$0] }
    }

    /// Reads a file of sequences.
    ///
    /// - Complexity: O(bytes).
    /// - Throws: ``ImportError`` for a file that cannot be read, or holds no UTF-8.
    public init(sequences path: String) throws(ImportError) {
        let file = try ItemLineFile(path)
        sessions = (0..<file.lines.count).map { line in
            let items = file.lines.items(of: line).map { file.names[Int($0)] }
            let time = Timestamp(milliseconds: Int64(line))
            return Session(items: items, times: [Timestamp](repeating: time, count: items.count))
        }
    }

    /// `session,item,time`.
    public static var clickColumns: PairFile.Columns {
        var columns = PairFile.Columns()
        columns.timestamp = 2
        return columns
    }

    private struct Click {
        var session: Int
        var item: String
        var time: Timestamp
    }
}
