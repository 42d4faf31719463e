// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Server

/// The program: everything about a shop's store and server but training, which is `wicker-train`.
@main
struct Wicker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wicker",
        abstract: "A recommendation engine for shops: one program, no external service.",
        discussion: """
            From a shop's files to recommendations:

              wicker import --store shop --events events.tsv --items items.csv
              wicker-train fit --store shop --models models
              wicker serve --store shop --models models --listen 127.0.0.1:7700
              wicker recommend --server 127.0.0.1:7700 --user anna

            Every command takes --json and then prints one JSON object.
            """,
        version: serverVersion,
        groupedSubcommands: [
            CommandGroup(
                name: "The server and its store:",
                subcommands: [
                    ServeCommand.self, ImportCommand.self, BackupCommand.self, RestoreCommand.self, CheckCommand.self,
                ]),
            CommandGroup(
                name: "Asking a running server:",
                subcommands: [
                    RecommendCommand.self, SimilarCommand.self, SearchCommand.self, PopularCommand.self,
                    NextCommand.self, SimilarUsersCommand.self, AudienceCommand.self, BoughtTogetherCommand.self,
                    AlsoViewedCommand.self, AlternativesCommand.self, BuyAgainCommand.self, CrossSellCommand.self,
                    RulesCommand.self, FindCommand.self, CritiqueCommand.self, CompatibleCommand.self,
                    AttributesCommand.self, ChooseCommand.self, RecordCommand.self, HistoryCommand.self,
                    StatusCommand.self,
                ]),
        ])
}
