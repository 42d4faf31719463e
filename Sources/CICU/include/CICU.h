// SPDX-License-Identifier: Apache-2.0
// What is needed of ICU, without ICU's own headers: Foundation brings a copy of those that differs, and the compiler
// takes the two for contradictory definitions as soon as one file sees both. An error is ICU's UErrorCode, 0 for none.
#pragma once
#include <stdint.h>

struct icu_words;
struct icu_form;

/// Finds the words of texts; null and an error when ICU lacks its data.
struct icu_words *icu_words_open(int32_t *error);
void icu_words_close(struct icu_words *words);
/// The text, in UTF-16, must stay where it is for as long as boundaries are asked for.
void icu_words_set_text(struct icu_words *words, const uint16_t *text, int32_t length, int32_t *error);
/// The next boundary, negative behind the last.
int32_t icu_words_next(struct icu_words *words);
/// Whether what lies before the boundary is a word or a number, and not space or punctuation.
int icu_words_is_word(struct icu_words *words);

/// NFKC, and NFKC with folded case; never freed.
const struct icu_form *icu_nfkc(int32_t *error);
const struct icu_form *icu_nfkc_casefold(int32_t *error);
int32_t icu_normalise(
    const struct icu_form *form, const uint16_t *text, int32_t length, uint16_t *result, int32_t capacity,
    int32_t *error);
/// Code units at the start that are in the form as they stand.
int32_t icu_normal_prefix(const struct icu_form *form, const uint16_t *text, int32_t length, int32_t *error);

/// UTF-16 of a character's canonical decomposition; 0 or less when it has none or more than `capacity` units.
int32_t icu_decompose(int32_t point, uint16_t *result, int32_t capacity);

/// UTF-16 of UTF-8 that was found valid.
int32_t icu_from_utf8(uint16_t *result, int32_t capacity, const char *text, int32_t length, int32_t *error);
int32_t icu_to_utf8(char *result, int32_t capacity, const uint16_t *text, int32_t length, int32_t *error);

/// Whether a code point is a mark that combines with what stands before it.
int icu_is_combining(int32_t point);
/// Whether a code point is a picture, or half of a flag.
int icu_is_picture(int32_t point);
int icu_succeeded(int32_t error);
int icu_overflowed(int32_t error);
