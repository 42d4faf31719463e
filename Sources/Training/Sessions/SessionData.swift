// SPDX-License-Identifier: Apache-2.0

public import Evaluation
public import Import
public import Recommenders
internal import Shop

/// Sessions to learn from, and questions of other sessions.
public struct SessionData: Sendable {
    /// What is learnt from: every session a guest's, and once more a user's of its own for recommenders without sessions.
    public let training: Dataset
    /// What is asked: of each judged session every beginning, or the last item alone.
    public let questions: [SessionCase]
    /// Judged sessions, those of one item included.
    public let judgedSessions: Int

    /// Takes up two files.
    ///
    /// - Parameter lastOnly: whether a judged session is asked for its last item alone, as where each row is a beginning
    ///   with the item that came next.
    public init(training: SessionFile, judged: SessionFile, lastOnly: Bool) {
        var items = ItemNumbers()
        let trained = training.sessions.map { session in session.items.map { items.number(of: $0) } }
        self.training = Self.dataset(trained, training.sessions, itemCount: items.count)
        var (questions, previous, number) = ([SessionCase](), [ItemIndex](), -1)
        for session in judged.sessions {
            let sequence = session.items.map { ItemIndex(rawValue: items.number(of: $0)) }
            // A row that is the beginning of the one before it, whose last item was asked, is of the same session.
            let continues = lastOnly && previous.dropLast().elementsEqual(sequence)
            if !continues { number += 1 }
            previous = sequence
            for place in (lastOnly ? max(1, sequence.count - 1) : 1)..<max(1, sequence.count) {
                questions.append(
                    SessionCase(
                        items: Array(sequence[..<place]), wanted: Array(sequence[place...]),
                        now: session.times[place], session: number))
            }
        }
        self.questions = questions
        judgedSessions = number + 1
    }

    private static func dataset(
        _ sequences: [[UInt32]], _ sessions: [SessionFile.Session], itemCount: Int
    ) -> Dataset {
        var interactions = Interactions(userCount: sequences.count, itemCount: itemCount)
        var groups = EventGroups.Builder()
        for (number, sequence) in sequences.enumerated() {
            for (item, time) in zip(sequence, sessions[number].times) {
                interactions.append(
                    Interaction(
                        user: UserIndex(rawValue: UInt32(truncatingIfNeeded: number)),
                        item: ItemIndex(rawValue: item), type: .view, timestamp: time))
                groups.add(
                    EventGroups.Member(user: EventGroups.guest, item: item, type: .view, timestamp: time),
                    to: "\(number)")
            }
        }
        var dataset = Dataset(interactions)
        dataset.sessions = groups.build()
        return dataset
    }

    /// Numbers items as they first come.
    private struct ItemNumbers {
        private var numbers: [String: UInt32] = [:]
        var count: Int { numbers.count }

        mutating func number(of name: String) -> UInt32 {
            if let number = numbers[name] { return number }
            let number = UInt32(truncatingIfNeeded: numbers.count)
            numbers[name] = number
            return number
        }
    }
}
