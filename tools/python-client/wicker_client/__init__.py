# SPDX-License-Identifier: Apache-2.0
"""A small blocking client of a Wicker server, safe to share between threads.

    from wicker_client import Client, RecommendRequest

    with Client("127.0.0.1", 7700) as client:
        answer = client.recommend(RecommendRequest(user="u-1", limit=10))
        for item in answer.items:
            print(item.id, item.score)

Messages are the classes that protoc makes out of proto/wicker/v1; all of them can be imported from here.
"""

from wicker.v1.admin_pb2 import *  # noqa: F401,F403
from wicker.v1.catalogue_pb2 import *  # noqa: F401,F403
from wicker.v1.companions_pb2 import *  # noqa: F401,F403
from wicker.v1.crossselling_pb2 import *  # noqa: F401,F403
from wicker.v1.finding_pb2 import *  # noqa: F401,F403
from wicker.v1.ingest_pb2 import *  # noqa: F401,F403
from wicker.v1.recommendations_pb2 import *  # noqa: F401,F403
from wicker.v1.search_pb2 import *  # noqa: F401,F403
from wicker.v1.sessions_pb2 import *  # noqa: F401,F403
from wicker.v1.shop_pb2 import *  # noqa: F401,F403
from wicker.v1.users_pb2 import *  # noqa: F401,F403
from wicker.v1.utility_pb2 import *  # noqa: F401,F403

from .client import Client
from .errors import StatusCode, WickerError

__all__ = ["Client", "StatusCode", "WickerError"] + [name for name in dir() if name[0].isupper()]
