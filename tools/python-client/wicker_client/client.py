# SPDX-License-Identifier: Apache-2.0
"""The calls."""

import queue
import threading
import time

from google.protobuf.message import DecodeError
from wicker.v1 import (
    admin_pb2, catalogue_pb2, companions_pb2, crossselling_pb2, finding_pb2, frame_pb2, ingest_pb2,
    recommendations_pb2, search_pb2, sessions_pb2, users_pb2, utility_pb2)

from .connection import Connection
from .errors import StatusCode, WickerError


class Client:
    """Talks to one server over one connection, made when first needed and made anew when it breaks.

    Every method may be called from any thread. `timeout` is in seconds and holds for calls that name none of their
    own; None means no limit.
    """

    def __init__(self, host, port, timeout=10.0, metadata=None):
        self._address = (host, port)
        self._timeout = timeout
        self._metadata = dict(metadata or {})
        self._lock = threading.Lock()
        self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Closes the connection; calls that wait end with UNAVAILABLE."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def unary(self, method, request, response_type, timeout=None):
        """Any call with one request and one answer."""
        return self._stream_up(method, iter([request]), response_type, timeout, is_single=True)

    def recommend(self, request, timeout=None):
        """What a user should see now; an unknown user gets the fallback."""
        return self.unary(
            "wicker.v1.Recommendations/Recommend", request, recommendations_pb2.RecommendResponse, timeout)

    def similar_items(self, request, timeout=None):
        """Items like an item."""
        return self.unary(
            "wicker.v1.Recommendations/SimilarItems", request, recommendations_pb2.RecommendResponse, timeout)

    def search_items(self, query, limit=None, timeout=None):
        """Items that a text is about."""
        request = search_pb2.SearchItemsRequest(query=query, limit=limit)
        return self.unary("wicker.v1.Search/SearchItems", request, recommendations_pb2.RecommendResponse, timeout)

    def popular(self, request, timeout=None):
        """What everybody likes."""
        return self.unary("wicker.v1.Recommendations/Popular", request, recommendations_pb2.RecommendResponse, timeout)

    def find_matching(self, request, timeout=None):
        """Items that meet requirements, or what to give up so that some do."""
        return self.unary("wicker.v1.Finding/FindMatching", request, finding_pb2.FindMatchingResponse, timeout)

    def critique(self, request, timeout=None):
        """Items like one that was shown, but different in what the request says."""
        return self.unary("wicker.v1.Finding/Critique", request, finding_pb2.CritiqueResponse, timeout)

    def compatible(self, request, timeout=None):
        """What the shop's rules say of an item."""
        return self.unary("wicker.v1.Finding/Compatible", request, finding_pb2.CompatibleResponse, timeout)

    def describe_attributes(self, timeout=None):
        """The attributes that requirements can be asked of."""
        request = finding_pb2.DescribeAttributesRequest()
        return self.unary(
            "wicker.v1.Finding/DescribeAttributes", request, finding_pb2.DescribeAttributesResponse, timeout)

    def next_in_session(self, request, timeout=None):
        """What comes next in a session; one that nothing is known of gets the fallback."""
        return self.unary(
            "wicker.v1.Sessions/NextInSession", request, sessions_pb2.NextInSessionResponse, timeout)

    def record_events(self, events, timeout=None):
        """Records up to 10,000 events; once this returns, they are durable."""
        request = ingest_pb2.RecordEventsRequest(events=events)
        return self.unary("wicker.v1.Ingest/RecordEvents", request, ingest_pb2.RecordEventsResponse, timeout)

    def stream_events(self, batches, timeout=None):
        """Records as many batches of events as there are; one answer counts all of them."""
        requests = (ingest_pb2.RecordEventsRequest(events=batch) for batch in batches)
        return self._stream_up("wicker.v1.Ingest/StreamEvents", requests, ingest_pb2.RecordEventsResponse, timeout)

    def put_items(self, items, timeout=None):
        """Adds up to 10,000 items, or replaces those that exist."""
        request = ingest_pb2.PutItemsRequest(items=items)
        return self.unary("wicker.v1.Ingest/PutItems", request, ingest_pb2.PutResponse, timeout)

    def put_users(self, users, timeout=None):
        """Adds up to 10,000 users, or replaces the attributes of those that exist."""
        request = ingest_pb2.PutUsersRequest(users=users)
        return self.unary("wicker.v1.Ingest/PutUsers", request, ingest_pb2.PutResponse, timeout)

    def delete_items(self, ids, timeout=None):
        """Takes items out of the catalogue; their events stay."""
        request = ingest_pb2.DeleteItemsRequest(ids=ids)
        return self.unary("wicker.v1.Ingest/DeleteItems", request, ingest_pb2.DeleteItemsResponse, timeout)

    def forget_user(self, user, timeout=None):
        """Removes a user, all their events and their attributes."""
        request = ingest_pb2.ForgetUserRequest(user=user)
        return self.unary("wicker.v1.Ingest/ForgetUser", request, ingest_pb2.ForgetUserResponse, timeout)

    def get_items(self, ids, timeout=None):
        """Looks items up."""
        request = catalogue_pb2.GetItemsRequest(ids=ids)
        return self.unary("wicker.v1.Catalogue/GetItems", request, catalogue_pb2.GetItemsResponse, timeout)

    def list_items(self, request, timeout=None):
        """A page of the catalogue."""
        return self.unary("wicker.v1.Catalogue/ListItems", request, catalogue_pb2.ListItemsResponse, timeout)

    def stream_items(self, request=None, timeout=None):
        """The whole catalogue, a page at a time; an iterator of ListItemsResponse."""
        request = request or catalogue_pb2.ListItemsRequest()
        return self._stream_down(
            "wicker.v1.Catalogue/StreamItems", request, catalogue_pb2.ListItemsResponse, timeout)

    def get_user(self, user, timeout=None):
        """A user as the shop described them."""
        request = users_pb2.GetUserRequest(user=user)
        return self.unary("wicker.v1.Users/GetUser", request, users_pb2.GetUserResponse, timeout)

    def history(self, request, timeout=None):
        """A page of what a user did, newest first."""
        return self.unary("wicker.v1.Users/History", request, users_pb2.HistoryResponse, timeout)

    def similar_users(self, request, timeout=None):
        """Users like a user."""
        return self.unary("wicker.v1.Users/SimilarUsers", request, users_pb2.UserListResponse, timeout)

    def cross_sell(self, request, timeout=None):
        """What goes with a basket or a user's cart, with the rule behind each item."""
        return self.unary(
            "wicker.v1.CrossSelling/CrossSell", request, crossselling_pb2.CrossSellResponse, timeout)

    def rules(self, request, timeout=None):
        """A page of the snapshot's rules."""
        return self.unary("wicker.v1.CrossSelling/Rules", request, crossselling_pb2.RulesResponse, timeout)

    def audience(self, request, timeout=None):
        """The users most likely to want an item; takes time with every user there is."""
        return self.unary("wicker.v1.Users/Audience", request, users_pb2.UserListResponse, timeout)

    def recommend_by_utility(self, request, timeout=None):
        """The items of most utility; its criteria say what counts, or else what was learned from choices."""
        return self.unary(
            "wicker.v1.Utility/RecommendByUtility", request, utility_pb2.RecommendByUtilityResponse, timeout)

    def bought_together(self, request, timeout=None):
        """Items bought with an item, with the counts."""
        return self.unary(
            "wicker.v1.Companions/BoughtTogether", request, companions_pb2.CompanionsResponse, timeout)

    def also_viewed(self, request, timeout=None):
        """Items looked at by those who looked at an item, with the counts."""
        return self.unary("wicker.v1.Companions/AlsoViewed", request, companions_pb2.CompanionsResponse, timeout)

    def alternatives(self, request, timeout=None):
        """Items that can stand for an item, same category first."""
        return self.unary("wicker.v1.Companions/Alternatives", request, companions_pb2.CompanionsResponse, timeout)

    def buy_again(self, request, timeout=None):
        """A customer's own items by the chance that they buy them again soon."""
        return self.unary("wicker.v1.Companions/BuyAgain", request, companions_pb2.BuyAgainResponse, timeout)

    def status(self, timeout=None):
        """How the server is."""
        return self.unary("wicker.v1.Admin/Status", admin_pb2.StatusRequest(), admin_pb2.StatusResponse, timeout)

    def list_snapshots(self, timeout=None):
        """The published snapshots, newest first."""
        request = admin_pb2.ListSnapshotsRequest()
        return self.unary("wicker.v1.Admin/ListSnapshots", request, admin_pb2.ListSnapshotsResponse, timeout)

    def activate_snapshot(self, version, timeout=None):
        """Answers from another snapshot from now on."""
        request = admin_pb2.ActivateSnapshotRequest(version=version)
        return self.unary("wicker.v1.Admin/ActivateSnapshot", request, admin_pb2.ActivateSnapshotResponse, timeout)

    def _stream_up(self, method, requests, response_type, timeout, is_single=False):
        call = _Call(self._connected(), method, timeout or self._timeout, self._metadata)
        try:
            if is_single:
                call.open(next(requests), is_last=True)
            else:
                call.open(None, is_last=False)
                for request in requests:
                    call.send(request)
                call.send(None, is_last=True)
            return call.last(response_type)
        finally:
            call.leave()

    def _stream_down(self, method, request, response_type, timeout):
        # A connection of its own, so that a slow reader of the stream holds up nobody's answers.
        connection = Connection(*self._address, self._timeout)
        try:
            call = _Call(connection, method, timeout, self._metadata)
            call.open(request, is_last=True)
            yield from call.each(response_type)
        finally:
            connection.close()

    def _connected(self):
        with self._lock:
            if self._connection is None or not self._connection.takes_calls:
                self._connection = Connection(*self._address, self._timeout)
            return self._connection


