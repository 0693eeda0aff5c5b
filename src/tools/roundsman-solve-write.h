/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-vrp-solve.h"
#include "roundsman-solve-read.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the solution in VROOM's format. */
char *roundsman_solution_write (const RoundsmanInput *input,
                                const RdmVrpSolution *solution,
                                gint64 loading_ms,
                                gint64 solving_ms) G_GNUC_WARN_UNUSED_RESULT;
/* Returns: (transfer full): an error in VROOM's format. */
char *roundsman_error_write (int code, const char *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
