// SPDX-License-Identifier: Apache-2.0

#include "CICU.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

// ICU's errors pass through: a call that is given one does nothing.
#define CALL(error, expression)                  \
    UErrorCode code = (UErrorCode) * error;      \
    __typeof__(expression) result_ = expression; \
    *error = (int32_t)code;                      \
    return result_

static UBreakIterator *breaker(struct icu_words *words) { return (UBreakIterator *)words; }
static const UNormalizer2 *normaliser(const struct icu_form *form) { return (const UNormalizer2 *)form; }

struct icu_words *icu_words_open(int32_t *error) {
    CALL(error, (struct icu_words *)ubrk_open(UBRK_WORD, "", 0, 0, &code));
}

void icu_words_close(struct icu_words *words) { ubrk_close(breaker(words)); }

void icu_words_set_text(struct icu_words *words, const uint16_t *text, int32_t length, int32_t *error) {
    UErrorCode code = (UErrorCode)*error;
    ubrk_setText(breaker(words), text, length, &code);
    *error = (int32_t)code;
}

int32_t icu_words_next(struct icu_words *words) { return ubrk_next(breaker(words)); }

int icu_words_is_word(struct icu_words *words) { return ubrk_getRuleStatus(breaker(words)) >= UBRK_WORD_NONE_LIMIT; }

const struct icu_form *icu_nfkc(int32_t *error) {
    CALL(error, (const struct icu_form *)unorm2_getNFKCInstance(&code));
}

const struct icu_form *icu_nfkc_casefold(int32_t *error) {
    CALL(error, (const struct icu_form *)unorm2_getNFKCCasefoldInstance(&code));
}

int32_t icu_normalise(
    const struct icu_form *form, const uint16_t *text, int32_t length, uint16_t *result, int32_t capacity,
    int32_t *error) {
    CALL(error, unorm2_normalize(normaliser(form), text, length, result, capacity, &code));
}

int32_t icu_normal_prefix(const struct icu_form *form, const uint16_t *text, int32_t length, int32_t *error) {
    CALL(error, unorm2_spanQuickCheckYes(normaliser(form), text, length, &code));
}

int32_t icu_decompose(int32_t point, uint16_t *result, int32_t capacity) {
    UErrorCode code = U_ZERO_ERROR;
    int32_t length = unorm2_getDecomposition(unorm2_getNFDInstance(&code), point, result, capacity, &code);
    return U_SUCCESS(code) ? length : 0;
}

int32_t icu_from_utf8(uint16_t *result, int32_t capacity, const char *text, int32_t length, int32_t *error) {
    UErrorCode code = (UErrorCode)*error;
    int32_t written = 0;
    u_strFromUTF8WithSub(result, capacity, &written, text, length, 0xFFFD, 0, &code);
    *error = (int32_t)code;
    return written;
}

int32_t icu_to_utf8(char *result, int32_t capacity, const uint16_t *text, int32_t length, int32_t *error) {
    UErrorCode code = (UErrorCode)*error;
    int32_t written = 0;
    u_strToUTF8WithSub(result, capacity, &written, text, length, 0xFFFD, 0, &code);
    *error = (int32_t)code;
    return written;
}

int icu_is_combining(int32_t point) { return u_getCombiningClass(point) != 0; }

int icu_is_picture(int32_t point) {
    return u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC) ||
           u_hasBinaryProperty(point, UCHAR_REGIONAL_INDICATOR);
}

int icu_succeeded(int32_t error) { return U_SUCCESS((UErrorCode)error); }

int icu_overflowed(int32_t error) { return error == U_BUFFER_OVERFLOW_ERROR; }
