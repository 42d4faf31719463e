// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import NIOCore
import Shop
import Testing
import Wire

/// What is written is read back, for every message, on seeded values.
struct RoundTripTests {
    private let bench = Bench()

    /// - Parameter descriptor: protobuf-c's, for a message that is written without it: the bytes must be those it writes.
    private func check<Message: WireMessage & Equatable>(
        asWrittenBy descriptor: ProtobufCMessageDescriptor? = nil, _ make: (inout Maker) -> Message
    ) throws {
        for seed in UInt64(1)...60 {
            var maker = Maker(seed: seed)
            let message = make(&maker)
            let bytes = bench.encoded(message)
            if let descriptor {
                #expect(repacked(bytes, as: descriptor) == Array(bytes.readableBytesView), "seed \(seed)")
            } else {
                // The encoder relies on this to reserve room for a small message without counting it first.
                #expect(bytes.readableBytes <= bench.arena.usedByteCount, "seed \(seed)")
            }
            #expect(try bench.decoded(Message.self, bytes) == message, "seed \(seed)")
        }
    }

    /// What protobuf-c writes of a message that it has read.
    private func repacked(_ bytes: ByteBuffer, as descriptor: ProtobufCMessageDescriptor) -> [UInt8]? {
        var descriptor = descriptor
        let bytes = Array(bytes.readableBytesView)
        guard let message = protobuf_c_message_unpack(&descriptor, nil, bytes.count, bytes) else { return nil }
        defer { protobuf_c_message_free_unpacked(message, nil) }
        var packed = [UInt8](repeating: 0, count: protobuf_c_message_get_packed_size(message))
        return protobuf_c_message_pack(message, &packed) == packed.count ? packed : nil
    }

    @Test func `recommendation messages come back as they were`() throws {
        try check {
            RecommendRequest(
                user: $0.text(), limit: $0.optional { $0.int(1...1_000) }, placement: $0.optional { _ in "home" },
                exclude: $0.texts(), excludesSeen: $0.optional { $0.flag() }, includesOutOfStock: $0.flag(),
                explains: $0.flag())
        }
        try check {
            SimilarItemsRequest(
                item: $0.text(), limit: $0.optional { $0.int(1...1_000) }, placement: $0.optional { _ in "product" },
                exclude: $0.texts(), includesOutOfStock: $0.flag(),
                by: $0.optional { $0.flag() ? .content : .both }, explains: $0.flag(),
                user: $0.optional { $0.text() })
        }
        try check {
            SearchItemsRequest(
                query: "x" + $0.text(), limit: $0.optional { $0.int(1...1_000) }, exclude: $0.texts(),
                includesOutOfStock: $0.flag())
        }
        try check {
            PopularRequest(
                limit: $0.optional { $0.int(1...1_000) }, exclude: $0.texts(), includesOutOfStock: $0.flag())
        }
        try check(asWrittenBy: wicker__v1__recommend_response__descriptor) {
            RecommendResponse(
                recommendationID: $0.text(), snapshot: $0.long(),
                items: $0.list {
                    RecommendedItem(
                        id: $0.text(), score: Float($0.double()), recommender: $0.text(), isFallback: $0.flag(),
                        because: $0.texts(),
                        reasons: $0.list {
                            FeatureReason(field: $0.text(), value: $0.text(), weight: Float($0.double()))
                        })
                }, isPersonalised: $0.flag())
        }
    }

    @Test func `cross-selling messages come back as they were`() throws {
        try check {
            let isCart = $0.flag()
            return CrossSellRequest(
                basket: isCart ? [] : $0.texts() + [$0.text()], user: isCart ? $0.text() : $0.optional { $0.text() },
                limit: $0.optional { $0.int(1...1_000) }, recommender: $0.optional { _ in "rules" },
                exclude: $0.texts(), includesOutOfStock: $0.flag(), fills: $0.flag(), following: $0.int(0...1))
        }
        try check(asWrittenBy: wicker__v1__cross_sell_response__descriptor) {
            CrossSellResponse(
                recommendationID: $0.text(), snapshot: $0.long(), recommender: $0.text(),
                items: $0.list { $0.crossSoldItem() }, unknown: $0.texts(), cart: $0.texts())
        }
        try check {
            var request = RulesRequest()
            (request.recommender, request.item) = ($0.optional { _ in "rules" }, $0.optional { $0.text() })
            request.side = RuleSide.allCases[$0.int(0...2)]
            request.sort = RuleMeasure.allCases[$0.int(0...7)]
            (request.category, request.minimumCount) = ($0.texts(), $0.int(0...99))
            (request.minimumConfidence, request.minimumLift) = (abs($0.double()), abs($0.double()))
            (request.pageSize, request.pageToken) = ($0.optional { $0.int(1...1_000) }, $0.optional { $0.text() })
            return request
        }
        try check {
            RulesResponse(
                snapshot: $0.long(), recommender: $0.text(), basketCount: $0.int(0...9_999), total: $0.int(0...9_999),
                rules: $0.list { $0.rule() }, nextPageToken: $0.optional { $0.text() })
        }
    }

