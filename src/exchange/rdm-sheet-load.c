/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The loading list: what goes in first comes out last. */
#include <glib/gi18n-lib.h>

#include "rdm-sheet-parts.h"
#include "rdm-units.h"

#define NUMBER_X 22.
#define NAME_X 54.
#define AMOUNT_WIDTH 60.
#define PADDING 4.

static const RdmSheetStyle heading_style = { .size_pt = 14., .bold = TRUE };
static const RdmSheetStyle hint_style = { .size_pt = 9., .grey = 0.3, .max_lines = 2 };
static const RdmSheetStyle number_style = {
  .size_pt = 11., .bold = TRUE, .tabular = TRUE, .align = PANGO_ALIGN_RIGHT
};
static const RdmSheetStyle name_style = { .size_pt = 9.5, .max_lines = 2 };
static const RdmSheetStyle detail_style = { .size_pt = 7.5, .grey = 0.35, .max_lines = 2 };
static const RdmSheetStyle amount_style = { .size_pt = 9.5,
                                            .tabular = TRUE,
                                            .align = PANGO_ALIGN_RIGHT };
static const RdmSheetStyle total_style = {
  .size_pt = 9.5, .bold = TRUE, .tabular = TRUE, .align = PANGO_ALIGN_RIGHT
};

/* Whether it is put into the vehicle at the depot. */
static gboolean
is_loaded (const RdmPlannedVisit *planned)
{
  return planned->end != NULL && planned->order->kind == RDM_ORDER_DELIVERY
         && planned->stop->state != RDM_STOP_CANCELLED;
}

static double
add_amounts (
    RdmSheetBlock *block, const RdmSheetStyle *style, double width, double y, const RdmLoads *loads)
{
  char *texts[RDM_N_LOADS] = { rdm_format_parcels (loads->amount[RDM_LOAD_PARCELS]),
                               rdm_format_weight (loads->amount[RDM_LOAD_WEIGHT_G]),
                               rdm_format_volume (loads->amount[RDM_LOAD_VOLUME_ML]) };
  double bottom = y;

  for (guint i = 0; i < RDM_N_LOADS; i++)
    {
      g_autofree char *text = texts[i];
      double x = width - (RDM_N_LOADS - i) * (AMOUNT_WIDTH + 6.) + 6.;

      double below = y;

      if (loads->amount[i] > 0)
        below = rdm_sheet_block_text (block, style, x, y, AMOUNT_WIDTH, text);
      bottom = MAX (bottom, below);
    }
  return bottom;
}

static RdmSheetBlock *
heading (const RdmSheetRound *sheet_round)
{
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  double y =
      rdm_sheet_block_text (block, &heading_style, 0., 8., sheet_round->width, _ ("Loading list"));

  y = rdm_sheet_block_text (block, &hint_style, 0., y, sheet_round->width,
                            _ ("The last stop goes in first. Tick what is on board."));
  rdm_sheet_block_line (block, 0., y + 5., sheet_round->width, 0.);
  rdm_sheet_block_set_height (block, y + 5.);
  return block;
}

/* "Nordweg 4, 9490 Vaduz · chilled · A-17" */
static char *
describe_load (const RdmPlannedVisit *planned)
{
  g_autofree char *address = rdm_order_end_address (planned->end);
  g_autoptr (GString) text = g_string_new (address);

  for (guint i = 0; planned->order->skills != NULL && planned->order->skills[i] != NULL; i++)
    g_string_append_printf (text, " · %s", planned->order->skills[i]);
  if (planned->order->reference != NULL)
    g_string_append_printf (text, " · %s", planned->order->reference);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static RdmSheetBlock *
load_row (const RdmSheetRound *sheet_round, const RdmPlannedVisit *planned)
{
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  RdmSheetArea box = { 3., PADDING + 2.5, 9., 9. };
  g_autofree char *number = g_strdup_printf ("%u", planned->sequence);
  g_autofree char *detail = describe_load (planned);
  const char *name = planned->end->name != NULL ? planned->end->name : planned->order->reference;
  double width = sheet_round->width - NAME_X - RDM_N_LOADS * (AMOUNT_WIDTH + 6.) - 4.;
  double y;
  double bottom;

  rdm_sheet_block_frame (block, &box, 1.5, 0.2);
  rdm_sheet_block_text (block, &number_style, NUMBER_X, PADDING - 1., 24., number);
  y = rdm_sheet_block_text (block, &name_style, NAME_X, PADDING, width, name);
  y = rdm_sheet_block_text (block, &detail_style, NAME_X, y, width, detail);
  bottom = add_amounts (block, &amount_style, sheet_round->width, PADDING, &planned->order->loads);
  y = MAX (MAX (y, bottom), PADDING + 14.) + PADDING;
  rdm_sheet_block_line (block, 0., y, sheet_round->width, 0.75);
  rdm_sheet_block_set_height (block, y);
  return block;
}

static RdmSheetBlock *
total_row (const RdmSheetRound *sheet_round, const RdmLoads *total, guint n_orders)
{
  static const RdmSheetStyle style = { .size_pt = 9.5, .bold = TRUE };
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  g_autofree char *words = g_strdup_printf (
      ngettext ("Together, for %u delivery", "Together, for %u deliveries", n_orders), n_orders);
  double width = sheet_round->width - NAME_X - RDM_N_LOADS * (AMOUNT_WIDTH + 6.) - 4.;
  double y = rdm_sheet_block_text (block, &style, NAME_X, PADDING, width, words);

  add_amounts (block, &total_style, sheet_round->width, PADDING, total);
  rdm_sheet_block_set_height (block, y + PADDING);
  return block;
}

GPtrArray *
rdm_sheet_loading_list (const RdmSheetRound *sheet_round)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_sheet_block_free);
  RdmLoads total = { 0 };
  guint n_orders = 0;

  for (guint i = sheet_round->visits->len; i > 0; i--)
    {
      const RdmPlannedVisit *planned = &g_array_index (sheet_round->visits, RdmPlannedVisit, i - 1);

      if (!is_loaded (planned))
        continue;
      if (n_orders++ == 0)
        g_ptr_array_add (blocks, heading (sheet_round));
      g_ptr_array_add (blocks, load_row (sheet_round, planned));
      for (guint k = 0; k < RDM_N_LOADS; k++)
        total.amount[k] += planned->order->loads.amount[k];
    }
  if (n_orders > 0)
    g_ptr_array_add (blocks, total_row (sheet_round, &total, n_orders));
  return blocks;
}
