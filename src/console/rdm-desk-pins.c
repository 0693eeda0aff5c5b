/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where addresses are, and where vehicles stop for them: said once by a hand, and remembered.
 */
#include <glib/gi18n.h>

#include "rdm-desk.h"

/* Where the vehicle stops goes along with a pin that is only put right by a little. */
#define SAME_PLACE_M 300.

/* What is said of an address, and of which orders besides. */
typedef struct
{
  const char *key;
  const char *order; /* the one that the hand was at */
  int role;
  RdmPoint point;
  RdmPoint park;
  RdmCommand *edit;
  guint n;
} Saying;

/* What is known of that so far, where it fits a pin at @point. */
static RdmPoint
park_at (RdmDesk *self, const RdmOrderEnd *end, const char *key, RdmPoint point)
{
  const RdmPlace *place = rdm_rows_get (rdm_desk_get_rows (self), RDM_ROW_PLACE, key);
  RdmPoint park = !rdm_point_is_set (end->park) && place != NULL ? place->park : end->park;

  return rdm_point_is_set (park) && rdm_geo_distance (park, point) <= SAME_PLACE_M ? park
                                                                                   : RDM_POINT_NONE;
}

/* Keeps what is said with the address, if the end has one. @batch: takes the change. */
static void
remember (RdmDesk *self, const Saying *saying, const char *address, RdmCommand *batch)
{
  const RdmPlace *before = rdm_rows_get (rdm_desk_get_rows (self), RDM_ROW_PLACE, saying->key);
  g_autoptr (RdmPlace) place =
      before != NULL ? rdm_row_copy (before) : rdm_row_new (RDM_ROW_PLACE, saying->key);
  RdmCommand *command = before != NULL ? rdm_command_new_edit (NULL) : rdm_command_new_add (NULL);

  if (before == NULL)
    place->address = g_strdup (address);
  place->point = saying->point;
  place->park = saying->park;
  if (before == NULL)
    rdm_command_add_row (command, place);
  else
    rdm_command_edit_row (command, before, place);
  if (rdm_command_is_empty (command))
    rdm_command_unref (command);
  else
    rdm_command_batch_take (batch, command);
}

typedef gboolean (*ChangeEnd) (const Saying *saying,
                               const RdmOrder *order,
                               int role,
                               RdmOrderEnd *end);

typedef struct
{
  Saying *saying;
  ChangeEnd change;
} Round;

static gboolean
is_asked (const Saying *saying, const RdmOrder *order, int role)
{
  return g_str_equal (order->row.id, saying->order) && role == saying->role;
}

static gboolean
has_key (const Saying *saying, const RdmOrderEnd *end)
{
  g_autofree char *key = rdm_order_end_key (end);

  return *key != '\0' && g_str_equal (key, saying->key);
}

static void
change_order_cb (gconstpointer row, gpointer user_data)
{
  const Round *round = user_data;
  const RdmOrder *before = row;
  g_autoptr (RdmOrder) after = rdm_row_copy (before);
  int role = before->kind == RDM_ORDER_PICKUP ? RDM_STOP_PICKUP : RDM_STOP_DELIVERY;
  gboolean changed = round->change (round->saying, before, role, &after->at);

  if (before->kind == RDM_ORDER_SHIPMENT)
    changed = round->change (round->saying, before, RDM_STOP_PICKUP, &after->from) || changed;
  if (changed && rdm_command_edit_row (round->saying->edit, before, after) > 0)
    round->saying->n++;
}

static void
change_orders (RdmDesk *self, Saying *saying, ChangeEnd change, RdmCommand *batch)
{
  Round round = { saying, change };

  saying->edit = rdm_command_new_edit (NULL);
  rdm_rows_foreach (rdm_desk_get_rows (self), RDM_ROW_ORDER, change_order_cb, &round);
  if (saying->n > 0)
    rdm_command_batch_take (batch, saying->edit);
  else
    rdm_command_unref (saying->edit);
  saying->edit = NULL;
}

/* Pins */

static gboolean
place_end (const Saying *saying, const RdmOrder *order, int role, RdmOrderEnd *end)
{
  if (!is_asked (saying, order, role)
      && (!rdm_order_end_needs_check (end) || !has_key (saying, end)))
    return FALSE;
  end->point = saying->point;
  end->park = saying->park;
  end->confidence = RDM_CONFIDENCE_PINNED;
  return TRUE;
}

gboolean
rdm_desk_place_order (RdmDesk *self, const char *order_id, int role, RdmPoint point)
{
  const RdmOrder *order = rdm_rows_get (rdm_desk_get_rows (self), RDM_ROW_ORDER, order_id);
  const RdmOrderEnd *end = order != NULL ? rdm_order_end (order, role) : NULL;
  g_autofree char *key = end != NULL ? rdm_order_end_key (end) : NULL;
  g_autofree char *address = end != NULL ? rdm_order_end_address (end) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  g_autoptr (RdmCommand) batch = NULL;
  Saying saying = { .key = key, .order = order_id, .role = role, .point = point };

  if (end == NULL)
    return FALSE;
  saying.park = park_at (self, end, key, point);
  label = g_strdup_printf (_ ("Place %s"), *address != '\0' ? address : order->reference);
  batch = rdm_command_new_batch (label);
  if (*key != '\0')
    remember (self, &saying, address, batch);
  change_orders (self, &saying, place_end, batch);
  if (!rdm_desk_run (self, batch))
    return FALSE;
  text = saying.n > 1 ? g_strdup_printf (
             ngettext ("%u order has its place now, and the address is remembered.",
                       "%u orders have their place now, and the address is remembered.", saying.n),
             saying.n)
                      : g_strdup (_ ("Placed, and remembered for this address."));
  rdm_desk_notice (self, text, "win.undo");
  return TRUE;
}

/* Where vehicles stop */

static gboolean
park_end (const Saying *saying, const RdmOrder *order, int role, RdmOrderEnd *end)
{
  if (!is_asked (saying, order, role)
      && (!has_key (saying, end) || !rdm_point_is_set (end->point)
          || rdm_geo_distance (end->point, saying->point) > SAME_PLACE_M))
    return FALSE;
  end->park = saying->park;
  return TRUE;
}

gboolean
rdm_desk_park_order (RdmDesk *self, const char *order_id, int role, RdmPoint park)
{
  RdmRows *rows = rdm_desk_get_rows (self);
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, order_id);
  const RdmOrderEnd *end = order != NULL ? rdm_order_end (order, role) : NULL;
  g_autofree char *key = end != NULL ? rdm_order_end_key (end) : NULL;
  g_autofree char *address = end != NULL ? rdm_order_end_address (end) : NULL;
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) batch = NULL;
  Saying saying = { .key = key, .order = order_id, .role = role, .park = park };

  if (end == NULL || !rdm_point_is_set (end->point))
    return FALSE;
  saying.point = end->point;
  label = g_strdup_printf (_ ("Where the vehicle stops for %s"),
                           *address != '\0' ? address : order->reference);
  batch = rdm_command_new_batch (label);
  if (*key != '\0' && (rdm_point_is_set (park) || rdm_rows_get (rows, RDM_ROW_PLACE, key) != NULL))
    remember (self, &saying, address, batch);
  change_orders (self, &saying, park_end, batch);
  if (!rdm_desk_run (self, batch))
    return FALSE;
  rdm_desk_notice (self,
                   rdm_point_is_set (park)
                       ? _ ("The vehicle stops there, and that is remembered for this address.")
                       : _ ("The vehicle stops as near to the pin as the road goes."),
                   "win.undo");
  return TRUE;
}
