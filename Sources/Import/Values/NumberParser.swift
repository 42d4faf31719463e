// SPDX-License-Identifier: Apache-2.0

/// Reads decimal numbers straight from bytes.
enum NumberParser {
    /// The finite number that `bytes` spell in full: sign, digits, point, exponent; nil for anything else.
    ///
    /// Up to 15 digits and 22 decimal places are read as an integer divided by a power of ten, both exact, so that the
    /// one division rounds correctly (Clinger, "How to Read Floating Point Numbers Accurately", PLDI 1990); the
    /// standard library reads the rest.
    static func number(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var offset = 0
        var isNegative = false
        if let first = bytes.first, first == Ascii.minus || first == Ascii.plus {
            (isNegative, offset) = (first == Ascii.minus, 1)
        }
        var (mantissa, digits, decimals, hasPoint) = (0, 0, 0, false)
        while offset < bytes.count {
            let byte = bytes[offset]
            let digit = byte &- Ascii.zero
            if digit < 10, digits < 15 {
                mantissa = mantissa * 10 + Int(digit)
                digits += 1
                decimals += hasPoint ? 1 : 0
            } else if byte == Ascii.point, !hasPoint {
                hasPoint = true
            } else {
                return slowNumber(bytes)
            }
            offset += 1
        }
        guard digits > 0 else { return nil }
        let magnitude = Double(mantissa) / powersOfTen[decimals]
        return isNegative ? -magnitude : magnitude
    }

    /// The whole number that `bytes` spell, sign and digits; nil for anything else or beyond 64 bits.
    static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard let first = bytes.first, bytes.count <= 20 else { return nil }
        let isNegative = first == Ascii.minus
        var value: Int64 = 0
        let start = isNegative || first == Ascii.plus ? 1 : 0
        guard start < bytes.count else { return nil }
        for offset in start..<bytes.count {
            let digit = bytes[offset] &- Ascii.zero
            guard digit < 10 else { return nil }
            let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
            let step = isNegative ? -Int64(digit) : Int64(digit)
            let (sum, wrapped) = tens.addingReportingOverflow(step)
            guard !overflowed, !wrapped else { return nil }
            value = sum
        }
        return value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    private static func slowNumber(_ bytes: UnsafeRawBufferPointer) -> Double? {
        // The standard library also takes nan, inf, hexadecimal and spaces; a shop's file does not mean those.
        guard bytes.count <= 64, bytes.allSatisfy(isNumberByte), bytes.contains(where: { $0 &- Ascii.zero < 10 }),
            let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite
        else { return nil }
        return number
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        byte &- Ascii.zero < 10 || [Ascii.point, Ascii.minus, Ascii.plus, 0x65, 0x45].contains(byte)
    }
}
