/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row of a visit:
 *
 *   number │ time   │ name                  │    3 parcels │ ┌ Signature ┐ │ code
 *   state  │ window │ address, phone, notes │      12.2 kg │ └───────────┘ │
 */
#include <glib/gi18n-lib.h>

#include "rdm-navigation.h"
#include "rdm-sheet-parts.h"
#include "rdm-time.h"
#include "rdm-units.h"

#define PADDING 6.
#define CODE_SIZE 46.
#define TIME_X 36.
#define TIME_WIDTH 72.
#define TEXT_X 114.
#define LOAD_WIDTH 58.
#define GAP 8.
#define CHIPS_MAX 12

static const RdmSheetStyle number_style = {
  .size_pt = 15., .bold = TRUE, .tabular = TRUE, .align = PANGO_ALIGN_CENTER
};
static const RdmSheetStyle time_style = { .size_pt = 13., .bold = TRUE, .tabular = TRUE };
static const RdmSheetStyle name_style = { .size_pt = 10.5, .bold = TRUE, .max_lines = 2 };
static const RdmSheetStyle address_style = { .size_pt = 10., .max_lines = 4 };
static const RdmSheetStyle detail_style = { .size_pt = 8., .grey = 0.3, .max_lines = 2 };
static const RdmSheetStyle notes_style = { .size_pt = 9., .italic = TRUE, .max_lines = 4 };
static const RdmSheetStyle long_notes_style = { .size_pt = 9., .italic = TRUE, .max_lines = 36 };
static const RdmSheetStyle items_style = { .size_pt = 8., .max_lines = 10 };
static const RdmSheetStyle load_style = { .size_pt = 9., .align = PANGO_ALIGN_RIGHT };
static const RdmSheetStyle label_style = { .size_pt = 6.5, .grey = 0.4 };

/* More lines of notes than this need the width of the page. */
#define SHORT_NOTES 3

/* Where the columns at the right end of the row are; a narrow page has no signature. */
typedef struct
{
  double text_width;
  double load_x;
  double sign_x;
  double sign_width;
  double code_x;
} Columns;

static Columns
columns_of (double width)
{
  Columns columns;

  columns.code_x = width - CODE_SIZE;
  columns.sign_width = width < 420. ? 0. : CLAMP (width * 0.19, 80., 130.);
  columns.sign_x = columns.code_x - GAP - columns.sign_width;
  columns.load_x = columns.sign_x - (columns.sign_width > 0. ? GAP : 0.) - LOAD_WIDTH;
  columns.text_width = MAX (columns.load_x - GAP - TEXT_X, 40.);
  return columns;
}

static double
add_times (RdmSheetBlock *block, const RdmPlannedVisit *planned, guint marks)
{
  gboolean tight = (marks & (RDM_SHEET_MARK_LATE | RDM_SHEET_MARK_TIGHT)) != 0;
  RdmSheetStyle window_style = { .size_pt = 8.5, .bold = tight, .tabular = TRUE };
  g_autofree char *time = rdm_time_format_of_day (planned->visit->begin_s);
  double y = rdm_sheet_block_text (block, &time_style, TIME_X, PADDING - 1., TIME_WIDTH, time);

  window_style.grey = tight ? 0. : 0.3;
  for (guint i = 0; i < planned->end->windows.n; i++)
    {
      g_autofree char *window = rdm_time_format_window (planned->end->windows.at[i].from_s,
                                                        planned->end->windows.at[i].to_s);

      y = rdm_sheet_block_text (block, &window_style, TIME_X, y, TIME_WIDTH, window);
    }
  if ((marks & RDM_SHEET_MARK_LATE) != 0)
    {
      g_autofree char *duration = rdm_format_duration (planned->visit->late_s);
      g_autofree char *late = g_strdup_printf (_ ("%s late"), duration);

      y = rdm_sheet_block_text (block, &window_style, TIME_X, y, TIME_WIDTH, late);
    }
  return y;
}

