# SPDX-License-Identifier: Apache-2.0
"""The client against a real server: what proto/PROTOCOL.md promises holds."""

import pathlib
import socket
import sys
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from tests.server import Server  # noqa: E402
from wicker_client import (  # noqa: E402
    AttributeValue, AudienceRequest, BuyAgainRequest, Client, CompanionsRequest, CompatibleRequest,
    CritiqueRequest, Event, FindMatchingRequest, HistoryRequest, Item, ListItemsRequest, NextInSessionRequest,
    PopularRequest, RecommendRequest, RecommendResponse, SimilarItemsRequest, SimilarUsersRequest, StatusCode,
    WickerError)


class ClientTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.client = Client("127.0.0.1", cls.server.port)
        cls.client.put_items([Item(id=f"item-{number}", title=f"Item {number}") for number in range(20)])

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        status = cls.server.stop()
        if status != 0:
            raise RuntimeError(f"the server ended with {status} after SIGTERM")

    def assert_fails(self, code, call):
        with self.assertRaises(WickerError) as caught:
            call()
        self.assertEqual(caught.exception.code, code, caught.exception)
        return caught.exception.message

    def test_items_are_put_and_read_back(self):
        answer = self.client.get_items(["item-3", "nowhere"])
        self.assertEqual([item.title for item in answer.items], ["Item 3"])
        self.assertEqual(list(answer.missing), ["nowhere"])

    def test_a_page_follows_a_page(self):
        first = self.client.list_items(ListItemsRequest(page_size=15))
        self.assertEqual(len(first.items), 15)
        second = self.client.list_items(ListItemsRequest(page_size=15, page_token=first.next_page_token))
        names = [item.id for item in list(first.items) + list(second.items)]
        self.assertGreaterEqual(len(names), 20)
        self.assertEqual(len(names), len(set(names)))

    def test_the_catalogue_streams(self):
        pages = list(self.client.stream_items(ListItemsRequest(page_size=7)))
        self.assertGreaterEqual(len(pages), 3)
        self.assertIn("item-19", {item.id for page in pages for item in page.items})

    def test_what_is_asked_for_is_found_and_critiqued(self):
        self.client.put_items([Item(id=f"lamp-{price}", price=price, category=["Lamps"]) for price in (10, 20, 30)])
        request = FindMatchingRequest()
        request.requirements.add(attribute="category", operator="within", values=[AttributeValue(text="Lamps")])
        request.requirements.add(attribute="price", operator=">", values=[AttributeValue(number=15)])
        self.assertEqual({item.id for item in self.client.find_matching(request).items}, {"lamp-20", "lamp-30"})
        request.requirements.add(attribute="price", operator="<", values=[AttributeValue(number=12)])
        message = self.assert_fails(StatusCode.INVALID_ARGUMENT, lambda: self.client.find_matching(request))
        self.assertIn("requirements[1] and requirements[2]", message)
        critique = CritiqueRequest()
        critique.steps.add(item="lamp-30").critiques.add(attribute="price", direction="lower")
        self.assertEqual([item.id for item in self.client.critique(critique).items], ["lamp-20", "lamp-10"])
        self.assertEqual(len(self.client.compatible(CompatibleRequest(item="lamp-10")).findings), 0)
        self.assertIn("price", {attribute.name for attribute in self.client.describe_attributes().attributes})

    def test_events_are_recorded_once_and_bad_ones_named(self):
        events = [
            Event(user="ann", item="item-1", type="purchase", timestamp_ms=1_700_000_000_000, id="once"),
            Event(user="ann", item="item-1", type="purchase", timestamp_ms=1_700_000_000_000, id="once"),
            Event(user="ann", item="", type="view"),
            Event(user="ann", item="item-2", timestamp_ms=1_700_000_001_000),
        ]
        answer = self.client.record_events(events)
        self.assertEqual((answer.accepted, answer.duplicates, answer.rejected), (2, 1, 1))
        self.assertEqual([(bad.index, bad.field) for bad in answer.rejections], [(2, "item")])
        history = self.client.history(HistoryRequest(user="ann"))
        self.assertEqual([event.item for event in history.events], ["item-2", "item-1"])
        self.assertEqual([event.type for event in history.events], ["view", "purchase"])

    def test_events_stream(self):
        batches = [[Event(user="bob", item=f"item-{n}", timestamp_ms=1_700_000_000_000 + n)] for n in range(5)]
        self.assertEqual(self.client.stream_events(iter(batches)).accepted, 5)

    def test_an_unknown_user_gets_the_fallback_and_no_error(self):
        answer = self.client.recommend(RecommendRequest(user="nobody", limit=5))
        self.assertNotEqual(answer.recommendation_id, "")
        self.assertFalse(answer.personalised)
        self.assertTrue(all(item.fallback for item in answer.items))

    def test_a_session_needs_no_user(self):
        clicks = [Event(session="visit", item=f"item-{n}", timestamp_ms=1_700_000_000_000 + n) for n in range(2)]
        self.assertEqual(self.client.record_events(clicks).accepted, 2)
        answer = self.client.next_in_session(NextInSessionRequest(items=["item-0", "never named"]))
        self.assertEqual((answer.snapshot, list(answer.items), list(answer.unknown)), (0, [], ["never named"]))
        self.client.next_in_session(NextInSessionRequest(session="visit"))
        message = self.assert_fails(
            StatusCode.INVALID_ARGUMENT, lambda: self.client.next_in_session(NextInSessionRequest()))
        self.assertTrue(message.startswith("items"), message)

    def test_users_are_asked_for(self):
        self.client.record_events([Event(user="eve", item="item-1", type="purchase", timestamp_ms=1_700_000_000_000)])
        # Nothing was ever trained here: no snapshot answers, and that is no error.
        for answer in [self.client.similar_users(SimilarUsersRequest(user="eve")),
                       self.client.audience(AudienceRequest(item="item-1", limit=3))]:
            self.assertEqual((answer.snapshot, list(answer.users)), (0, []))
        message = self.assert_fails(
            StatusCode.INVALID_ARGUMENT,
            lambda: self.client.audience(AudienceRequest(item="item-1", placement="home", recommender="item-knn")))
        self.assertTrue(message.startswith("recommender"), message)

    def test_companions_are_asked_for(self):
        self.client.record_events([Event(user="eve", item="item-1", type="purchase", timestamp_ms=1_700_000_000_000)])
        request = CompanionsRequest(item="item-1", limit=3)
        for answer in [self.client.bought_together(request), self.client.also_viewed(request),
                       self.client.alternatives(request), self.client.buy_again(BuyAgainRequest(user="eve"))]:
            self.assertEqual((answer.snapshot, list(answer.items)), (0, []))
        self.assert_fails(StatusCode.NOT_FOUND, lambda: self.client.alternatives(CompanionsRequest(item="nothing")))

    def test_many_threads_share_a_client(self):
        failures = []

        def ask(name):
            try:
                for _ in range(50):
                    self.client.popular(PopularRequest(limit=3))
            except WickerError as error:
                failures.append((name, error))

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    def test_errors_have_their_codes(self):
        self.assert_fails(
            StatusCode.NOT_FOUND, lambda: self.client.similar_items(SimilarItemsRequest(item="never named")))
        message = self.assert_fails(
            StatusCode.INVALID_ARGUMENT, lambda: self.client.recommend(RecommendRequest(user="u", limit=1_001)))
        self.assertTrue(message.startswith("limit"), message)
        self.assert_fails(StatusCode.INVALID_ARGUMENT, lambda: self.client.recommend(RecommendRequest()))
        self.assert_fails(
            StatusCode.UNIMPLEMENTED,
            lambda: self.client.unary("wicker.v1.Nothing/AtAll", RecommendRequest(user="u"), RecommendResponse))
        self.assert_fails(
            StatusCode.DEADLINE_EXCEEDED,
            lambda: self.client.recommend(RecommendRequest(user="u"), timeout=0.0000001))
        self.assertGreater(self.client.status().calls_failed, 0)

    def test_garbage_is_closed_and_disturbs_nobody(self):
        for garbage in [b"GET / HTTP/1.1\r\n\r\n", b"WICKER\x00\x01\xff\xff\xff\xff", b"WICKER\x00\x01\x00\x00\x00\x08"
                        b"\x00\x00\x00\x01\x63\x00\x00\x00"]:
            with socket.create_connection(("127.0.0.1", self.server.port), 10) as raw:
                raw.sendall(garbage)
                while raw.recv(4096):
                    pass
            self.client.status()


class UnreachableTests(unittest.TestCase):
    def test_no_server_is_unavailable(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
            with Client("127.0.0.1", port) as client, self.assertRaises(WickerError) as caught:
                client.status()
        self.assertEqual(caught.exception.code, StatusCode.UNAVAILABLE)


if __name__ == "__main__":
    unittest.main()
