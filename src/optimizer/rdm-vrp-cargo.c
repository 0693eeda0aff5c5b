/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-cargo-private.h"

static void
load_trip (const RdmVrpModel *model,
           const int32_t *steps,
           uint32_t n_steps,
           uint32_t from,
           RdmVrpCargo *cargo)
{
  size_t n = model->problem->n_dimensions;

  for (uint32_t i = from; i < n_steps && steps[i] != RDM_VRP_RELOAD; i++)
    for (size_t d = 0; d < n; d++)
      cargo->on_board[d] += model->demand[steps[i] * n + d];
}

void
rdm_vrp_cargo_begin (const RdmVrpModel *model,
                     const int32_t *steps,
                     uint32_t n_steps,
                     RdmVrpCargo *cargo)
{
  *cargo = (RdmVrpCargo){ 0 };
  load_trip (model, steps, n_steps, 0, cargo);
}

void
rdm_vrp_cargo_pass (const RdmVrpModel *model,
                    const int32_t *steps,
                    uint32_t n_steps,
                    uint32_t at,
                    RdmVrpCargo *cargo)
{
  size_t n = model->problem->n_dimensions;

  if (steps[at] == RDM_VRP_RELOAD)
    {
      for (size_t d = 0; d < n; d++)
        {
          cargo->on_board[d] -= cargo->collected[d];
          cargo->collected[d] = 0;
        }
      load_trip (model, steps, n_steps, at + 1, cargo);
      return;
    }
  for (size_t d = 0; d < n; d++)
    {
      int64_t supply = model->supply[steps[at] * n + d];

      cargo->on_board[d] += supply - model->demand[steps[at] * n + d];
      if (model->stops[steps[at]].kind == RDM_VRP_JOB)
        cargo->collected[d] += supply;
    }
}

int64_t
rdm_vrp_cargo_break_overload (const RdmVrpModel *model, const RdmVrpCargo *cargo, uint32_t index)
{
  size_t n = model->problem->n_dimensions;
  const int64_t *limits = model->problem->break_loads + index * n;
  int64_t most = 0;

  for (size_t d = 0; d < n; d++)
    if (cargo->on_board[d] - limits[d] > most)
      most = cargo->on_board[d] - limits[d];
  return most;
}
