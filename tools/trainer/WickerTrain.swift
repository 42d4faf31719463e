// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct WickerTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wicker-train",
        abstract: "Learns recommendations from a shop's events and publishes them as snapshots.",
        discussion: """
            A recipe says what to fit; a snapshot is what comes out, under a version that counts up from 1. A server \
            that watches the same folder of snapshots takes each new one up within a second, without a restart.

            EXAMPLES
              Learn from a store, beside the server that is using it:
                wicker-train fit --store shop/store --models shop/models

              The same by a recipe of your own, with figures before anything is published:
                wicker-train fit --store shop/store --models shop/models --recipe models/ials.yaml

              Compare recommenders on files of user<TAB>item rows:
                wicker-train evaluate --train train.tsv.zst --test test.tsv.zst --recommender item-knn

              Find better settings for your own events:
                wicker-train tune --recipe models/tune-item-knn.yaml --store shop/store --out tuned

              See what is published, and go back to the one before:
                wicker-train list --models shop/models
                wicker-train rollback --models shop/models

            EXIT CODES
              0 done; 1 failed; 3 the models did not reach the recipe's gate; 4 a fit would take more
              memory than the limit; 64 the command was mistyped.
            """,
        subcommands: [
            Fit.self, Evaluate.self, EvaluateReplenishment.self, EvaluateSessions.self, Tune.self, List.self,
            Activate.self, Rollback.self,
            Rules.self, SequencesCommand.self, Bundles.self, Choices.self,
        ])
}
