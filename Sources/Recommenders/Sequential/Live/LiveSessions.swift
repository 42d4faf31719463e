// SPDX-License-Identifier: Apache-2.0

public import Shop

/// The newest sessions, event by event as they are recorded, in memory of a fixed size.
///
/// Events lie in a ring; each knows the event before it in its session and the one before it with its item, so that a
/// session's items and an item's sessions are found by going back. What the ring overwrites is gone without being taken
/// out: a way back ends where the numbers are too old. Names of sessions are found in the same manner, by hash.
///
/// - Memory: 40 bytes an event and 64 a session of the capacities, 8 an item: 18 MiB and 8 bytes an item by default.
/// - Ownership: a value. One thread appends to its copy; readers keep another, which shares all pages that are the same.
public struct LiveSessions: Sendable {
    /// A session, counted up from 1 in the order in which they began.
    public typealias Number = UInt64

    /// One event, on its way in.
    public struct Event: Sendable {
        /// The shop's name of the session.
        public var session: String
        /// What.
        public var item: ItemIndex
        /// How.
        public var type: EventType
        /// When.
        public var timestamp: Timestamp
        /// Its place in the store's log; ascending.
        public var sequence: UInt64

        /// An event of a session.
        public init(session: String, item: ItemIndex, type: EventType, timestamp: Timestamp, sequence: UInt64) {
            self.session = session
            self.item = item
            self.type = type
            self.timestamp = timestamp
            self.sequence = sequence
        }
    }

    struct Entry {
        var item: UInt32
        var type: EventType
        /// Whether the session had the item before: its first event with it stands for all.
        var isRepeat: Bool
        var session: Number
        var sequence: UInt64
        var previousOfSession: UInt64
        var previousOfItem: UInt64
    }

    struct Session {
        var name: String
        var last: UInt64  // its newest entry
        var time: Int64
        var previousOfBucket: Number
    }

    /// Most events kept.
    public static let eventCapacity = 1 << 18
    /// Most sessions kept.
    public static let sessionCapacity = 1 << 17
    /// Events back to which a session is looked at.
    static let sessionReach = 64

    let eventCapacity: UInt64
    let sessionCapacity: UInt64
    var entries: PagedArray<Entry>
    var sessions: PagedArray<Session>
    var newestOfItem = PagedArray<UInt64>(repeating: 0)
    var newestOfBucket: PagedArray<Number>
    /// Entries so far, which number them from 1.
    var entryCount: UInt64 = 0
    /// Sessions so far.
    var sessionCount: UInt64 = 0

    /// No sessions yet.
    public init(eventCapacity: Int = Self.eventCapacity, sessionCapacity: Int = Self.sessionCapacity) {
        precondition(eventCapacity > 0 && sessionCapacity > 0, "\(eventCapacity) events, \(sessionCapacity) sessions")
        self.eventCapacity = UInt64(eventCapacity)
        self.sessionCapacity = UInt64(sessionCapacity)
        entries = PagedArray(
            repeating: Entry(
                item: 0, type: .view, isRepeat: false, session: 0, sequence: 0, previousOfSession: 0,
                previousOfItem: 0), count: eventCapacity)
        sessions = PagedArray(
            repeating: Session(name: "", last: 0, time: 0, previousOfBucket: 0), count: sessionCapacity)
        newestOfBucket = PagedArray(repeating: 0, count: sessionCapacity)
    }

    /// Number of the oldest entry kept.
    var oldestEntry: UInt64 { entryCount < eventCapacity ? 1 : entryCount - eventCapacity + 1 }

    /// Adds an event to its session, which begins with it if it is not known.
    ///
    /// - Complexity: O(`sessionReach`), and what copies of pages cost after a copy of the whole.
    public mutating func append(_ event: Event) {
        let session = number(of: event.session) ?? begin(event.session)
        let item = Int(event.item.rawValue)
        newestOfItem.grow(to: item + 1)
        var place = sessions[slot(of: session)]
        var isRepeat = false
        forEachEntry(of: session) { isRepeat = isRepeat || $0.item == event.item.rawValue }
        entryCount += 1
        entries[Int(entryCount % eventCapacity)] = Entry(
            item: event.item.rawValue, type: event.type, isRepeat: isRepeat, session: session,
            sequence: event.sequence, previousOfSession: place.last,
            previousOfItem: isRepeat ? 0 : newestOfItem[item])
        if !isRepeat { newestOfItem[item] = entryCount }
        place.last = entryCount
        place.time = max(place.time, event.timestamp.milliseconds)
        sessions[slot(of: session)] = place
    }

    /// The session of that name; nil when it is not kept.
    public func number(of name: String) -> Number? {
        var number = newestOfBucket[bucket(of: name)]
        while isKept(number) {
            let session = sessions[slot(of: number)]
            if session.name == name { return number }
            number = session.previousOfBucket
        }
        return nil
    }

    private mutating func begin(_ name: String) -> Number {
        let bucket = bucket(of: name)
        sessionCount += 1
        sessions[slot(of: sessionCount)] = Session(
            name: name, last: 0, time: .min, previousOfBucket: newestOfBucket[bucket])
        newestOfBucket[bucket] = sessionCount
        return sessionCount
    }

    func slot(of session: Number) -> Int { Int(session % sessionCapacity) }

    /// Whether a session is still there.
    func isKept(_ session: Number) -> Bool {
        session > 0 && session <= sessionCount && sessionCount - session < sessionCapacity
    }

    private func bucket(of name: String) -> Int {
        var hasher = Hasher()
        hasher.combine(name)
        return Int(UInt(bitPattern: hasher.finalize()) % UInt(sessionCapacity))
    }
}
