// SPDX-License-Identifier: Apache-2.0

/// Numbers as reports show them.
enum Figures {
    /// Rounded to that many decimal places.
    static func rounded(_ value: Double, _ places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (value * scale).rounded() / scale
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
