// SPDX-License-Identifier: Apache-2.0
// ICU renames its functions by macros that Swift cannot see through; these give them names that stay.
#pragma once
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static inline UBreakIterator *icu_words_open(UErrorCode *error) { return ubrk_open(UBRK_WORD, "", 0, 0, error); }
static inline void icu_words_close(UBreakIterator *words) { ubrk_close(words); }
static inline void icu_words_set_text(UBreakIterator *words, const UChar *text, int32_t length, UErrorCode *error) {
    ubrk_setText(words, text, length, error);
}
/// The next boundary, negative behind the last.
static inline int32_t icu_words_next(UBreakIterator *words) { return ubrk_next(words); }
/// Whether what lies before the boundary is a word or a number, and not space or punctuation.
static inline int icu_words_is_word(UBreakIterator *words) { return ubrk_getRuleStatus(words) >= UBRK_WORD_NONE_LIMIT; }

static inline const UNormalizer2 *icu_nfkc(UErrorCode *error) { return unorm2_getNFKCInstance(error); }
static inline const UNormalizer2 *icu_nfkc_casefold(UErrorCode *error) {
    return unorm2_getNFKCCasefoldInstance(error);
}
static inline int32_t icu_normalise(
    const UNormalizer2 *form, const UChar *text, int32_t length, UChar *result, int32_t capacity, UErrorCode *error) {
    return unorm2_normalize(form, text, length, result, capacity, error);
}
/// Code units at the start that are in the form as they stand.
static inline int32_t icu_normal_prefix(
    const UNormalizer2 *form, const UChar *text, int32_t length, UErrorCode *error) {
    return unorm2_spanQuickCheckYes(form, text, length, error);
}

/// UTF-16 of UTF-8 that was found valid.
static inline int32_t icu_from_utf8(
    UChar *result, int32_t capacity, const char *text, int32_t length, UErrorCode *error) {
    int32_t written = 0;
    u_strFromUTF8WithSub(result, capacity, &written, text, length, 0xFFFD, 0, error);
    return written;
}
static inline int32_t icu_to_utf8(
    char *result, int32_t capacity, const UChar *text, int32_t length, UErrorCode *error) {
    int32_t written = 0;
    u_strToUTF8WithSub(result, capacity, &written, text, length, 0xFFFD, 0, error);
    return written;
}

/// Whether a code point is a mark that combines with what stands before it.
static inline int icu_is_combining(UChar32 point) { return u_getCombiningClass(point) != 0; }
/// Whether a code point is a picture, or half of a flag.
static inline int icu_is_picture(UChar32 point) {
    return u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC) ||
           u_hasBinaryProperty(point, UCHAR_REGIONAL_INDICATOR);
}
static inline int icu_succeeded(UErrorCode error) { return U_SUCCESS(error); }
static inline int icu_overflowed(UErrorCode error) { return error == U_BUFFER_OVERFLOW_ERROR; }
static inline UErrorCode icu_no_error(void) { return U_ZERO_ERROR; }
