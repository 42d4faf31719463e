// SPDX-License-Identifier: Apache-2.0
// Bayesian personalised ranking, one step a wanted pair (Rendle et al., UAI 2009, figure 4).
//
//   d = (b_i + p·q_i) − (b_j + p·q_j),  g = w / (1 + e^d)
//   p += η (g (q_i − q_j) − λ_u p);  q_i += η (g p − λ_i q_i);  q_j += η (−g p − λ_j q_j);  b likewise
//
// j is the best-scored of a few drawn candidates (Zhang et al., SIGIR 2013, dynamic negative sampling).

#include "bpr.h"

#include "clones.h"

#pragma STDC FP_CONTRACT OFF  // a fused multiply-add would round otherwise, and machines would disagree

enum { LANES = 16 };
typedef float lanes __attribute__((vector_size(4 * LANES), aligned(4)));

#define INLINED static inline __attribute__((always_inline))

INLINED uint64_t next_random(uint64_t *state) {  // SplitMix64
    uint64_t mixed = (*state += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

INLINED uint32_t draw(const struct wicker_bpr_block *block, uint64_t *state) {
    uint64_t random = next_random(state);
    uint32_t place = (uint32_t)(((random >> 32) * block->candidate_count) >> 32);
    if (block->thresholds) {
        float fraction = (float)(random & 0xFFFFFF) * (1.0f / 0x1000000);
        if (fraction >= block->thresholds[place]) place = block->aliases[place];
    }
    return block->candidates[place];
}

INLINED float dot(const float *left, const float *right, size_t stride) {
    lanes sum = {0};
    for (size_t at = 0; at < stride; at += LANES) sum += *(const lanes *)(left + at) * *(const lanes *)(right + at);
    float total[8];
    for (int lane = 0; lane < 8; lane++) total[lane] = sum[lane] + sum[lane + 8];
    for (int lane = 0; lane < 4; lane++) total[lane] += total[lane + 4];
    return (total[0] + total[2]) + (total[1] + total[3]);
}

/// 1 / (1 + e^x) within 2e-7: the C library's own differs from machine to machine.
INLINED float logistic_miss(float x) {
    if (!(x < 40)) return 0;  // and NaN: a model that has diverged changes no further
    if (x < -40) return 1;
    float scaled = x * 1.44269504f;  // e^x = 2^scaled = 2^whole · 2^part
    int whole = (int)(scaled + (scaled < 0 ? -0.5f : 0.5f));
    float part = (scaled - (float)whole) * 0.69314718f;
    float power = 1 + part * (1 + part * (0.5f + part * (0.16666667f + part * (0.041666667f
        + part * (0.0083333333f + part * 0.0013888889f)))));
    union { int32_t bits; float value; } exponent = {.bits = (whole + 127) << 23};
    return 1 / (1 + power * exponent.value);
}

INLINED void step(
    const struct wicker_bpr_block *block, float *user, float *positive, float *negative, float gradient
) {
    float rate = block->learning_rate;
    float ascent = rate * gradient;
    float keep_user = 1 - rate * block->user_regularization;
    float keep_positive = 1 - rate * block->positive_regularization;
    float keep_negative = 1 - rate * block->negative_regularization;
    for (size_t at = 0; at < block->stride; at += LANES) {
        lanes p = *(lanes *)(user + at), i = *(lanes *)(positive + at), j = *(lanes *)(negative + at);
        *(lanes *)(user + at) = keep_user * p + ascent * (i - j);
        *(lanes *)(positive + at) = keep_positive * i + ascent * p;
        *(lanes *)(negative + at) = keep_negative * j - ascent * p;
    }
}

INLINED int contains(const uint32_t *items, size_t count, uint32_t item) {
    for (size_t place = 0; place < count; place++) if (items[place] == item) return 1;
    return 0;
}

/// The best-scored of the drawn candidates that the user does not want; UINT32_MAX when all drawn are wanted.
INLINED uint32_t draw_negative(
    const struct wicker_bpr_block *block, const float *user, const uint32_t *wanted, size_t wanted_count,
    uint64_t *state, float *best_score
) {
    uint32_t best = UINT32_MAX;
    for (uint32_t sample = 0; sample < block->samples; sample++) {
        uint32_t candidate = draw(block, state);
        if (contains(wanted, wanted_count, candidate)) continue;
        float score = dot(user, block->items + candidate * block->stride, block->stride);
        if (block->biases) score += block->biases[candidate];
        if (best == UINT32_MAX || score > *best_score) best = candidate, *best_score = score;
    }
    return best;
}

INLINED void learn(
    const struct wicker_bpr_block *block, float *user, uint32_t item, uint32_t negative, float negative_score,
    float weight
) {
    float *factors = block->items + item * block->stride;
    float difference = dot(user, factors, block->stride) - negative_score;
    if (block->biases) difference += block->biases[item];
    float gradient = weight * logistic_miss(difference);
    step(block, user, factors, block->items + negative * block->stride, gradient);
    if (!block->biases) return;
    float *b = block->biases, rate = block->learning_rate;
    b[item] += rate * (gradient - block->positive_regularization * b[item]);
    b[negative] += rate * (-gradient - block->negative_regularization * b[negative]);
}

CLONED_FOR("avx512f", "avx2", "default")
void wicker_bpr_train(
    const struct wicker_bpr_block *block, const uint32_t *users, const uint32_t *items, const float *weights,
    size_t count
) {
    uint64_t state = block->seed;
    for (size_t start = 0, end = 0; start < count; start = end) {
        while (end < count && users[end] == users[start]) end++;
        float *user = block->users + users[start] * block->stride;
        for (size_t place = start; place < end; place++) {
            float score = 0;
            uint32_t negative = draw_negative(block, user, items + start, end - start, &state, &score);
            if (negative == UINT32_MAX) continue;
            learn(block, user, items[place], negative, score, weights ? weights[place] : 1);
        }
    }
}
