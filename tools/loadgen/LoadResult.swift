// SPDX-License-Identifier: Apache-2.0

import Foundation
import Histogram

/// What a load found out.
struct LoadResult {
    /// Answers within the measured time.
    var calls: UInt64 = 0
    /// Events the server took within the measured time.
    var events: UInt64 = 0
    /// Bytes of the answers' frames.
    var answerByteCount: UInt64 = 0
    var errors: UInt64 = 0
    var firstError: String?
    var seconds = 0.0
    /// Latencies in nanoseconds; in an open loop counted from when the call was to be sent.
    var latencies = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

    mutating func fail(_ message: @autoclosure () -> String, count: Int = 1) {
        errors += UInt64(count)
        if firstError == nil { firstError = message() }
    }

    private var figures: Figures {
        func microseconds(_ percentile: Double) -> Double {
            calls == 0 ? 0 : (Double(latencies.valueAtPercentile(percentile)) / 100).rounded() / 10
        }
        let duration = max(seconds, .leastNonzeroMagnitude)
        return Figures(
            rate: (Double(calls) / duration).rounded(), p50Us: microseconds(50), p90Us: microseconds(90),
            p99Us: microseconds(99), p999Us: microseconds(99.9), errors: errors, calls: calls, seconds: seconds,
            eventsRate: events > 0 ? (Double(events) / duration).rounded() : nil,
            answerBytes: calls == 0 ? 0 : answerByteCount / calls, firstError: firstError)
    }

    /// The object that `--json` prints.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(figures), as: UTF8.self)
    }

    /// The same for a person.
    var text: String {
        let figures = figures
        var lines = [
            "\(calls) calls in \(String(format: "%.2f", seconds)) s: \(Int(figures.rate)) calls/s",
            "latency  p50 \(figures.p50Us) µs   p90 \(figures.p90Us) µs   p99 \(figures.p99Us) µs"
                + "   p99.9 \(figures.p999Us) µs",
        ]
        if let rate = figures.eventsRate { lines.append("events   \(Int(rate))/s, each durable") }
        if errors > 0 { lines.append("errors   \(errors), the first: \(firstError ?? "unknown")") }
        return lines.joined(separator: "\n")
    }
}

/// The figures under their public names.
private struct Figures: Encodable {
    var rate: Double
    var p50Us: Double
    var p90Us: Double
    var p99Us: Double
    var p999Us: Double
    var errors: UInt64
    var calls: UInt64
    var seconds: Double
    var eventsRate: Double?
    var answerBytes: UInt64
    var firstError: String?
}
