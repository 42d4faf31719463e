// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Makes an event, or a line of an order, of a row's fields.
///
/// In both, an empty user is a guest where the row names an order or a session. A `return` counts its pieces upwards. In an order
/// file, a quantity below zero is a return as well, whatever the type says.
struct EventDecoder: FieldDecoder {
    typealias Column = EventColumn

    private let plan: ColumnPlan<EventColumn>
    private let isOrderLine: Bool
    private let defaultType: String
    private let defaultTimestamp: Timestamp
    /// The type of the row before, as bytes and as text: most rows repeat it.
    private var lastType: [UInt8] = []
    private var lastTypeText = ""

    init(_ plan: ColumnPlan<EventColumn>, _ context: DecodingContext) {
        self.plan = plan
        isOrderLine = context.kind == .orders
        defaultType = context.defaultType ?? (plan.names.contains(EventColumn.rating) ? "rating" : context.kindType)
        defaultTimestamp = context.defaultTimestamp
    }

    mutating func decode(_ fields: FieldTable) throws(RowProblem) -> Event {
        let user = plan.field(.user, of: fields)
        let order = try FieldValue.optionalID(plan.field(.order, of: fields), "order")
        if isOrderLine, order == nil { throw RowProblem("order", "is empty") }
        let session = try FieldValue.optionalID(plan.field(.session, of: fields), "session")
        let mayBeGuest = order != nil || session != nil
        var event = Event(
            user: user.isEmpty && mayBeGuest ? "" : try FieldValue.id(user, "user"),
            item: try FieldValue.id(plan.field(.item, of: fields), "item"),
            type: try type(plan.field(.type, of: fields)),
            timestamp: try FieldValue.timestamp(plan.field(.timestamp, of: fields), "timestamp") ?? defaultTimestamp,
            value: try FieldValue.number(plan.field(.value, of: fields), "value"),
            quantity: try FieldValue.number(plan.field(.quantity, of: fields), "quantity"),
            price: try FieldValue.number(plan.field(.price, of: fields), "price"),
            order: order,
            session: session,
            id: try FieldValue.optionalID(plan.field(.eventID, of: fields), "event_id"))
        if let quantity = event.quantity { try count(quantity, of: &event) }
        return event
    }

    private func count(_ quantity: Double, of event: inout Event) throws(RowProblem) {
        guard quantity != 0 else { throw RowProblem("quantity", "is 0") }
        guard quantity < 0 else { return }
        guard isOrderLine || event.type == "return" else {
            throw RowProblem("quantity", "\(quantity) is below 0; give the row the type return")
        }
        event.type = "return"
        event.quantity = -quantity
    }

    private mutating func type(_ field: UnsafeRawBufferPointer) throws(RowProblem) -> String {
        if field.isEmpty { return defaultType }
        if field.holdsSame(as: lastType) { return lastTypeText }
        lastTypeText = try FieldValue.text(field, "type", limit: Limits.nameByteCount)
        lastType = Array(field)
        return lastTypeText
    }
}
