// SPDX-License-Identifier: Apache-2.0

// A caller writes one import: requests and responses are Wire's, events and items are Shop's.
@_exported public import Shop
@_exported public import Wire
