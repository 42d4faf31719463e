# SPDX-License-Identifier: Apache-2.0
"""Writes the choices of complete-journey as long files for `wicker-train choices`.

    journey.py FOLDER OUT FIRST_TEST_WEEK LAST_TEST_WEEK

A group is a product category, a set the products of it that were sold in a week, a choice a line of a receipt. Weeks
before FIRST_TEST_WEEK go to OUT/train.tsv, those from it to LAST_TEST_WEEK to OUT/test.tsv.
Attributes: price (shelf price of a piece, in dollars, as a logarithm), discount (part of it that the card takes off),
private (1 for the shop's own brand), size (logarithm of ounces against the category's mean, 0 where unknown).
Only categories with 2,000 choices or more before FIRST_TEST_WEEK.
"""
import collections, csv, math, re, subprocess, sys

OUNCES = {"OZ": 1, "LB": 16, "ML": 1 / 29.57, "LTR": 33.81, "LT": 33.81, "L": 33.81, "GAL": 128, "GA": 128, "QT": 32,
          "PT": 16, "FL OZ": 1}
LEAST_CHOICES = 2000


def rows(folder, name):
    text = subprocess.Popen(["zstd", "-dc", f"{folder}/{name}.tsv.zst"], stdout=subprocess.PIPE, text=True)
    yield from csv.DictReader(text.stdout, delimiter="\t")


def log_ounces(size):
    found = re.fullmatch(r"\s*([0-9.]+)\s*([A-Z ]+?)\s*", size or "")
    if not found or found[2] not in OUNCES or not found[1].strip("."):
        return None
    ounces = float(found[1]) * OUNCES[found[2]]
    return math.log(ounces) if ounces > 0 else None


def main(folder, out, first, last):
    products = {row["product_id"]: row for row in rows(folder, "products") if row["product_category"]}
    # Of each product and week: lines, pieces, shelf value, taken off by the card.
    cells = collections.defaultdict(lambda: [0, 0.0, 0.0, 0.0])
    for row in rows(folder, "transactions"):
        pieces, week = float(row["quantity"]), int(row["week"])
        paid = float(row["sales_value"]) + float(row["coupon_match_disc"])
        off = float(row["retail_disc"])
        if pieces <= 0 or paid <= 0 or off < 0 or week > last or row["product_id"] not in products:
            continue
        cell = cells[products[row["product_id"]]["product_category"], week, row["product_id"]]
        for place, value in enumerate((1, pieces, paid + off, off)):
            cell[place] += value
    choices = collections.Counter()
    for (category, week, _), cell in cells.items():
        choices[category] += cell[0] if week < first else 0
    sizes = collections.defaultdict(dict)
    for item, row in products.items():
        size = log_ounces(row["package_size"])
        if size is not None:
            sizes[row["product_category"]][item] = size
    with open(f"{out}/train.tsv", "w") as train, open(f"{out}/test.tsv", "w") as test:
        for file in (train, test):
            print("group", "choice-set", "item", "chosen", "price", "discount", "private", "size", sep="\t", file=file)
        for (category, week, item), (lines, pieces, shelf, off) in sorted(cells.items()):
            if choices[category] < LEAST_CHOICES:
                continue
            known = sizes[category]
            mean = sum(known.values()) / len(known) if known else 0
            print(category, week, item, lines, round(math.log(shelf / pieces), 5), round(off / shelf, 5),
                  int(products[item]["brand"] == "Private"), round(known.get(item, mean) - mean, 5), sep="\t",
                  file=train if week < first else test)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