/* The number of the stop at the other end of a shipment, 0 where it is not on this route. */
static guint
other_end (const RdmSheetRound *sheet_round, const RdmPlannedVisit *planned)
{
  for (guint i = 0; i < sheet_round->visits->len; i++)
    {
      const RdmPlannedVisit *other = &g_array_index (sheet_round->visits, RdmPlannedVisit, i);

      if (other->order == planned->order && other->stop != planned->stop)
        return other->sequence;
    }
  return 0;
}

static char *
describe_shipment (const RdmSheetRound *sheet_round, const RdmPlannedVisit *planned)
{
  guint other = planned->order->kind == RDM_ORDER_SHIPMENT ? other_end (sheet_round, planned) : 0;

  if (other == 0)
    return NULL;
  return g_strdup_printf (planned->stop->role == RDM_STOP_PICKUP ? _ ("Goes to stop %u")
                                                                 : _ ("Fetched at stop %u"),
                          other);
}

/* Words that must not be missed; the first *n_filled are the loudest. */
static GPtrArray *
chips_of (const RdmSheetRound *sheet_round, const RdmPlannedVisit *planned, guint *n_filled)
{
  GPtrArray *chips = g_ptr_array_new_with_free_func (g_free);
  const RdmOrder *order = planned->order;
  GStrv lists[] = { order->skills, order->proof };
  g_autofree char *shipment = describe_shipment (sheet_round, planned);

  if (planned->stop->role == RDM_STOP_PICKUP)
    g_ptr_array_add (chips, g_strdup (_ ("Pickup")));
  if (order->collect_minor > 0)
    {
      g_autofree char *money =
          rdm_format_money (order->collect_minor, sheet_round->settings->currency);

      g_ptr_array_add (chips, g_strdup_printf (_ ("Collect %s"), money));
    }
  *n_filled = chips->len;
  if (shipment != NULL)
    g_ptr_array_add (chips, g_steal_pointer (&shipment));
  if (order->priority >= RDM_PRIORITY_CRITICAL)
    g_ptr_array_add (chips, g_strdup (_ ("critical")));
  else if (order->priority >= RDM_PRIORITY_HIGH)
    g_ptr_array_add (chips, g_strdup (_ ("high priority")));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i] != NULL && lists[i][k] != NULL && chips->len < CHIPS_MAX; k++)
      g_ptr_array_add (chips, g_strdup (lists[i][k]));
  return chips;
}

static char *
join (const char *first, const char *second, const char *separator)
{
  gboolean both = first != NULL && *first != '\0' && second != NULL && *second != '\0';

  return g_strconcat (first != NULL ? first : "", both ? separator : "",
                      second != NULL ? second : "", NULL);
}

