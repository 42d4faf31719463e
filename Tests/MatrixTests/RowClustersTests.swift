// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Matrix

/// Rows in lists by direction: how they are made, and what a search of some of them finds.
@Suite struct RowClustersTests {
    private static func rows(_ count: Int, columns: Int, _ element: (Int, Int) -> Float) -> FactorRows {
        let elements = (0..<count * columns).map { element($0 / columns, $0 % columns) }
        let matrix = DenseMatrix(SharedArray(elements), rowCount: count, columnCount: columns)
        let lengths = (0..<count).map { row in matrix.withRow(row) { LinearAlgebra.dot($0, $0).squareRoot() } }
        return FactorRows(matrix, dividedBy: SharedArray(lengths))
    }

    private static func number(_ generator: inout SeededGenerator) -> Float {
        Float.random(in: -1..<1, using: &generator) + Float.random(in: -1..<1, using: &generator)
    }

    /// Rows about sixty directions, of lengths from 0 on, some of them repeated.
    private static func bundled(_ count: Int = 13_000, columns: Int = 12) -> FactorRows {
        var generator = SeededGenerator(seed: 21)
        let directions = (0..<60 * columns).map { _ in number(&generator) }
        return rows(count, columns: columns) { row, column in
            let own = row % 7 == 3 ? 0 : 0.15 * number(&generator)
            return Float(row % 11) * (directions[row % 60 * columns + column] + own)
        }
    }

    private static func scattered(_ count: Int = 13_000) -> FactorRows {
        var generator = SeededGenerator(seed: 22)
        return rows(count, columns: 40) { _, _ in number(&generator) }
    }

    private static func bits(_ list: [Scored]) -> [[UInt32]] { list.map { [$0.item, $0.score.bitPattern] } }

    @Test func `with all lists visited the list is that of multiplying and sorting everything, bit for bit`() {
        var generator = SeededGenerator(seed: 23)
        for rows in [Self.bundled(), Self.scattered(6_500), Self.bundled(40), Self.rows(20, columns: 3) { _, _ in 0 }] {
            let clustered = ClusteredRows(rows, threads: 2)
            let scan = FactorScan(rows, clustered.compressed)
            let clusters = clustered.clusters
            for count in [1, 10, 300] {
                let vector = (0..<rows.columnCount).map { _ in Self.number(&generator) }
                vector.withUnsafeBufferPointer { vector in
                    let list = scan.best(count, for: vector, in: clusters, visiting: clusters.count)
                    #expect(Self.bits(list) == Self.bits(FactorScan.plainBest(count, of: rows, for: vector)))
                }
            }
        }
    }

    @Test func `every row with a direction is in the list of the centre most like it`() {
        let rows = Self.bundled()
        let clustered = ClusteredRows(rows, threads: 2)
        #expect(clustered.clusters.count == 64)
        for row in 0..<rows.count {
            guard row % 11 != 0 else {
                #expect(clustered.listOfRow[row] == ClusteredRows.nobody)
                continue
            }
            let products = rows.elements(of: row).withUnsafeBufferPointer(clustered.clusters.products)
            let list = Int(clustered.listOfRow[row])
            #expect(products[list] >= (products.max() ?? 0) - 1e-5)
        }
    }

    @Test func `lists are the same bytes with any number of threads`() {
        let rows = Self.bundled()
        let (one, three) = (ClusteredRows(rows, threads: 1), ClusteredRows(rows, threads: 3))
        #expect(one.compressed.blocks.array == three.compressed.blocks.array)
        #expect(one.clusters.centres.elements.array == three.clusters.centres.elements.array)
        #expect(one.clusters.firstBlocks.array == three.clusters.firstBlocks.array)
        #expect(one.listOfRow == three.listOfRow)
        let scan = FactorScan(rows, one.compressed)
        let (alone, shared) = (ListTrial(scan, one, threads: 1), ListTrial(scan, one, threads: 3))
        #expect(alone.lists == shared.lists && alone.recall == shared.recall && alone.share == shared.share)
    }

    @Test func `rows that point in bundles are found in few lists, as the trial says`() {
        let rows = Self.bundled()
        let clustered = ClusteredRows(rows, threads: 2)
        let scan = FactorScan(rows, clustered.compressed)
        let trial = ListTrial(scan, clustered, threads: 2)
        #expect(trial.share < 0.25)
        #expect(trial.recall.ten >= 0.98 && trial.recall.hundred >= 0.98)
        var found = 0
        for row in stride(from: 1, to: 13_000, by: 97) where row % 11 != 0 {
            rows.elements(of: row).withUnsafeBufferPointer { vector in
                let list = scan.best(10, for: vector, in: clustered.clusters, visiting: trial.lists)
                let exact = FactorScan.plainBest(10, of: rows, for: vector)
                found += list.count { $0.score >= exact[9].score }
                #expect(list.count == 10)
            }
        }
        let asked = stride(from: 1, to: 13_000, by: 97).count { $0 % 11 != 0 }
        #expect(Double(found) >= 0.98 * Double(10 * asked))
    }

    @Test func `rows that point anywhere are in too many lists to save anything`() {
        let rows = Self.scattered()
        let clustered = ClusteredRows(rows, threads: 2)
        #expect(ListTrial(FactorScan(rows, clustered.compressed), clustered, threads: 2).share > 0.5)
    }

    @Test func `a filter that refuses nearly all still gets a full list, of what it accepts`() {
        let rows = Self.bundled()
        let clustered = ClusteredRows(rows, threads: 2)
        let scan = FactorScan(rows, clustered.compressed)
        rows.elements(of: 5).withUnsafeBufferPointer { vector in
            var asked: Set<UInt32> = []
            let list = scan.best(20, for: vector, in: clustered.clusters, visiting: 1) { row in
                #expect(asked.insert(row).inserted)
                return row % 400 == 1
            }
            #expect(list.count == 20)
            #expect(list.allSatisfy { $0.item % 400 == 1 })
            let all = scan.best(50, for: vector, in: clustered.clusters, visiting: 1) { $0 % 400 == 1 }
            #expect(Self.bits(all) == Self.bits(FactorScan.plainBest(50, of: rows, for: vector) { $0 % 400 == 1 }))
        }
    }

    @Test func `lists that do not cover the rows are refused`() throws {
        let rows = Self.bundled(700)
        let clustered = ClusteredRows(rows, threads: 1)
        let (centres, starts) = (clustered.clusters.centres, clustered.clusters.firstBlocks.array)
        func taken(_ starts: [UInt32]) -> RowClusters? {
            RowClusters(centres: centres, firstBlocks: SharedArray(starts), of: clustered.compressed)
        }
        #expect(taken(starts) != nil)
        #expect(taken([]) == nil)
        #expect(taken(starts.dropLast()) == nil)
        #expect(taken(starts.dropLast() + [(starts.last ?? 0) + 1]) == nil)
        #expect(taken([1] + starts.dropFirst()) == nil)
        #expect(taken(starts.prefix(1) + [.max] + starts.dropFirst(2)) == nil)
    }
}
