// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Makes an item of a row's fields; columns that mean nothing to us become its attributes.
///
/// A category is a path from the root with `>` between; tags have `|` between.
struct ItemDecoder: JSONFieldDecoder {
    static let listColumns: Set<Int> = [ItemColumn.category.rawValue, ItemColumn.tags.rawValue]

    private let plan: ColumnPlan<ItemColumn>
    private let reader: AttributeReader

    init(_ plan: ColumnPlan<ItemColumn>, _ context: DecodingContext) {
        self.plan = plan
        reader = AttributeReader(plan.others, context)
    }

    func decode(_ fields: FieldTable) throws(RowProblem) -> Item {
        var item = try known(fields)
        item.category = try FieldValue.words(
            plan.field(.category, of: fields), "category", separator: ">", limit: Limits.categoryDepth)
        item.tags = try FieldValue.words(plan.field(.tags, of: fields), "tags", separator: "|", limit: Limits.listCount)
        item.attributes = try reader.attributes(of: fields)
        return item
    }

    func decode(_ fields: FieldTable, _ extra: JSONExtra) throws(RowProblem) -> Item {
        var item = try decode(fields)
        if let category = extra.lists[ItemColumn.category.rawValue] {
            item.category = try FieldValue.checked(category, "category", limit: Limits.categoryDepth)
        }
        item.tags = extra.lists[ItemColumn.tags.rawValue] ?? item.tags
        item.attributes = try AttributeReader.checked(extra.attributes)
        return item
    }

    private func known(_ fields: FieldTable) throws(RowProblem) -> Item {
        var item = Item(id: try FieldValue.id(plan.field(.id, of: fields), "id"))
        item.title = try text(.title, fields, limit: Limits.textByteCount)
        item.brand = try text(.brand, fields, limit: Limits.textByteCount)
        item.text = try text(.text, fields, limit: Limits.textByteCount)
        item.variantGroup = try text(.variantGroup, fields, limit: Limits.idByteCount)
        item.price = try FieldValue.number(plan.field(.price, of: fields), "price")
        if let price = item.price, price < 0 { throw RowProblem("price", "\(price) is below 0") }
        item.stock = try stock(plan.field(.stock, of: fields))
        item.availableFrom = try FieldValue.timestamp(plan.field(.availableFrom, of: fields), "available_from")
        item.availableUntil = try FieldValue.timestamp(plan.field(.availableUntil, of: fields), "available_until")
        item.isHidden = try hidden(plan.field(.hidden, of: fields))
        return item
    }

    private func text(_ column: ItemColumn, _ fields: FieldTable, limit: Int) throws(RowProblem) -> String {
        try FieldValue.text(plan.field(column, of: fields), column.name, limit: limit)
    }

    private func stock(_ field: UnsafeRawBufferPointer) throws(RowProblem) -> Int64? {
        if field.isEmpty { return nil }
        guard let stock = NumberParser.integer(field) else {
            throw RowProblem("stock", "\(FieldValue.quoted(field)) is no whole number")
        }
        return stock
    }

    private func hidden(_ field: UnsafeRawBufferPointer) throws(RowProblem) -> Bool {
        switch String(decoding: field.prefix(8), as: UTF8.self).lowercased() {
        case "", "false", "0", "no": return false
        case "true", "1", "yes": return true
        default: throw RowProblem("hidden", "\(FieldValue.quoted(field)) is neither true nor false")
        }
    }
}

/// Makes a user of a row's fields; every column but the id becomes an attribute.
struct UserDecoder: JSONFieldDecoder {
    static let listColumns: Set<Int> = []

    private let plan: ColumnPlan<UserColumn>
    private let reader: AttributeReader

    init(_ plan: ColumnPlan<UserColumn>, _ context: DecodingContext) {
        self.plan = plan
        reader = AttributeReader(plan.others, context)
    }

    func decode(_ fields: FieldTable) throws(RowProblem) -> User {
        var user = User(id: try FieldValue.id(plan.field(.id, of: fields), "id"))
        user.attributes = try reader.attributes(of: fields)
        return user
    }

    func decode(_ fields: FieldTable, _ extra: JSONExtra) throws(RowProblem) -> User {
        var user = try decode(fields)
        user.attributes = try AttributeReader.checked(extra.attributes)
        return user
    }
}
