/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sheet.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "rdm-navigation.h"
#include "rdm-sheet-parts.h"

#define SMALLEST_PT 300.

/** What is where on a page; y from the top margin. */
typedef struct
{
  RdmSheetBlock *block;
  double y;
} Placed;

/* @first_stop, @last_stop: indexes of visits; first > last where the page has no stops. */
typedef struct
{
  GArray *placed; /* (element-type Placed) */
  char *title;    /* of a route's first page */
  guint first_stop;
  guint last_stop;
} Page;

struct _RdmSheetBook
{
  PangoContext *context;
  RdmSheetPaper paper;
  GPtrArray *pages; /* (element-type Page) */
};

/* The pages of one route in the making. */
typedef struct
{
  RdmSheetBook *book;
  RdmSheetRound sheet_round;
  guint first_page;
  double top;    /* where blocks begin on a page, below its head */
  double bottom; /* where they end */
  double y;      /* of the next block */
  Page *page;
} Flow;

static void
clear_placed (gpointer data)
{
  Placed *placed = data;

  g_clear_pointer (&placed->block, rdm_sheet_block_free);
}

static void
free_page (gpointer data)
{
  Page *page = data;

  g_array_unref (page->placed);
  g_free (page->title);
  g_free (page);
}

static double
inner_width (const RdmSheetPaper *paper)
{
  return MAX (paper->width_pt - 2. * paper->margin_pt, SMALLEST_PT);
}

static double
inner_height (const RdmSheetPaper *paper)
{
  return MAX (paper->height_pt - 2. * paper->margin_pt, SMALLEST_PT);
}

static void
place (Page *page, RdmSheetBlock *block, double y)
{
  Placed placed = { block, y };

  g_array_append_val (page->placed, placed);
}

static void
begin_page (Flow *flow)
{
  gboolean first = flow->book->pages->len == flow->first_page;
  g_autoptr (RdmSheetBlock) head = rdm_sheet_head (&flow->sheet_round, first, NULL, NULL);

  flow->page = g_new0 (Page, 1);
  flow->page->placed = g_array_new (FALSE, TRUE, sizeof (Placed));
  g_array_set_clear_func (flow->page->placed, clear_placed);
  flow->page->first_stop = 1;
  flow->page->last_stop = 0;
  g_ptr_array_add (flow->book->pages, flow->page);
  flow->top = rdm_sheet_block_get_height (head);
  flow->y = flow->top;
}

/* Puts @block (transfer full) below what is there, on a new page if it does not fit together with
 * @more points that must follow it. A block higher than a page is cut at its foot. */
static void
add_block (Flow *flow, RdmSheetBlock *block, double more)
{
  double height = rdm_sheet_block_get_height (block);

  if (flow->y + height + more > flow->bottom && flow->y > flow->top)
    begin_page (flow);
  place (flow->page, block, flow->y);
  flow->y += height;
}

static void
add_visits (Flow *flow)
{
  GArray *visits = flow->sheet_round.visits;
  gboolean any = FALSE;

  for (guint i = 0; i < visits->len; i++)
    {
      gboolean is_stop = g_array_index (visits, RdmPlannedVisit, i).visit->kind == RDM_VISIT_STOP;

      if (flow->sheet_round.planned->schedule->n_stops == 0)
        continue;
      add_block (flow, rdm_sheet_visit (&flow->sheet_round, i), 0.);
      any = TRUE;
      if (!is_stop)
        continue;
      if (flow->page->first_stop > flow->page->last_stop)
        flow->page->first_stop = i;
      flow->page->last_stop = i;
    }
  if (!any)
    add_block (flow, rdm_sheet_nothing (&flow->sheet_round), 0.);
}

/* It begins on the page where the stops end if all of it fits there; else it gets its own, so that
 * whoever loads can take it away. */
static void
add_loading_list (Flow *flow)
{
  g_autoptr (GPtrArray) blocks = rdm_sheet_loading_list (&flow->sheet_round);
  double height = 0.;

  for (guint i = 0; i < blocks->len; i++)
    height += rdm_sheet_block_get_height (g_ptr_array_index (blocks, i));
  if (blocks->len > 0 && flow->y + height > flow->bottom)
    begin_page (flow);
  while (blocks->len > 0)
    {
      double more =
          blocks->len == 2 ? rdm_sheet_block_get_height (g_ptr_array_index (blocks, 1)) : 0.;

      add_block (flow, g_ptr_array_steal_index (blocks, 0), more);
    }
}

