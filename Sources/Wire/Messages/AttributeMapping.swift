// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

/// One attribute with its name, as it travels.
struct NamedAttribute: MappedMessage, Equatable {
    var name: String
    var value: AttributeValue

    /// By name, so that the same attributes always make the same bytes.
    static func sorted(_ attributes: [String: AttributeValue]) -> [NamedAttribute] {
        attributes.map { NamedAttribute(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    init(name: String, value: AttributeValue) {
        self.name = name
        self.value = value
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Attribute>) { wicker__v1__attribute__init(raw) }

    init(_ raw: Wicker__V1__Attribute, _ reader: FieldReader) throws(FieldError) {
        name = try reader.text(raw.name, "name")
        guard let rawValue = raw.value else { throw FieldError(name, "an attribute without a value") }
        value = try AttributeValue(rawValue.pointee, reader)
    }

    func write(to raw: inout Wicker__V1__Attribute, in arena: Arena) {
        (raw.has_name, raw.name) = arena.field(name)
        raw.value = arena.message(value)
    }
}

extension AttributeValue: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__AttributeValue>) {
        wicker__v1__attribute_value__init(raw)
    }

    init(_ raw: Wicker__V1__AttributeValue, _ reader: FieldReader) throws(FieldError) {
        switch raw.value_case {
        case WICKER__V1__ATTRIBUTE_VALUE__VALUE_TEXT: self = .text(try reader.text(raw.text, "text"))
        case WICKER__V1__ATTRIBUTE_VALUE__VALUE_NUMBER: self = .number(raw.number)
        case WICKER__V1__ATTRIBUTE_VALUE__VALUE_FLAG: self = .flag(raw.flag != 0)
        case WICKER__V1__ATTRIBUTE_VALUE__VALUE_LIST:
            let list = raw.list?.pointee
            self = .list(try reader.texts(list?.values, list?.n_values ?? 0, "list"))
        default: throw FieldError("value", "none of text, number, flag and list")
        }
    }

    func write(to raw: inout Wicker__V1__AttributeValue, in arena: Arena) {
        switch self {
        case .text(let text):
            raw.value_case = WICKER__V1__ATTRIBUTE_VALUE__VALUE_TEXT
            raw.text = arena.bytes(text)
        case .number(let number):
            raw.value_case = WICKER__V1__ATTRIBUTE_VALUE__VALUE_NUMBER
            raw.number = number
        case .flag(let flag):
            raw.value_case = WICKER__V1__ATTRIBUTE_VALUE__VALUE_FLAG
            raw.flag = flag ? 1 : 0
        case .list(let words):
            raw.value_case = WICKER__V1__ATTRIBUTE_VALUE__VALUE_LIST
            let list = arena.allocate(Wicker__V1__TextList.self, count: 1)
            wicker__v1__text_list__init(list)
            (list.pointee.n_values, list.pointee.values) = arena.list(words)
            raw.list = list
        }
    }
}

extension FieldReader {
    /// Attributes by name, each name once.
    func attributes(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Wicker__V1__Attribute>?>?, _ count: Int
    ) throws(FieldError) -> [String: AttributeValue] {
        guard count > 0 else { return [:] }
        let named: [NamedAttribute] = try list(start, count, "attributes")
        var attributes = [String: AttributeValue](minimumCapacity: count)
        for attribute in named {
            guard attributes.updateValue(attribute.value, forKey: attribute.name) == nil else {
                throw FieldError("attributes", "\(attribute.name) is given twice")
            }
        }
        return attributes
    }
}
