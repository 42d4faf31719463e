// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evaluation
import Import
import Training

struct EvaluateSessions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate-sessions",
        abstract: "Fit on past sessions, ask what comes next in others, and time every answer.",
        discussion: """
            Of each judged session every beginning is a question: its first item, its first two, and so on. The whole \
            catalogue is ranked; figures are means over questions, their intervals are over sessions. hit-rate and mrr \
            look at the next item alone, ndcg, precision and recall at all that is still to come.

            EXAMPLES
              Rows of session, item and time:
                wicker-train evaluate-sessions --train train.tsv.zst --test test.tsv.zst --recommender session-knn

              Rows of items in order to learn from; to judge by, rows of a beginning and the item that came next:
                wicker-train evaluate-sessions --train train.tsv.zst --test test.tsv.zst --format sequences --last-only \\
                  --recommender session-knn --set listsCurrentItem=true

              All recommenders of a recipe; those that know no order see a session as a history:
                wicker-train evaluate-sessions --train train.tsv --test test.tsv --recipe sessions.yaml --at 5,20
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case clicks, sequences
    }

    @Option(help: ArgumentHelp("Sessions to learn from.", valueName: "file"))
    var train: String

    @Option(help: ArgumentHelp("Sessions to judge by.", valueName: "file"))
    var test: String

    @Option(help: "clicks: a row a click; sequences: a row a session, its items in order.")
    var format = Format.clicks

    @Option(help: ArgumentHelp("Columns of clicks, of session, item, time and - to ignore.", valueName: "names"))
    var columns = "session,item,time"

    @Flag(help: "Ask for the last item of each judged session only.")
    var lastOnly = false

    @OptionGroup(title: "WHAT IS JUDGED") var subject: SubjectOptions

    @Option(help: "Lengths of the lists that are judged, such as 5,20.")
    var at = Cutoffs(values: [20])

    @Option(help: "How often sessions are drawn for the intervals; 0 for none.")
    var resamples = 1_000

    @OptionGroup var threads: ThreadOption
    @OptionGroup var memory: MemoryOption

    @Flag(help: "Print one JSON object a line and recommender instead of a table.")
    var json = false

    func run() throws {
        try Failure.reporting {
            let recipe = try subject.chosen()
            let line = ProgressLine()
            defer { line.clear() }
            let evaluation = try SessionEvaluation(
                recipe, at: at.values, resamples: resamples, threadCount: threads.count,
                memory: memory.guarding(threadCount: threads.count, line), progress: line.show)
            line.show(.reading, 0)
            let data = SessionData(training: try read(train), judged: try read(test), lastOnly: lastOnly)
            let results = try evaluation.run(on: data)
            line.clear()
            if json {
                for result in results { try JSONLine.print(SessionReport(result, data)) }
            } else {
                print(SessionTable(results, data).text)
            }
        }
    }

    private func read(_ path: String) throws -> SessionFile {
        switch format {
        case .sequences: return try SessionFile(sequences: path)
        case .clicks:
            let words = columns.split(separator: ",", omittingEmptySubsequences: false)
            let named = words.map { $0 == "session" ? "user" : $0 }.joined(separator: ",")
            return try SessionFile(clicks: path, columns: PairFile.Columns(parsing: named))
        }
    }
}
