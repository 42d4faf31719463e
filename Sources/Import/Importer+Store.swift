// SPDX-License-Identifier: Apache-2.0

internal import Shop
public import Store

extension Importer {
    /// An import into that store, which must be open for writing.
    public init(store: ShopStore, options: ImportOptions = ImportOptions(), observer: ImportObserver = ImportObserver())
    {
        self.init(destination: StoreDestination(store: store), options: options, observer: observer)
    }
}

/// The store, in the import's words.
struct StoreDestination: ImportDestination {
    let store: ShopStore

    func rowsImported(of fingerprint: String) throws(ImportError) -> Int {
        do {
            return Int(clamping: try store.importMark(for: fingerprint))
        } catch {
            throw Self.failure("asking the store how far this file has come", error)
        }
    }

    func append(_ events: [Event], marking mark: FileMark?) throws(ImportError) -> BatchReceipt {
        do throws(StoreError) {
            let mark = mark.map { ImportMark(file: $0.fingerprint, rows: UInt64($0.rows)) }
            let receipt = try store.append(events, marking: mark)
            return BatchReceipt(
                accepted: receipt.accepted, duplicates: receipt.duplicates, refused: Self.refused(receipt.rejections))
        } catch {
            throw Self.failure("storing \(events.count) events", error)
        }
    }

    func put(items: [Item]) throws(ImportError) -> BatchReceipt {
        do throws(StoreError) {
            let receipt = try store.put(items: items)
            return BatchReceipt(accepted: receipt.accepted, refused: Self.refused(receipt.rejections))
        } catch {
            throw Self.failure("storing \(items.count) items", error)
        }
    }

    func put(users: [User]) throws(ImportError) -> BatchReceipt {
        do throws(StoreError) {
            let receipt = try store.put(users: users)
            return BatchReceipt(accepted: receipt.accepted, refused: Self.refused(receipt.rejections))
        } catch {
            throw Self.failure("storing \(users.count) users", error)
        }
    }

    private static func refused(_ rejections: [Rejection]) -> [(index: Int, problem: RowProblem)] {
        rejections.map { ($0.index, RowProblem($0.field, $0.reason)) }
    }

    private static func failure(_ what: String, _ error: any Error) -> ImportError {
        ImportError(
            .store, "\(what) failed; what was stored before stays, and the same import goes on from there", cause: error
        )
    }
}
