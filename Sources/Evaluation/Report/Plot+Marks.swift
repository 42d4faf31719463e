// SPDX-License-Identifier: Apache-2.0

/// The marks that plots are made of; text is escaped here and nowhere else.
extension Plot {
    static func figure(_ title: String, _ drawing: String, width: Double, height: Double) -> String {
        let name = Markup.escaped(title)
        let picture =
            "<svg viewBox=\"0 0 \(number(width)) \(number(height))\" role=\"img\" aria-label=\"\(name)\">\(drawing)</svg>"
        return Markup.element("figure", "", Markup.element("figcaption", "", name) + picture)
    }

    static func group(_ marks: String, _ tip: String) -> String {
        Markup.element("g", "", Markup.element("title", "", Markup.escaped(tip)) + marks)
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> String {
        "<line class=\"\(style)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\"/>"
    }

    static func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String) -> String {
        "<circle class=\"dot \(style)\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\"/>"
    }

    static func text(_ x: Double, _ y: Double, _ words: String, _ style: String) -> String {
        Markup.element(
            "text", "class=\"\(style)\" x=\"\(number(x))\" y=\"\(number(y))\"", Markup.escaped(words))
    }

    static func shortened(_ name: String, _ limit: Int) -> String {
        name.count > limit ? String(name.prefix(limit - 1)) + "…" : name
    }

    static func number(_ value: Double) -> String { Markup.fixed(value.isFinite ? value : 0, 1) }
}
