/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-repair.h"

#include "rdm-proposal-parts.h"

#define CPU_LIMIT_S 1.0
/* What an hour late costs in the search, where the settings say less. */
#define LATE_HOUR_MINOR 2000

static RdmPlanOptions
plan_options (const RdmRepairOptions *options)
{
  return (RdmPlanOptions){
    .cpu_limit_s =
        options->cpu_limit_s > 0 || options->iterations > 0 ? options->cpu_limit_s : CPU_LIMIT_S,
    .iterations = options->iterations,
    .threads = options->threads ? options->threads : 1,
    .seed = options->seed,
    .no_reasons = TRUE,
  };
}

static void
shut_others (RdmRest *rest, const char *const *routes)
{
  g_autoptr (GPtrArray) all =
      rdm_rows_day_routes (rdm_rest_get_rows (rest), rdm_rest_get_date (rest));

  for (guint i = 0; routes && i < all->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (all, i);

      if (!g_strv_contains (routes, route->row.id))
        rdm_rest_shut (rest, route->row.id);
    }
}

static void
soften_order (RdmRows *rows, const char *id)
{
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, id);
  g_autoptr (RdmOrder) soft = NULL;

  if (!order || order->soft)
    return;
  soft = rdm_row_copy (order);
  soft->soft = TRUE;
  rdm_rows_put (rows, soft);
}

static void
soften_visit (RdmRows *rows, const RdmVisit *visit)
{
  const RdmStop *stop =
      visit->stop && visit->late_s > 0 ? rdm_rows_get (rows, RDM_ROW_STOP, visit->stop) : NULL;

  if (stop)
    soften_order (rows, stop->order);
}

/* What is late already, and what was offered, may be late at a price: it is better late than not at
 * all. Only the search sees it so. */
static void
soften (RdmRest *rest, RdmRest *of)
{
  RdmRows *rows = rdm_rest_get_rows (rest);
  RdmDayPlan *plan = rdm_rest_get_plan (of);
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (rows, rdm_rest_get_date (rest));
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  g_autoptr (RdmSettings) priced = rdm_row_copy (settings);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);

  priced->late_per_hour_minor = MAX (priced->late_per_hour_minor, LATE_HOUR_MINOR);
  rdm_rows_put (rows, priced);
  for (guint i = 0; i < tray->len; i++)
    soften_order (rows, ((const RdmStop *)g_ptr_array_index (tray, i))->order);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmSchedule *schedule = rdm_day_plan_get_schedule (plan, route->row.id);

      for (guint v = 0; v < schedule->visits->len; v++)
        soften_visit (rows, &g_array_index (schedule->visits, RdmVisit, v));
    }
}

static RdmProposal *
search (RdmRest *before,
        RdmRest *after,
        const RdmPlanOptions *options,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (RdmRest) softened = rdm_rest_copy (after);
  RdmPlanOptions paced = *options;

  paced.paces = rdm_rest_get_paces (after);
  soften (softened, before);
  return rdm_plan (rdm_rest_get_rows (softened), rdm_rest_get_date (after),
                   rdm_rest_get_travel (after), &paced, cancellable, NULL, NULL, error);
}

/* The rest of the day as it may be planned, and the parts of its best plan. @after: (out). */
static GPtrArray *
find_parts (RdmRest *rest,
            const RdmRepairOptions *options,
            RdmRest **after,
            GCancellable *cancellable,
            GError **error)
{
  RdmPlanOptions plan = plan_options (options);
  g_autoptr (RdmProposal) proposal = NULL;

  *after = rdm_rest_copy (rest);
  shut_others (*after, options->routes);
  if (options->with_tray)
    rdm_rest_offer_depot (*after);
  else
    rdm_rest_hide_tray (*after);
  proposal = search (rest, *after, &plan, cancellable, error);
  return proposal ? rdm_proposal_parts (proposal) : NULL;
}

/* Only the parts that are worth their trouble. */
static GPtrArray *
worthy_lists (RdmRest *rest, GPtrArray *parts)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rdm_rest_get_whole (rest));
  g_autoptr (RdmCommand) lists = rdm_command_new_sequence (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const RdmProposalPart *part = g_ptr_array_index (parts, i);
      g_autoptr (GPtrArray) own = rdm_proposal_part_get_lists (part);

      for (guint j = 0; rdm_proposal_part_worth (part, settings) > 0 && j < own->len; j++)
        {
          const RdmRouteList *list = g_ptr_array_index (own, j);

          rdm_command_sequence_route (lists, list->route, (const char *const *)list->stops, NULL);
        }
    }
  return g_ptr_array_ref (lists->lists);
}

RdmRepair *
rdm_repair (RdmRest *rest,
            const RdmRepairOptions *options,
            const char *label,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (RdmRest) after = NULL;
  g_autoptr (GPtrArray) parts = find_parts (rest, options, &after, cancellable, error);
  g_autoptr (GPtrArray) lists = parts ? worthy_lists (rest, parts) : NULL;

  return lists ? rdm_repair_evaluate (rest, after, lists, label) : NULL;
}

GPtrArray *
rdm_repair_parts (RdmRest *rest,
                  const RdmRepairOptions *options,
                  const char *label,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rdm_rest_get_whole (rest));
  g_autoptr (RdmRest) after = NULL;
  g_autoptr (GPtrArray) parts = find_parts (rest, options, &after, cancellable, error);
  GPtrArray *repairs;

  if (!parts)
    return NULL;
  repairs = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_repair_free);
  for (guint i = 0; i < parts->len; i++)
    {
      g_autoptr (RdmRest) alone = rdm_rest_copy (after);
      g_autoptr (GPtrArray) lists = rdm_proposal_part_get_lists (g_ptr_array_index (parts, i));
      g_autoptr (RdmRepair) repair = rdm_repair_evaluate (rest, alone, lists, label);

      if (rdm_repair_worth (repair, settings) > 0)
        g_ptr_array_add (repairs, g_steal_pointer (&repair));
    }
  return repairs;
}

static GPtrArray *
all_lists (const RdmProposal *proposal)
{
  g_autoptr (RdmCommand) lists = rdm_command_new_sequence (NULL);

  for (guint i = 0; i < proposal->routes->len; i++)
    {
      const RdmRouteComparison *route = g_ptr_array_index (proposal->routes, i);

      if (route->changed)
        rdm_command_sequence_route (lists, route->route, (const char *const *)route->after, NULL);
    }
  return g_ptr_array_ref (lists->lists);
}

RdmRepair *
rdm_repair_offered (RdmRest *before,
                    RdmRest *after,
                    const RdmRepairOptions *options,
                    const char *label,
                    GCancellable *cancellable,
                    GError **error)
{
  RdmPlanOptions plan = plan_options (options);
  g_autoptr (RdmProposal) proposal = NULL;
  g_autoptr (GPtrArray) lists = NULL;

  shut_others (after, options->routes);
  plan.scope.kind = RDM_SCOPE_TRAY;
  proposal = search (before, after, &plan, cancellable, error);
  if (!proposal)
    return NULL;
  lists = all_lists (proposal);
  return rdm_repair_evaluate (before, after, lists, label);
}