    @Test func `session messages come back as they were`() throws {
        try check {
            NextInSessionRequest(
                items: $0.texts(), session: $0.text(), limit: $0.optional { $0.int(1...1_000) },
                placement: $0.optional { _ in "session" }, exclude: $0.texts(),
                excludesSeen: $0.optional { $0.flag() }, includesOutOfStock: $0.flag(), explains: $0.flag(),
                user: $0.optional { $0.text() })
        }
        try check(asWrittenBy: wicker__v1__next_in_session_response__descriptor) {
            NextInSessionResponse(
                recommendationID: $0.text(), snapshot: $0.long(),
                items: $0.list {
                    RecommendedItem(
                        id: $0.text(), score: Float($0.double()), recommender: $0.text(), isFallback: $0.flag(),
                        because: $0.texts())
                }, isPersonalised: $0.flag(), unknown: $0.texts())
        }
    }

    @Test func `ingest messages come back as they were`() throws {
        try check { RecordEventsRequest(events: Batch($0.list { $0.event() })) }
        try check {
            RecordEventsResponse(
                accepted: $0.int(0...10_000), duplicates: $0.int(0...10_000), rejected: $0.int(0...10_000),
                rejections: $0.list { $0.rejection() })
        }
        try check { PutItemsRequest(items: Batch($0.list { $0.item() })) }
        try check { PutUsersRequest(users: Batch($0.list { $0.user() })) }
        try check {
            PutResponse(
                accepted: $0.int(0...10_000), rejected: $0.int(0...10_000), rejections: $0.list { $0.rejection() })
        }
        try check { DeleteItemsRequest(ids: $0.texts()) }
        try check { DeleteItemsResponse(deleted: $0.int(0...10_000), missing: $0.texts()) }
        try check { ForgetUserRequest(user: $0.text()) }
        try check { ForgetUserResponse(wasKnown: $0.flag(), eventsRemoved: $0.int(0...10_000)) }
    }

    @Test func `catalogue and user messages come back as they were`() throws {
        try check { GetItemsRequest(ids: $0.texts()) }
        try check { GetItemsResponse(items: $0.list { $0.item() }, missing: $0.texts()) }
        try check {
            ListItemsRequest(pageSize: $0.optional { $0.int(1...1_000) }, pageToken: $0.optional { $0.text() })
        }
        try check { ListItemsResponse(items: $0.list { $0.item() }, nextPageToken: $0.optional { $0.text() }) }
        try check { GetUserRequest(user: $0.text()) }
        try check { GetUserResponse(user: $0.optional { $0.user() }, eventCount: $0.int(0...10_000)) }
        try check {
            HistoryRequest(
                user: $0.text(), pageSize: $0.optional { $0.int(1...1_000) }, pageToken: $0.optional { $0.text() })
        }
        try check { HistoryResponse(events: $0.list { $0.event() }, nextPageToken: $0.optional { $0.text() }) }
    }

    @Test func `messages about lists of users come back as they were`() throws {
        try check {
            SimilarUsersRequest(
                user: $0.text(), limit: $0.optional { $0.int(1...1_000) }, placement: $0.optional { _ in "home" },
                recommender: $0.optional { _ in "item-knn" })
        }
        try check {
            AudienceRequest(
                item: $0.text(), limit: $0.optional { $0.int(1...1_000) }, placement: $0.optional { _ in "home" },
                recommender: $0.optional { _ in "item-knn" }, includesOwners: $0.flag())
        }
        try check {
            UserListResponse(
                snapshot: $0.long(), recommender: $0.text(),
                users: $0.list { ScoredUser(id: $0.text(), score: Float($0.double())) })
        }
    }

