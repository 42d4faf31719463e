// SPDX-License-Identifier: Apache-2.0

/// A model that has something to say of itself once it is fitted, which whoever fitted it should read.
public protocol RemarkingModel: RecommenderModel {
    /// A sentence without its full stop; nil when there is nothing to say.
    var remark: String? { get }
}
