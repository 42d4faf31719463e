// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Matrix

/// `wicker-top-k`: the exact scan of factors beside a plain multiplication, in turn, on one thread.
@main
struct TopKBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wicker-top-k",
        abstract: "Times exact top-k over factors beside a plain sgemv over them, query by query, on one thread.",
        discussion: """
            Every list is compared with that of multiplying each row and sorting. Times are the thread's processor time, \
            medians over the queries.
            """)

    @Option(help: "Rows, or items.") var rows = 1_000_000
    @Option(help: "Columns, or factors.") var columns = 128
    @Option(help: "Length of the lists.") var count = 10
    @Option(help: "Vectors to ask with.") var queries = 20
    @Option(help: "Factors to invent: normal, or skewed as those that iALS learns.") var kind = FactorKind.normal
    @Option(help: "File of 32-bit floats, row after row, instead of invented factors.") var file: String?
    @Option(help: "File of 32-bit floats to ask with, vector after vector.") var users: String?
    @Option(help: "Where random numbers start.") var seed: UInt64 = 1
    @Flag(help: "Asks for the rows most like a row by cosine, which rows in lists by direction find in part.")
    var cosine = false
    @Flag(help: "Prints one JSON object.") var json = false

    func validate() throws {
        guard rows > 0, (1...4_096).contains(columns), count > 0, queries > 0 else {
            throw ValidationError("--rows, --columns, --count and --queries must be 1 or more, --columns at most 4096")
        }
    }

    func run() throws {
        var generator = SeededGenerator(seed: seed)
        let matrix = try factors(&generator)
        if cosine { return try compareCosines(matrix) }
        let rows = FactorRows(matrix)
        let start = ThreadClock.now
        let scan = FactorScan(rows, CompressedRows(rows))
        var report = TopKReport(
            factors: file ?? kind.rawValue, rows: matrix.rowCount, columns: columns, count: count,
            compressSeconds: ThreadClock.now - start, compressedBytes: scan.compressed.blocks.count)
        var contest = Contest(scan: scan, count: count)
        let users = try users.map(vectors)
        for number in 0..<queries {
            let user = users.map { $0.withRow(number % $0.rowCount) { Array($0) } }
            contest.ask(with: user ?? kind.query(of: matrix, using: &generator))
        }
        report.add(contest)
        print(json ? try report.json() : report.table())
        if !report.isIdentical { throw ExitCode.failure }
    }

    private func compareCosines(_ matrix: DenseMatrix) throws {
        let name = file ?? kind.rawValue
        var contest = CosineContest(matrix, count: count)
        let report = contest.report(name, queries: queries, vectors: try users.map(vectors))
        print(json ? try report.json() : report.table())
        if !report.isIdentical { throw ExitCode.failure }
    }

    private func factors(_ generator: inout SeededGenerator) throws -> DenseMatrix {
        try file.map(vectors) ?? kind.matrix(rows: rows, columns: columns, using: &generator)
    }

    private func vectors(_ file: String) throws -> DenseMatrix {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        let rowBytes = columns * MemoryLayout<Float>.stride
        guard !data.isEmpty, data.count.isMultiple(of: rowBytes) else {
            throw ValidationError("\(file) has \(data.count) bytes, which are no rows of \(columns) floats")
        }
        let elements = SharedArray<Float>(count: data.count / MemoryLayout<Float>.stride) { _ = data.copyBytes(to: $0) }
        return DenseMatrix(elements, rowCount: data.count / rowBytes, columnCount: columns)
    }
}

/// The processor time of the calling thread, which other programs do not add to.
enum ThreadClock {
    /// Seconds.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
