// SPDX-License-Identifier: Apache-2.0

extension HTMLReport {
    var legend: String {
        let entries = summary.results.enumerated().map { place, result in
            Markup.element(
                "li", "",
                "<svg viewBox=\"0 0 12 12\" class=\"key\"><circle class=\"dot s\(place % Plot.colourCount)\" cx=\"6\" "
                    + "cy=\"6\" r=\"5\"/></svg>\(Markup.escaped(result.recommender))")
        }
        return Markup.element("ul", "class=\"legend\"", entries.joined())
    }

    var dotPlots: String {
        let plots = summary.settings.metrics.compactMap { metric -> String? in
            let name = "\(metric)@\(headline)"
            let bars = summary.results.enumerated().compactMap { place, result in
                result.metrics[name].map {
                    Plot.Bar(
                        name: result.recommender, colour: place % Plot.colourCount, value: $0,
                        interval: result.intervals[name])
                }
            }
            return bars.isEmpty ? nil : Plot.dots(name, bars)
        }
        return grid(plots)
    }

    var lengthPlots: String {
        guard summary.settings.cutoffs.count > 1 else { return "" }
        let plots = summary.settings.metrics.filter { Metric(rawValue: $0).map(Metric.ranking.contains) ?? false }.map {
            metric in
            let series = summary.results.enumerated().map { place, result in
                Plot.Series(
                    name: result.recommender, colour: place,
                    points: summary.settings.cutoffs.compactMap { cutoff in
                        result.metrics["\(metric)@\(cutoff)"].map { (Double(cutoff), $0) }
                    })
            }
            return Plot.lines("\(metric)@k over k", series)
        }
        return grid(plots)
    }

    var bandPlots: String {
        let plots = [Metric.ndcg, .recall].map { $0.name(at: headline) }.flatMap { name in
            [
                bandPlot("\(name) by items the user had", name, \.userBands),
                bandPlot("\(name) by users the wanted items had", name, \.itemBands),
            ]
        }.compactMap { $0 }
        return plots.isEmpty ? "" : grid(plots) + bandSizes
    }

    private func bandPlot(
        _ title: String, _ name: String, _ path: KeyPath<RecommenderResult, [Band]>
    ) -> String? {
        guard let bands = summary.results.first?[keyPath: path], bands.contains(where: { $0.metrics[name] != nil })
        else { return nil }
        let series = summary.results.enumerated().map { place, result in
            Plot.Series(
                name: result.recommender, colour: place,
                points: result[keyPath: path].enumerated().compactMap { index, band in
                    band.metrics[name].map { (Double(index), $0) }
                })
        }
        return Plot.lines(title, series, names: bands.map(Self.range))
    }

    private var bandSizes: String {
        guard let first = summary.results.first else { return "" }
        let users = first.userBands.map { "\(Self.range($0)): \(Markup.grouped($0.size))" }.joined(separator: ", ")
        let items = first.itemBands.map { "\(Self.range($0)): \(Markup.grouped($0.size))" }.joined(separator: ", ")
        return Markup.element(
            "p", "",
            "Users in each band of items had: \(users). Items in each band of users had: \(items); each of these bands "
                + "carries about the same part of all user-item pairs.")
    }

    private static func range(_ band: Band) -> String {
        band.smallest == band.largest ? "\(band.smallest)" : "\(band.smallest)–\(band.largest)"
    }

    var pricePlots: String {
        var plots: [String] = []
        let accuracies = summary.results.map { $0.metrics[accuracy] ?? 0 }
        let vertical = (axis: Axis(accuracies), name: accuracy)
        let coverage = Metric.coverage.name(at: headline)
        if summary.results.contains(where: { $0.metrics[coverage] != nil }) {
            let values = summary.results.map { $0.metrics[coverage] ?? 0 }
            plots.append(
                Plot.scatter(
                    "Accuracy and coverage", points(values, accuracies),
                    horizontal: (Axis(values, includesZero: true), coverage), vertical: vertical))
        }
        let seconds = summary.results.map { max($0.fitSeconds, 1e-3) }
        plots.append(
            Plot.scatter(
                "Accuracy and time of the fit", points(seconds, accuracies),
                horizontal: (Axis(logarithmic: seconds), "seconds"), vertical: vertical))
        return grid(plots)
    }

    private func points(_ horizontal: [Double], _ vertical: [Double]) -> [Plot.Series] {
        summary.results.enumerated().map { place, result in
            Plot.Series(
                name: result.recommender, colour: place, points: [(horizontal[place], vertical[place])])
        }
    }

    var comparisons: String {
        var rows = [["", "figure", "difference", "interval", "p", "p, corrected", ""]]
        for result in summary.results {
            for comparison in result.comparisons where comparison.metric.hasSuffix("@\(headline)") {
                rows.append([
                    Markup.escaped(result.recommender), comparison.metric, Markup.fixed(comparison.difference, 4),
                    "\(Markup.fixed(comparison.interval.lower, 4)) to \(Markup.fixed(comparison.interval.upper, 4))",
                    Markup.fixed(comparison.pValue, 4), Markup.fixed(comparison.adjustedPValue, 4), sign(comparison),
                ])
            }
        }
        guard rows.count > 1 else { return "" }
        return Markup.element(
            "p", "",
            "Differences from \(Markup.escaped(summary.settings.reference ?? "")), user by user: percentile bootstrap of "
                + "the mean difference, sign-flip test, Holm's correction for the number of recommenders.")
            + Markup.table(rows)
    }

    var settings: String {
        let settings = summary.settings
        var rows = [["setting", "value"], ["data", Markup.escaped(settings.source)]]
        rows.append(["protocol", settings.splitProtocol])
        if let fraction = settings.testFraction { rows.append(["test fraction", Markup.short(fraction)]) }
        if let days = settings.testDays { rows.append(["test days", Markup.short(days)]) }
        if let days = settings.skippedDays { rows.append(["days left out after those", Markup.short(days)]) }
        if let fraction = settings.heldOutFraction { rows.append(["held-out fraction", Markup.short(fraction)]) }
        rows += [
            ["seed", "\(settings.seed)"], ["lengths", settings.cutoffs.map(String.init).joined(separator: ", ")],
            ["resamples", "\(settings.resamples)"], ["confidence", Markup.short(settings.confidence)],
            ["threads", "\(settings.threads)"],
        ]
        for result in summary.results { rows.append([Markup.escaped(result.recommender), result.kind]) }
        return Markup.table(rows)
    }

    private func grid(_ figures: [String]) -> String {
        Markup.element("div", "class=\"plots\"", figures.joined(separator: "\n"))
    }
}
