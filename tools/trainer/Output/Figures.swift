// SPDX-License-Identifier: Apache-2.0

/// Numbers as reports show them.
enum Figures {
    /// Rounded to that many decimal places.
    static func rounded(_ value: Double, _ places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (value * scale).rounded() / scale
    }

    /// With that many decimal places, zeros included, so that columns line up.
    static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let digits = "\(Int64((abs(value) * scale).rounded()))"
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = value < 0 && padded.contains { $0 != "0" } ? "-" : ""
        return sign + padded.dropLast(places) + (places > 0 ? "." + padded.suffix(places) : "")
    }

    /// A number of bytes, in the unit that suits it.
    static func size(_ byteCount: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var value = Double(byteCount)
        var unit = 0
        while value >= 1024, unit + 1 < units.count {
            value /= 1024
            unit += 1
        }
        return unit == 0 ? "\(byteCount) B" : "\(rounded(value, 1)) \(units[unit])"
    }
}
