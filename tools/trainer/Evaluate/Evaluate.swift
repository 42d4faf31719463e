// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evaluation
import FoundationEssentials
import Recommenders
import Training

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit on one part of the data, judge by the other, and say how sure the figures are.",
        discussion: """
            Every judged user is asked for: the whole catalogue is ranked, without the items the user is known by; \
            figures are means over users. Popularity and item-kNN are judged beside the recipe's recommenders, and \
            all are compared with one of them user by user. Nothing is published, no store is changed.

            EXAMPLES
              Two files of user<TAB>item rows, plain, gzip or zstd, as papers publish them:
                wicker-train evaluate --train train.tsv.zst --test test.tsv.zst --recommender item-knn

              One file, of which each user's last item is held back; a column of times, ratings of 4 and more:
                wicker-train evaluate --data ratings.tsv --columns user,item,rating,time --minimum-rating 4 \\
                  --protocol leave-last --recipe models/ials.yaml

              A shop's own store, learnt until a moment and judged by what came after; a page to show around:
                wicker-train evaluate --store shop/store --protocol time --test-fraction 0.1 \\
                  --recipe models/default.yaml --report evaluation.html

              Users nobody learnt from; more lengths, every metric, finer intervals:
                wicker-train evaluate --store shop/store --protocol strong --recommender ials --set factors=128 \\
                  --at 5,10,20,50 --metrics all --resamples 10000

            PROTOCOLS, for --data and --store
              leave-last  each user's latest item (the default)
              time        the latest part of all events: the nearest to a shop's tomorrow
              user-time   the latest part of each user's events
              random      a random part of each user's items
              basket      of the latest orders a random half is shown, the other half asked for; every order is a user
                          of its own, guests' orders too (stores only)
              strong      some users are not learnt from; a part of their items is shown, the rest is asked for
              cold-items  some items are not learnt from, and known by what --items or the store says of them; only
                          they are ranked; with --rank-all all items are, and a random part of each user's items, of either
                          sort, is asked for (see new-share). Beside them stand random lists, the mean popularity of an
                          item's categories and tags, and likeness to the user's items by features
              cold-users  some users are not learnt from, and known by what --users or the store says of them
            Without a column of times the rows' order stands for it.

            READING THE TABLE
              0.1570 ±0.0023 +   the mean, half its 95 % interval over users, and the comparison with the reference:
                                 + better, - worse, = undecided (sign-flip test, corrected for the number of
                                 recommenders). For gini, novelty, new-share, diversity and popularity-lift + and -
                                 mean more and less, not better and worse.
            """)

    @OptionGroup(title: "DATA") var data: JudgedDataOptions
    @OptionGroup(title: "WHAT IS JUDGED") var subject: SubjectOptions
    @OptionGroup(title: "HOW IT IS JUDGED") var measures: MeasureOptions
    @OptionGroup var threads: ThreadOption

    @OptionGroup var memory: MemoryOption

    @Flag(help: "Print one JSON object a line and recommender instead of a table.")
    var json = false

    @Option(help: ArgumentHelp("Write one self-contained page with tables and plots.", valueName: "file.html"))
    var report: String?

    func run() throws {
        try Failure.reporting {
            let recipe = try subject.chosen()
            let line = ProgressLine()
            defer { line.clear() }
            var options = try measures.options(threadCount: threads.count)
            options.splitProtocol = try data.splitProtocol(for: recipe)
            options.memory = memory.guarding(threadCount: threads.count, line)
            let evaluation = try RecipeEvaluation(recipe, options: options, progress: line.show)
            line.show(.reading, 0)
            let summary = try evaluation.run(on: try data.read(for: recipe))
            line.clear()
            if let report { try write(HTMLReport(summary).page, to: report) }
            if json {
                for result in summary.results { try JSONLine.print(VerdictReport(result, of: summary)) }
            } else {
                print(VerdictTable(summary).text)
            }
        }
    }

    private func write(_ page: String, to path: String) throws {
        do {
            try Data(page.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ReportError(description: "cannot write the report to \(path): \(error)")
        }
    }

    private struct ReportError: Error, CustomStringConvertible { var description: String }
}