/* A link through the stops of @page, as far as one link goes; @caption says through which. */
static char *
link_of (const Flow *flow, const Page *page, char **caption)
{
  RdmPoint points[RDM_NAVIGATION_PLACES_MAX];
  guint n = 0;
  guint first = 0;
  guint last = 0;

  for (guint i = page->first_stop; i <= page->last_stop && n < G_N_ELEMENTS (points); i++)
    {
      const RdmPlannedVisit *planned =
          &g_array_index (flow->sheet_round.visits, RdmPlannedVisit, i);

      if (planned->end == NULL || !rdm_point_is_valid (planned->end->point))
        continue;
      first = n == 0 ? planned->sequence : first;
      last = planned->sequence;
      points[n++] = rdm_order_end_stopping_point (planned->end);
    }
  *caption = g_strdup_printf (_ ("Navigate stops %u–%u"), first, last);
  return rdm_navigation_route_link (points, n);
}

/* Heads and feet need to know what is on the pages, and how many there are. */
static void
finish_pages (Flow *flow)
{
  guint n_pages = flow->book->pages->len - flow->first_page;

  for (guint i = 0; i < n_pages; i++)
    {
      Page *page = g_ptr_array_index (flow->book->pages, flow->first_page + i);
      g_autofree char *caption = NULL;
      g_autofree char *link = link_of (flow, page, &caption);

      if (i == 0)
        page->title =
            rdm_planned_route_dup_name (flow->sheet_round.planned, flow->sheet_round.rows);
      place (page, rdm_sheet_head (&flow->sheet_round, i == 0, link, caption), 0.);
      place (page, rdm_sheet_foot (&flow->sheet_round, i + 1, n_pages), flow->bottom);
    }
}

static void
add_route (RdmSheetBook *self,
           RdmRows *rows,
           const RdmPlannedRoute *planned,
           const RdmSettings *settings)
{
  g_autoptr (GArray) visits = rdm_planned_route_visits (planned, rows);
  Flow flow = {
    .book = self,
    .sheet_round = { self->context, inner_width (&self->paper), rows, planned, visits, settings },
    .first_page = self->pages->len,
    .bottom = inner_height (&self->paper) - 16.,
  };

  begin_page (&flow);
  add_visits (&flow);
  add_loading_list (&flow);
  finish_pages (&flow);
}

/* Texts are measured without any regard to pixels, so that they come out alike everywhere. */
static PangoContext *
make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72.);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

RdmSheetBook *
rdm_sheet_book_new (RdmRows *rows, GPtrArray *routes, const RdmSheetPaper *paper)
{
  g_autoptr (RdmSheetBook) self = g_new0 (RdmSheetBook, 1);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);

  self->context = make_context ();
  self->paper = *paper;
  self->pages = g_ptr_array_new_with_free_func (free_page);
  for (guint i = 0; i < routes->len; i++)
    add_route (self, rows, g_ptr_array_index (routes, i), settings);
  return g_steal_pointer (&self);
}

void
rdm_sheet_book_free (RdmSheetBook *self)
{
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_object (&self->context);
  g_free (self);
}

guint
rdm_sheet_book_get_n_pages (const RdmSheetBook *self)
{
  return self->pages->len;
}

const char *
rdm_sheet_book_get_title (const RdmSheetBook *self, guint page)
{
  g_return_val_if_fail (page < self->pages->len, NULL);
  return ((const Page *)g_ptr_array_index (self->pages, page))->title;
}

void
rdm_sheet_book_draw_page (const RdmSheetBook *self, guint page, cairo_t *cr)
{
  const Page *drawn;

  g_return_if_fail (page < self->pages->len);
  drawn = g_ptr_array_index (self->pages, page);
  cairo_save (cr);
  cairo_translate (cr, self->paper.margin_pt, self->paper.margin_pt);
  for (guint i = 0; i < drawn->placed->len; i++)
    {
      const Placed *placed = &g_array_index (drawn->placed, Placed, i);

      rdm_sheet_block_draw (placed->block, cr, 0., placed->y);
    }
  cairo_restore (cr);
}
