/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-rescue.h"

#include <glib/gi18n-lib.h>

#include "rdm-answer-private.h"
#include "rdm-time.h"

/* So many vehicles are tried as the one that takes everything. */
#define CANDIDATES 3
#define ONE_CPU_S 0.15
#define SPREAD_CPU_S 0.5

typedef struct
{
  RdmQuestion *question;
  RdmRest *before; /* without what is to be rescued */
  RdmRest *after;  /* with it, on offer */
  GPtrArray *stops;
  guint n_offered; /* of those; the others cannot be handed over */
  char *name;      /* of the route that is down */
} Rescue;

/* What was too warm, or everything. */
static GPtrArray *
stops_to_rescue (RdmQuestion *question)
{
  g_autoptr (GPtrArray) open = rdm_question_open_stops (question, question->alert->route);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (question->alert->kind != RDM_EXCEPTION_TEMPERATURE)
    return rdm_question_with_partners (question, open);
  for (guint i = 0; i < open->len; i++)
    if (rdm_question_needs_cold (question, g_ptr_array_index (open, i)))
      g_ptr_array_add (chosen, g_ptr_array_index (open, i));
  return rdm_question_with_partners (question, chosen);
}

static gboolean
begin (Rescue *self, RdmQuestion *question)
{
  const char *route = question->alert->route;
  RdmGoods goods;

  self->question = question;
  self->name = rdm_question_route_name (question, route);
  goods = rdm_question_goods (question, route, self->name);
  self->before = rdm_rest_copy (question->rest);
  self->after = rdm_rest_copy (question->rest);
  rdm_rest_hide_tray (self->before);
  rdm_rest_hide_tray (self->after);
  rdm_rest_shut (self->before, route);
  rdm_rest_shut (self->after, route);
  self->stops = stops_to_rescue (question);
  if (!rdm_point_is_valid (goods.place))
    return FALSE;
  (void)rdm_question_offer (question, self->before, self->stops, &goods);
  self->n_offered = rdm_question_offer (question, self->after, self->stops, &goods);
  return self->n_offered > 0;
}

static void
end (Rescue *self)
{
  g_ptr_array_unref (self->stops);
  rdm_rest_free (self->before);
  rdm_rest_free (self->after);
  g_free (self->name);
}

static RdmRepair *
place_on (Rescue *self, const char *const *routes, double cpu_s)
{
  g_autoptr (RdmRest) after = rdm_rest_copy (self->after);
  RdmRepairOptions options = rdm_question_options (self->question, routes, cpu_s);

  return rdm_repair_offered (self->before, after, &options, NULL, self->question->cancellable,
                             NULL);
}

/* The stops that a search has to place: with the places where their goods are fetched. */
static GStrv
places_of (Rescue *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GList) offered = rdm_rest_list_offered (self->after);

  for (GList *it = offered; it; it = it->next)
    {
      const RdmStop *stop = rdm_rows_get (rdm_rest_get_rows (self->after), RDM_ROW_STOP, it->data);
      g_autofree char *pickup = rdm_stop_id (stop->order, RDM_STOP_PICKUP);

      if (rdm_rest_is_fetch (self->after, pickup))
        g_strv_builder_add (ids, pickup);
      g_strv_builder_add (ids, it->data);
    }
  return g_strv_builder_end (ids);
}

/* Doing nothing would leave everything lying. */
static void
add_plan (Rescue *self, RdmAnswerKind kind, char *label, RdmRepair *repair)
{
  RdmAnswer *answer = rdm_question_add_repair (self->question, kind, label, repair);

  guint n_stuck = self->stops->len - self->n_offered;
  g_autofree char *words = NULL;

  if (!answer)
    return;
  answer->worth += 2 * rdm_question_stake (self->question, self->n_offered);
  if (n_stuck == 0)
    return;
  words = g_steal_pointer (&answer->words);
  answer->words = g_strdup_printf (
      ngettext ("%s; %u stop cannot be handed over", "%s; %u stops cannot be handed over", n_stuck),
      words, n_stuck);
}

static char *
label_of_one (Rescue *self, const RdmRepair *repair, const char *route)
{
  g_autofree char *name = rdm_question_route_name (self->question, route);
  g_autofree char *at = rdm_time_format_of_day (repair->meet_s);

  if (repair->meet_s == RDM_TIME_NONE)
    return g_strdup_printf (_ ("%s takes over what %s had"), name, self->name);
  /* Translators: one vehicle meets another at an hour. */
  return g_strdup_printf (_ ("%s meets %s at %s and takes everything over"), name, self->name, at);
}

/* One vehicle comes for everything: the best of the few that look best. */
static void
hand_over (Rescue *self)
{
  g_auto (GStrv) places = places_of (self);
  g_autoptr (GPtrArray) ranks =
      rdm_advice_rank (rdm_rest_get_plan (self->after), (const char *const *)places);
  g_autoptr (RdmRepair) best = NULL;
  g_autofree char *best_route = NULL;
  guint n_tried = 0;

  for (guint i = 0; i < ranks->len && n_tried < CANDIDATES; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranks, i);
      const char *routes[] = { rank->route, NULL };
      RdmRepair *repair;

      if (g_strcmp0 (rank->route, self->question->alert->route) == 0
          || rdm_rest_is_down (self->after, rank->route))
        continue;
      n_tried++;
      repair = place_on (self, routes, ONE_CPU_S);
      if (!repair)
        continue;
      if (best
          && rdm_repair_worth (repair, self->question->settings)
                 <= rdm_repair_worth (best, self->question->settings))
        {
          rdm_repair_free (repair);
          continue;
        }
      rdm_repair_free (best);
      best = repair;
      g_free (best_route);
      best_route = g_strdup (rank->route);
    }
  if (best && g_strv_length (best->moved) > 0)
    {
      char *label = label_of_one (self, best, best_route);

      add_plan (self, RDM_ANSWER_HAND_OVER, label, g_steal_pointer (&best));
    }
}

/* Those that have something to do anyway. */
static GStrv
busy_routes (Rescue *self)
{
  g_autoptr (GStrvBuilder) busy = g_strv_builder_new ();
  GPtrArray *routes = rdm_day_plan_get_routes (rdm_rest_get_plan (self->before));

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      if (route->stops && *route->stops
          && g_strcmp0 (route->row.id, self->question->alert->route) != 0)
        g_strv_builder_add (busy, route->row.id);
    }
  return g_strv_builder_end (busy);
}

static void
spread (Rescue *self)
{
  g_auto (GStrv) busy = busy_routes (self);
  RdmRepair *repair = place_on (self, (const char *const *)busy, SPREAD_CPU_S);

  /* Too much for them: whoever has nothing to do helps. */
  if (!repair || g_strv_length (repair->left) > 0)
    {
      rdm_repair_free (repair);
      repair = place_on (self, NULL, SPREAD_CPU_S);
    }
  if (repair && g_strv_length (repair->moved) > 0)
    add_plan (self, RDM_ANSWER_SPREAD,
              g_strdup_printf (_ ("The others fetch what is in %s and share it"), self->name),
              repair);
  else
    rdm_repair_free (repair);
}

void
rdm_rescue (RdmQuestion *question)
{
  Rescue self;

  if (begin (&self, question))
    {
      hand_over (&self);
      spread (&self);
      rdm_answer_later (question, self.before, self.stops);
    }
  end (&self);
}
