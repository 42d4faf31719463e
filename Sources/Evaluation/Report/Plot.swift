// SPDX-License-Identifier: Apache-2.0

/// Inline SVG drawings; colours come from the page's style, so that they follow light and dark.
enum Plot {
    /// A line of points.
    struct Series {
        var name: String
        /// Which colour, by the recommender's place.
        var colour: Int
        var points: [(x: Double, y: Double)]
    }

    /// A value with its interval.
    struct Bar {
        var name: String
        var colour: Int
        var value: Double
        var interval: Interval?
    }

    /// Number of different colours; further series repeat them with dashes.
    static let colourCount = 8

    /// One row a recommender: a dot at the mean, a line over the interval.
    static func dots(_ title: String, _ bars: [Bar]) -> String {
        let (left, width, rowHeight) = (150.0, 380.0, 24.0)
        let axis = Axis(bars.flatMap { [$0.value, $0.interval?.lower ?? $0.value, $0.interval?.upper ?? $0.value] })
        let height = Double(bars.count) * rowHeight + 8
        func place(_ value: Double) -> Double { left + axis.part(value) * (width - left - 20) }
        var drawing = axis.ticks.map { line(place($0), 0, place($0), height, "grid") }.joined()
        drawing += axis.ticks.map { text(place($0), height + 16, Markup.short($0), "tick middle") }.joined()
        for (row, bar) in bars.enumerated() {
            let y = Double(row) * rowHeight + rowHeight / 2 + 4
            let tip = describe(bar)
            var mark = text(left - 10, y + 4, shortened(bar.name, 22), "label end")
            if let interval = bar.interval {
                let (start, end) = (place(interval.lower), place(interval.upper))
                mark += line(start, y, end, y, "whisker s\(bar.colour)")
                mark += [start, end].map { line($0, y - 5, $0, y + 5, "whisker s\(bar.colour)") }.joined()
            }
            mark += circle(place(bar.value), y, bar.interval == nil ? 4.5 : 3, "s\(bar.colour)")
            drawing += group(mark, tip)
        }
        return figure(title, drawing, width: width, height: height + 24)
    }

    /// Lines over a numeric or named axis.
    ///
    /// - Parameter names: what stands below x = 0, 1, …; nil for the x of the points themselves.
    static func lines(_ title: String, _ series: [Series], names: [String]? = nil) -> String {
        let (left, right, width, height) = (52.0, 16.0, 380.0, 200.0)
        let points = series.flatMap(\.points)
        let vertical = Axis(points.map(\.y), includesZero: true)
        let marks = names.map { $0.indices.map(Double.init) } ?? Array(Set(points.map(\.x))).sorted()
        let (first, last) = (marks.first ?? 0, marks.last ?? 1)
        func x(_ value: Double) -> Double {
            left + 14 + (last > first ? (value - first) / (last - first) : 0.5) * (width - left - right - 28)
        }
        func y(_ value: Double) -> Double { 10 + (1 - vertical.part(value)) * (height - 10) }
        var drawing = vertical.ticks.map { tick in
            line(left, y(tick), width - right, y(tick), "grid")
                + text(left - 6, y(tick) + 4, Markup.short(tick), "tick end")
        }.joined()
        drawing += marks.enumerated().map { place, mark in
            text(x(mark), height + 18, names?[place] ?? Markup.short(mark), "tick middle")
        }.joined()
        for one in series {
            let path = one.points.map { "\(number(x($0.x))),\(number(y($0.y)))" }.joined(separator: " ")
            let dashes = one.colour >= colourCount ? " dashed" : ""
            drawing += "<polyline class=\"line s\(one.colour % colourCount)\(dashes)\" points=\"\(path)\"/>"
            for point in one.points {
                let tip = "\(one.name): \(Markup.fixed(point.y, 4))"
                drawing += group(circle(x(point.x), y(point.y), 3.5, "s\(one.colour % colourCount)"), tip)
            }
        }
        return figure(title, drawing, width: width, height: height + 28)
    }

    /// A named dot a recommender.
    static func scatter(
        _ title: String, _ series: [Series], horizontal: (axis: Axis, name: String),
        vertical: (axis: Axis, name: String)
    ) -> String {
        let (left, right, width, height) = (52.0, 16.0, 380.0, 220.0)
        func x(_ value: Double) -> Double { left + horizontal.axis.part(value) * (width - left - right) }
        func y(_ value: Double) -> Double { 24 + (1 - vertical.axis.part(value)) * (height - 24) }
        var drawing = vertical.axis.ticks.map { tick in
            line(left, y(tick), width - right, y(tick), "grid")
                + text(left - 6, y(tick) + 4, Markup.short(tick), "tick end")
        }.joined()
        drawing += horizontal.axis.ticks.map { tick in
            line(x(tick), 24, x(tick), height, "grid") + text(x(tick), height + 16, Markup.short(tick), "tick middle")
        }.joined()
        drawing += text(left, 12, vertical.name, "tick") + text(width - right, height + 34, horizontal.name, "tick end")
        let dots = series.compactMap { one in one.points.first.map { (x: x($0.x), y: y($0.y)) } }
        var labels = LabelPlacer(width: width, dots: dots)
        for one in series {
            guard let point = one.points.first else { continue }
            let name = shortened(one.name, 24)
            let label = labels.place(name, besideX: x(point.x), y: y(point.y))
            let tip = "\(one.name): \(Markup.short(point.x)), \(Markup.fixed(point.y, 4))"
            let mark = circle(x(point.x), y(point.y), 5, "s\(one.colour % colourCount)")
            drawing += group(mark + text(label.x, label.y, name, "label"), tip)
        }
        return figure(title, drawing, width: width, height: height + 44)
    }

    private static func describe(_ bar: Bar) -> String {
        guard let interval = bar.interval else { return "\(bar.name): \(Markup.fixed(bar.value, 4))" }
        return "\(bar.name): \(Markup.fixed(bar.value, 4)), "
            + "\(Markup.fixed(interval.lower, 4)) to \(Markup.fixed(interval.upper, 4))"
    }
}
