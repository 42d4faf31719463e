// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>

// Inner loops that need wider vectors than the plain x86-64 which Swift is built for: each is compiled for several
// instruction sets, and the machine's best is picked when the program starts. Nothing is checked here; the callers do.

/// One user's items or one item's users, and the factors that are held fixed while theirs are solved.
struct wicker_factor_row {
    const float *fixed;         ///< factors of the other side, row after row
    size_t factors;             ///< columns of `fixed`
    const uint32_t *columns;    ///< rows of `fixed` this row is about
    const float *weights;       ///< one a column
    size_t count;               ///< of columns and weights
    float alpha;                ///< e_j = alpha · weights[j]
    float unobserved;           ///< w0
};

/// Improves x by steps of preconditioned conjugate gradient on (D + Σ e_j y_j y_jᵀ) x = Σ (w0 + e_j) y_j.
///
/// The preconditioner is the system's diagonal, D + Σ e_j y_j². `scratch` is 4 · factors floats.
void wicker_improve_factors(const struct wicker_factor_row *row, const float *diagonal, size_t steps, float *x,
                            float *scratch);

/// panel[p] = roots[p] · y_p ∘ scale for the row's places from ≤ p < to, gathered side by side.
///
/// Of each y the `width` factors from `first` on are taken. `panel` and `roots` start at the place `from`, `scale` at
/// the factor `first`.
void wicker_gather_scaled(const struct wicker_factor_row *row, size_t from, size_t to, size_t first, size_t width,
                          const float *roots, const float *scale, float *panel);
