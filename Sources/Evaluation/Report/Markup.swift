// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Text that goes into a page.
public enum Markup {
    /// The text with whatever a browser would act on written as entities, and control characters replaced.
    public static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE:
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A whole number with thin spaces between thousands.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: "\u{202F}")
    }

    /// A number with that many decimal places.
    static func fixed(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }

    /// A number as an axis shows it: as few places as tell the ticks apart.
    static func short(_ value: Double) -> String {
        let size = abs(value)
        if size >= 10_000 { return String(format: "%.0fk", value / 1000) }
        var text = String(format: size >= 100 ? "%.0f" : size >= 1 ? "%.2f" : "%.4f", value)
        while text.contains("."), text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// An element around markup that is already safe.
    static func element(_ name: String, _ attributes: String = "", _ inner: String) -> String {
        "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(inner)</\(name)>"
    }

    /// A table of safe markup; the first row is its head, the first cell of each row a name.
    static func table(_ rows: [[String]]) -> String {
        guard let head = rows.first else { return "" }
        let top = element("tr", "", head.map { element("th", "scope=\"col\"", $0) }.joined())
        let body = rows.dropFirst().map { row in
            let cells = row.enumerated().map { $0 == 0 ? element("th", "scope=\"row\"", $1) : element("td", "", $1) }
            return element("tr", "", cells.joined())
        }
        let table = element("table", "", element("thead", "", top) + element("tbody", "", body.joined(separator: "\n")))
        return element("div", "class=\"scroll\"", table)
    }
}