class _Call:
    """One call from its opening to its status."""

    def __init__(self, connection, method, timeout, metadata):
        self._connection = connection
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._header = frame_pb2.CallHeader(method=method)
        if timeout is not None:
            self._header.timeout_ms = max(0, min(86_400_000, round(timeout * 1000)))
        for key, value in metadata.items():
            self._header.metadata.add(key=key, value=value)
        self._id = None
        self._answers = None

    def open(self, request, is_last):
        message = None if request is None else request.SerializeToString()
        self._id, self._answers = self._connection.open(self._header.SerializeToString(), message, is_last)

    def send(self, request, is_last=False):
        message = None if request is None else request.SerializeToString()
        self._connection.send(self._id, message, is_last)

    def last(self, response_type):
        """The one answer."""
        answers = list(self.each(response_type))
        if len(answers) != 1:
            raise WickerError(StatusCode.INTERNAL, f"the server sent {len(answers)} answers instead of one")
        return answers[0]

    def each(self, response_type):
        """The answers one by one, until the status; a status other than OK is raised."""
        while True:
            frame = self._next()
            if frame.is_last:
                _check(frame_pb2.StatusHeader.FromString(frame.header))
            if frame.message is not None:
                try:
                    yield response_type.FromString(frame.message)
                except DecodeError as error:
                    raise WickerError(StatusCode.INTERNAL, f"the answer cannot be read: {error}") from error
            if frame.is_last:
                return

    def leave(self):
        """Takes the call back if it is not over."""
        if self._id is not None:
            self._connection.cancel(self._id)

    def _next(self):
        remaining = None if self._deadline is None else max(0, self._deadline - time.monotonic())
        try:
            answer = self._answers.get(timeout=remaining)
        except queue.Empty:
            raise WickerError(StatusCode.DEADLINE_EXCEEDED, "no answer within the call's time") from None
        if isinstance(answer, WickerError):
            raise WickerError(answer.code, answer.message)
        return answer


def _check(status):
    if status.code != StatusCode.OK:
        raise WickerError(StatusCode.of(status.code), status.message)
