// SPDX-License-Identifier: Apache-2.0

extension Season {
    fileprivate static let summer = Season(peak: 185, width: 35, factor: 5)
    fileprivate static let spring = Season(peak: 110, width: 25, factor: 4)
    fileprivate static let winter = Season(peak: 15, width: 35, factor: 5)
    fileprivate static let advent = Season(peak: 343, width: 14, factor: 8)
    fileprivate static let gifts = Season(peak: 347, width: 12, factor: 3)
}

extension Kind {
    /// Everything the shop sells, a department after the other.
    static let all: [Kind] = beauty + home + garden + outdoors + technology + pantry + pets + clothes + play

    private static let beauty: [Kind] = [
        Kind("Cleanser", "Beauty > Skin care", 12, lasts: 60),
        Kind("Toner", "Beauty > Skin care", 15, demand: 1.2, lasts: 60),
        Kind("Lotion", "Beauty > Skin care", 19, demand: 1.3, lasts: 60),
        Kind("Exfoliant", "Beauty > Skin care", 24, demand: 0.6),
        Kind("Serum", "Beauty > Skin care", 35, demand: 0.7),
        Kind("Sunscreen", "Beauty > Skin care", 16, season: .summer),
        Kind("Foundation", "Beauty > Make-up", 28, demand: 1.2),
        Kind("Mascara", "Beauty > Make-up", 17, demand: 0.7),
        Kind("Lipstick", "Beauty > Make-up", 18, season: .gifts),
        Kind("Make-up brush", "Beauty > Make-up", 14),
        Kind("Shampoo", "Beauty > Hair", 9, demand: 1.2, lasts: 45),
        Kind("Conditioner", "Beauty > Hair", 10, lasts: 45),
        Kind("Hair dryer", "Beauty > Hair", 59, demand: 0.4, returned: 0.08),
    ]
    private static let home: [Kind] = [
        Kind("Coffee maker", "Home > Kitchen > Coffee", 89, demand: 0.6, returned: 0.07),
        Kind("Paper filters", "Home > Kitchen > Coffee", 4, demand: 0.6, lasts: 50),
        Kind("Pan", "Home > Kitchen > Cooking", 45),
        Kind("Chef's knife", "Home > Kitchen > Cooking", 62, demand: 0.6, season: .gifts),
        Kind("Kettle", "Home > Kitchen > Cooking", 39, demand: 0.6),
        Kind("Desk lamp", "Home > Lighting", 42, demand: 0.7),
        Kind("Light bulb", "Home > Lighting", 7, demand: 0.7),
        Kind("Fairy lights", "Home > Lighting", 15, season: .advent),
        Kind("Scented candle", "Home > Decoration", 18, lasts: 40, season: .gifts),
        Kind("Cushion", "Home > Decoration", 24, returned: 0.08),
        Kind("Tree ornament", "Home > Decoration", 8, season: .advent),
    ]
    private static let garden: [Kind] = [
        Kind("Flower seeds", "Garden > Plants", 4, season: .spring),
        Kind("Plant pot", "Garden > Plants", 16, season: .spring),
        Kind("Potting soil", "Garden > Plants", 9, season: .spring),
        Kind("Garden gloves", "Garden > Tools", 11, season: .spring),
        Kind("Secateurs", "Garden > Tools", 27, demand: 0.6, season: .spring),
        Kind("Barbecue", "Garden > Barbecue", 189, demand: 0.5, season: .summer),
        Kind("Charcoal", "Garden > Barbecue", 12, demand: 0.6, lasts: 30, season: .summer),
    ]
    private static let outdoors: [Kind] = [
        Kind("Running shoes", "Sports > Running", 110, demand: 1.2, returned: 0.2),
        Kind("Running socks", "Sports > Running", 14, demand: 0.7),
        Kind("Yoga mat", "Sports > Yoga", 35, demand: 0.8),
        Kind("Yoga block", "Sports > Yoga", 13, demand: 0.6),
        Kind("Tent", "Sports > Camping", 210, demand: 0.5, season: .summer),
        Kind("Sleeping bag", "Sports > Camping", 95, demand: 0.5, season: .summer),
        Kind("Ski gloves", "Sports > Winter", 48, returned: 0.1, season: .winter),
        Kind("Sledge", "Sports > Winter", 52, demand: 0.6, season: .winter),
    ]
    private static let technology: [Kind] = [
        Kind("Camera", "Electronics > Photo", 520, demand: 0.5, returned: 0.08),
        Kind("Memory card", "Electronics > Photo", 29, demand: 0.6),
        Kind("Tripod", "Electronics > Photo", 70, demand: 0.4),
        Kind("Headphones", "Electronics > Audio", 95, demand: 1.2, returned: 0.1, season: .gifts),
        Kind("Speaker", "Electronics > Audio", 130, demand: 0.8, season: .gifts),
        Kind("Phone", "Electronics > Phones", 430, demand: 0.8, returned: 0.07),
        Kind("Phone case", "Electronics > Phones", 19, demand: 0.8),
        Kind("Charger", "Electronics > Phones", 24),
    ]
    private static let pantry: [Kind] = [
        Kind("Coffee beans", "Food > Drinks", 13, demand: 1.5, lasts: 28, returned: 0.01),
        Kind("Tea", "Food > Drinks", 8, demand: 1.2, lasts: 40, returned: 0.01, season: .winter),
        Kind("Chocolate", "Food > Sweets", 5, demand: 1.2, returned: 0.01, season: .gifts),
        Kind("Olive oil", "Food > Cooking", 14, lasts: 50, returned: 0.01),
        Kind("Spice mix", "Food > Cooking", 6, returned: 0.01),
    ]
    private static let pets: [Kind] = [
        Kind("Dog food", "Pets > Dogs", 36, demand: 1.2, lasts: 26, returned: 0.01),
        Kind("Dog toy", "Pets > Dogs", 12),
        Kind("Lead", "Pets > Dogs", 22, demand: 0.5),
        Kind("Cat food", "Pets > Cats", 25, demand: 1.2, lasts: 21, returned: 0.01),
        Kind("Cat litter", "Pets > Cats", 12, lasts: 21, returned: 0.01),
        Kind("Scratching post", "Pets > Cats", 49, demand: 0.4),
    ]
    private static let clothes: [Kind] = [
        Kind("T-shirt", "Clothes > Tops", 22, demand: 1.4, returned: 0.2, season: .summer),
        Kind("Jumper", "Clothes > Tops", 55, returned: 0.22, season: .winter),
        Kind("Jeans", "Clothes > Trousers", 75, demand: 1.1, returned: 0.28),
        Kind("Raincoat", "Clothes > Coats", 98, demand: 0.7, returned: 0.22),
        Kind("Scarf", "Clothes > Accessories", 26, demand: 0.8, returned: 0.1, season: .winter),
    ]
    private static let play: [Kind] = [
        Kind("Board game", "Toys > Games", 34, demand: 1.1, season: .gifts),
        Kind("Puzzle", "Toys > Games", 17, season: .gifts),
        Kind("Building set", "Toys > Children", 48, season: .gifts),
        Kind("Plush toy", "Toys > Children", 21, season: .gifts),
        Kind("Novel", "Books > Fiction", 14, demand: 1.6, season: .gifts),
        Kind("Crime story", "Books > Fiction", 12, demand: 1.4),
        Kind("Cookbook", "Books > Non-fiction", 28, demand: 0.8, season: .gifts),
        Kind("Notebook", "Books > Stationery", 9),
    ]
}