/* A post code stays on the line of its town. */
static char *
format_address (const RdmOrderEnd *end)
{
  g_autofree char *address = rdm_order_end_address (end);
  g_autoptr (GString) text = g_string_new (address);

  if (end->postcode != NULL && end->city != NULL && *end->postcode != '\0')
    {
      g_autofree char *apart = g_strdup_printf ("%s %s", end->postcode, end->city);
      g_autofree char *together = g_strdup_printf ("%s\u00a0%s", end->postcode, end->city);

      g_string_replace (text, apart, together, 1);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether @notes would make a tall narrow column. */
static gboolean
are_long (RdmSheetBlock *block, const char *notes, double width)
{
  double line, lines, natural, height;

  if (notes == NULL)
    return FALSE;
  rdm_sheet_block_measure (block, &notes_style, "x", &line, &lines);
  rdm_sheet_block_measure (block, &notes_style, notes, &natural, &height);
  return natural > SHORT_NOTES * 0.9 * width || height > SHORT_NOTES * lines * 1.1;
}

static double
add_texts (RdmSheetBlock *block,
           const RdmSheetRound *sheet_round,
           const RdmPlannedVisit *planned,
           double width)
{
  const RdmOrderEnd *end = planned->end;
  const RdmOrder *order = planned->order;
  g_autofree char *address = format_address (end);
  g_autofree char *detail = join (end->phone, order->reference, " · ");
  g_autofree char *items = order->items != NULL ? g_strjoinv ("\n", order->items) : NULL;
  const char *name = end->name != NULL && *end->name != '\0' ? end->name : order->reference;
  guint n_filled;
  g_autoptr (GPtrArray) chips = chips_of (sheet_round, planned, &n_filled);
  double y = rdm_sheet_block_text (block, &name_style, TEXT_X, PADDING, width, name);

  y = rdm_sheet_block_text (block, &address_style, TEXT_X, y, width, address);
  y = rdm_sheet_block_text (block, &address_style, TEXT_X, y, width, end->address2);
  if (!rdm_point_is_set (end->point))
    y = rdm_sheet_block_text (block, &notes_style, TEXT_X, y, width,
                              _ ("This address has no place on the map."));
  y = rdm_sheet_block_text (block, &detail_style, TEXT_X, y + 1., width, detail);
  if (!are_long (block, order->notes, width))
    y = rdm_sheet_block_text (block, &notes_style, TEXT_X, y + 1., width, order->notes);
  y = rdm_sheet_block_text (block, &items_style, TEXT_X, y + 1., width, items);
  if (chips->len > 0)
    y = rdm_sheet_block_chips (block, TEXT_X, y + 2.5, width, (const char *const *)chips->pdata,
                               chips->len, n_filled);
  return y;
}

static double
add_loads (RdmSheetBlock *block, const RdmOrder *order, double x)
{
  char *texts[RDM_N_LOADS] = { NULL };
  double y = PADDING;

  if (order->loads.amount[RDM_LOAD_PARCELS] > 0)
    texts[RDM_LOAD_PARCELS] = rdm_format_parcels (order->loads.amount[RDM_LOAD_PARCELS]);
  if (order->loads.amount[RDM_LOAD_WEIGHT_G] > 0)
    texts[RDM_LOAD_WEIGHT_G] = rdm_format_weight (order->loads.amount[RDM_LOAD_WEIGHT_G]);
  if (order->loads.amount[RDM_LOAD_VOLUME_ML] > 0)
    texts[RDM_LOAD_VOLUME_ML] = rdm_format_volume (order->loads.amount[RDM_LOAD_VOLUME_ML]);
  for (guint i = 0; i < RDM_N_LOADS; i++)
    {
      RdmSheetStyle style = load_style;
      g_autofree char *text = texts[i];

      style.bold = i == RDM_LOAD_PARCELS;
      style.grey = i == RDM_LOAD_PARCELS ? 0. : 0.3;
      y = rdm_sheet_block_text (block, &style, x, y, LOAD_WIDTH, text);
    }
  return y;
}

static RdmSheetBlock *
stop_row (const RdmSheetRound *sheet_round, const RdmPlannedVisit *planned)
{
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  Columns columns = columns_of (sheet_round->width);
  guint marks = rdm_sheet_marks (planned);
  g_autofree char *number = g_strdup_printf ("%u", planned->sequence);
  g_autofree char *link = rdm_navigation_place_link (rdm_order_end_stopping_point (planned->end));
  double times, texts, loads, height;
  double y = rdm_sheet_block_text (block, &number_style, 0., PADDING - 2., 28., number);

  rdm_sheet_block_glyph (block, 14., y + 8., 10., (RdmStopState)planned->stop->state, marks);
  times = add_times (block, planned, marks);
  texts = add_texts (block, sheet_round, planned, columns.text_width);
  loads = add_loads (block, planned->order, columns.load_x);
  height = MAX (MAX (CODE_SIZE + PADDING, times), MAX (texts, loads));
  /* Below the code, across all columns: a driver reads them whole. */
  if (are_long (block, planned->order->notes, columns.text_width))
    height = rdm_sheet_block_text (block, &long_notes_style, TEXT_X, height + 2.,
                                   sheet_round->width - TEXT_X, planned->order->notes);
  height += PADDING;
  if (columns.sign_width > 0.)
    {
      RdmSheetArea area = { columns.sign_x, PADDING, columns.sign_width, CODE_SIZE };

      rdm_sheet_block_frame (block, &area, 3., 0.6);
      rdm_sheet_block_text (block, &label_style, columns.sign_x + 4., PADDING + 2.,
                            columns.sign_width - 8., _ ("Signature"));
    }
  rdm_sheet_block_code (block, columns.code_x, PADDING, CODE_SIZE, link);
  rdm_sheet_block_line (block, 0., height, sheet_round->width, 0.7);
  rdm_sheet_block_set_height (block, height);
  return block;
}

/* A band across the page: departure, break, return. */
static RdmSheetBlock *
band (const RdmSheetRound *sheet_round, gint32 tod_s, const char *words, double grey)
{
  static const RdmSheetStyle hour = { .size_pt = 10., .bold = TRUE, .tabular = TRUE };
  static const RdmSheetStyle text = { .size_pt = 9.5 };
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  RdmSheetArea area = { 0., 0., sheet_round->width, 19. };
  g_autofree char *time = rdm_time_format_of_day (tod_s);

  rdm_sheet_block_fill (block, &area, 0., grey);
  rdm_sheet_block_text (block, &hour, TIME_X, 2.5, TIME_WIDTH, time);
  rdm_sheet_block_text (block, &text, TEXT_X, 3., sheet_round->width - TEXT_X - 4., words);
  rdm_sheet_block_line (block, 0., 19., sheet_round->width, 0.7);
  rdm_sheet_block_set_height (block, 19.);
  return block;
}

static RdmSheetBlock *
start_band (const RdmSheetRound *sheet_round, const RdmVisit *visit)
{
  const char *depot = sheet_round->settings->name;
  g_autofree char *words = depot != NULL && *depot != '\0'
                               ? g_strdup_printf (_ ("Depart from %s"), depot)
                               : g_strdup (_ ("Depart"));

  return band (sheet_round, visit->departure_s, words, 0.92);
}

static RdmSheetBlock *
end_band (const RdmSheetRound *sheet_round, const RdmVisit *visit)
{
  const char *depot = sheet_round->settings->name;
  g_autofree char *distance = rdm_format_distance (sheet_round->planned->schedule->distance_m);
  g_autofree char *words = NULL;

  if (!rdm_point_is_set (visit->point))
    words = g_strdup_printf (_ ("End of the round, after %s"), distance);
  else if (depot != NULL && *depot != '\0')
    words = g_strdup_printf (_ ("Back at %s, after %s"), depot, distance);
  else
    words = g_strdup_printf (_ ("Back, after %s"), distance);
  return band (sheet_round, visit->arrival_s, words, 0.92);
}

static RdmSheetBlock *
break_band (const RdmSheetRound *sheet_round, const RdmVisit *visit)
{
  g_autofree char *duration = rdm_format_duration (visit->departure_s - visit->begin_s);
  g_autofree char *words = g_strdup_printf (_ ("Break, %s"), duration);

  return band (sheet_round, visit->begin_s, words, 0.86);
}

RdmSheetBlock *
rdm_sheet_visit (const RdmSheetRound *sheet_round, guint index)
{
  const RdmPlannedVisit *planned = &g_array_index (sheet_round->visits, RdmPlannedVisit, index);

  switch (planned->visit->kind)
    {
    case RDM_VISIT_START:
      return start_band (sheet_round, planned->visit);
    case RDM_VISIT_BREAK:
      return break_band (sheet_round, planned->visit);
    case RDM_VISIT_END:
      return end_band (sheet_round, planned->visit);
    case RDM_VISIT_STOP:
      break;
    }
  if (planned->end == NULL)
    return band (sheet_round, planned->visit->begin_s, _ ("This order has been removed."), 0.92);
  return stop_row (sheet_round, planned);
}