    @Test func `messages about utility come back as they were`() throws {
        try check {
            RecommendByUtilityRequest(
                criteria: $0.list { $0.criterion() }, user: $0.optional { $0.text() },
                segment: $0.optional { $0.text() },
                category: $0.texts(), limit: $0.optional { $0.int(1...1_000) }, exclude: $0.texts(),
                includesOutOfStock: $0.flag(), recommender: $0.optional { _ in "utility" })
        }
        try check {
            RecommendByUtilityResponse(
                recommendationID: $0.text(), snapshot: $0.long(), source: $0.text(), segment: $0.text(),
                attributes: $0.list {
                    UtilityAttribute(
                        attribute: $0.text(), weight: $0.double(), standardError: $0.optional { $0.double() },
                        willingnessToPay: $0.optional { $0.double() },
                        willingnessToPayError: $0.optional { $0.double() })
                },
                items: $0.list {
                    UtilityItem(id: $0.text(), utility: $0.double(), partWorths: $0.list { $0.double() })
                })
        }
    }

    @Test func `companion messages come back as they were`() throws {
        try check {
            CompanionsRequest(
                item: $0.text(), limit: $0.optional { $0.int(1...1_000) }, exclude: $0.texts(),
                includesOutOfStock: $0.flag(), recommender: $0.optional { _ in "pairs" },
                user: $0.optional { $0.text() })
        }
        try check {
            CompanionsResponse(
                recommendationID: $0.text(), snapshot: $0.long(), recommender: $0.text(),
                items: $0.list {
                    Companion(
                        id: $0.text(), score: Float($0.double()),
                        pair: $0.optional {
                            PairEvidence(
                                count: $0.int(0...9), fromCount: $0.int(9...99), toCount: $0.int(9...99),
                                groupCount: $0.int(99...999), p: $0.double())
                        },
                        substitute: $0.optional {
                            SubstituteEvidence(
                                coViews: $0.int(0...9), commonBuyers: $0.int(0...9), boughtTogether: $0.int(0...9),
                                expectedTogether: $0.double(), isSameCategory: $0.flag(),
                                priceRatio: $0.optional { $0.double() })
                        })
                })
        }
        try check {
            BuyAgainRequest(
                user: $0.text(), limit: $0.optional { $0.int(1...1_000) }, exclude: $0.texts(),
                includesOutOfStock: $0.flag(), recommender: $0.optional { _ in "again" }, dueOnly: $0.flag())
        }
        try check {
            BuyAgainResponse(
                recommendationID: $0.text(), snapshot: $0.long(), recommender: $0.text(), horizonDays: $0.double(),
                items: $0.list {
                    RepeatPurchase(
                        id: $0.text(), probability: Float($0.double()), purchases: $0.int(0...9),
                        lastBought: $0.moment(), intervalDays: $0.double(), dueSince: $0.moment())
                })
        }
    }

    @Test func `admin messages come back as they were`() throws {
        try check { _ in StatusRequest() }
        try check {
            StatusResponse(
                version: $0.text(), snapshot: $0.long(), users: $0.int(0...9), items: $0.int(0...9),
                events: $0.int(0...9), uptimeMilliseconds: $0.long(), connections: $0.int(0...9), calls: $0.long(),
                callsFailed: $0.long(), storeByteCount: $0.long())
        }
        try check { _ in ListSnapshotsRequest() }
        try check {
            ListSnapshotsResponse(
                snapshots: $0.list {
                    SnapshotSummary(
                        version: $0.long(), created: $0.moment(), recipe: $0.text(), isActive: $0.flag(),
                        byteCount: $0.long(), metrics: $0.list { Metric(name: $0.text(), value: $0.double()) })
                })
        }
        try check { ActivateSnapshotRequest(version: $0.long()) }
        try check { ActivateSnapshotResponse(previous: $0.long(), active: $0.long()) }
    }

    @Test func `headers come back as they were`() throws {
        try check {
            CallHeader(
                method: $0.text(), timeoutMilliseconds: $0.optional { UInt32($0.int(0...86_400_000)) },
                metadata: $0.metadata())
        }
        try check {
            CallStatus(StatusCode.allCases[$0.int(0...16)], $0.text(), metadata: $0.metadata())
        }
        try check {
            var limits = ConnectionLimits()
            limits.frameByteCount = $0.int(1...1 << 30)
            limits.headerByteCount = $0.int(1...65_535)
            limits.callCount = $0.int(1...10_000)
            limits.idleTimeout = .milliseconds(Int64($0.int(1...1_000_000)))
            return ServerSettings(limits: limits, serverVersion: $0.text())
        }
        try check { GoAway(lastCall: UInt32($0.int(0...1 << 31)), reason: $0.text()) }
    }
}
