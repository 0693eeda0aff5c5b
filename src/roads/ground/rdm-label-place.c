/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-label-list.h"

#include <string.h>

#include "rdm-ground-format.h"
#include "rdm-label-room.h"

/* The same words are not said twice within this, pixels: the eye goes along a road, so that its
 * name may be farther away than the next of many shops that are called the same. */
#define REPEAT_PX 260.
#define REPEAT_ALONG_PX 460.

/* Labels looked for around another are in squares of 2^8 = 256 pixels at whole zooms. */
#define LEVELS (RDM_GROUND_ZOOM_MAX + 1)

/* A label that has its zoom, in a list of those in one square. */
typedef struct
{
  guint label;
  guint next; /* G_MAXUINT: none */
} Link;

typedef struct
{
  RdmLabelList *list;
  RdmLabelRoom *rooms; /* one a label */
  GArray *circles;     /* of the rooms */
  GHashTable *squares; /* cell → first link + 1 */
  GArray *links;       /* (element-type Link) */
  guint n_at[LEVELS];  /* how many labels each level has */
  double reach;        /* of the largest label, pixels */
} Placing;

/* What appears first is placed first. Where two appear at the same time, more of a zoom's part goes
 * to the more important. */
static double
turn_of (const RdmLabel *label)
{
  switch (label->kind)
    {
    case RDM_LABEL_COUNTRY:
    case RDM_LABEL_STATE:
    case RDM_LABEL_CITY:
    case RDM_LABEL_TOWN:
    case RDM_LABEL_VILLAGE:
      return label->zoom - 1.5;
    case RDM_LABEL_SUBURB:
    case RDM_LABEL_HAMLET:
      return label->zoom - 0.5;
    case RDM_LABEL_MAIN_ROAD:
    case RDM_LABEL_STREET:
      return label->zoom - 0.3;
    case RDM_LABEL_ONE_WAY:
      return label->zoom + 0.3;
    case RDM_LABEL_NUMBER:
      return label->zoom + 0.6;
    default:
      return label->zoom;
    }
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const RdmLabel *left = a;
  const RdmLabel *right = b;
  double first = turn_of (left);
  double second = turn_of (right);
  int order;

  if (first != second)
    return first < second ? -1 : 1;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  order = strcmp (left->text, right->text);
  if (order != 0)
    return order;
  if (left->at.x != right->at.x)
    return left->at.x < right->at.x ? -1 : 1;
  return left->at.y < right->at.y ? -1 : left->at.y > right->at.y;
}

static gpointer
key_of (guint level, gint32 x, gint32 y)
{
  return GSIZE_TO_POINTER ((gsize)rdm_ground_cell (level, (guint)x, (guint)y));
}

static double
repeat_of (const RdmLabel *label)
{
  return rdm_label_is_along (label->kind) ? REPEAT_ALONG_PX : REPEAT_PX;
}

/* From which zoom on @label is clear of @other, which is shown from its own zoom on. */
static double
clear_zoom (const Placing *self, guint label, guint other)
{
  const RdmLabel *one = &g_array_index (self->list->labels, RdmLabel, label);
  const RdmLabel *two = &g_array_index (self->list->labels, RdmLabel, other);
  double dx = (double)two->at.x - one->at.x;
  double dy = (double)two->at.y - one->at.y;
  double distance = hypot (dx, dy);
  double pixels = rdm_world_pixels (MAX (one->zoom, two->zoom));
  double scale = 0.;

  /* The texts are in one table: equal ones have one address. */
  if (one->text == two->text && one->kind != RDM_LABEL_NUMBER && one->kind != RDM_LABEL_ONE_WAY)
    scale = repeat_of (one) / MAX (distance, 1e-9);
  if ((double)self->rooms[label].reach + self->rooms[other].reach > distance * pixels)
    scale = MAX (scale, rdm_label_room_apart (
                            &self->rooms[label], &self->rooms[other],
                            (const RdmLabelCircle *)(gconstpointer)self->circles->data, dx, dy));
  if (scale <= pixels)
    return one->zoom;
  /* Whether they move apart or the other goes. */
  return MAX (MIN (log2 (scale / rdm_world_pixels (0.)), rdm_label_end (two->kind)), one->zoom);
}

/* Goes through the squares of one level that are within reach of a label. */
static double
clear_level (const Placing *self, guint label, guint level)
{
  const RdmLabel *one = &g_array_index (self->list->labels, RdmLabel, label);
  double far = MAX ((double)self->rooms[label].reach + self->reach, repeat_of (one));
  gint64 around = (gint64)(far / rdm_world_pixels (MAX (one->zoom, level)));
  guint shift = RDM_WORLD_BITS - level;
  gint32 last = (1 << level) - 1;
  gint32 x0 = (gint32)CLAMP ((one->at.x - around) >> shift, 0, last);
  gint32 x1 = (gint32)CLAMP ((one->at.x + around) >> shift, 0, last);
  gint32 y0 = (gint32)CLAMP ((one->at.y - around) >> shift, 0, last);
  gint32 y1 = (gint32)CLAMP ((one->at.y + around) >> shift, 0, last);
  double zoom = one->zoom;

  for (gint32 y = y0; y <= y1; y++)
    for (gint32 x = x0; x <= x1; x++)
      {
        guint link = GPOINTER_TO_UINT (g_hash_table_lookup (self->squares, key_of (level, x, y)));

        for (; link != 0; link = g_array_index (self->links, Link, link - 1).next)
          zoom = MAX (zoom,
                      clear_zoom (self, label, g_array_index (self->links, Link, link - 1).label));
      }
  return zoom;
}

static void
settle (Placing *self, guint index)
{
  const RdmLabel *label = &g_array_index (self->list->labels, RdmLabel, index);
  guint level = (guint)MAX (label->zoom, 0.f);
  guint shift = RDM_WORLD_BITS - level;
  gpointer key = key_of (level, label->at.x >> shift, label->at.y >> shift);
  Link link = { index, GPOINTER_TO_UINT (g_hash_table_lookup (self->squares, key)) };

  g_array_append_val (self->links, link);
  g_hash_table_insert (self->squares, key, GUINT_TO_POINTER (self->links->len));
  self->n_at[level]++;
}

static gboolean
is_shown (const RdmLabel *label)
{
  return label->zoom <= RDM_GROUND_ZOOM_MAX && label->zoom < rdm_label_end (label->kind);
}

void
rdm_label_list_place (RdmLabelList *self)
{
  g_autoptr (GHashTable) squares = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  g_autofree RdmLabelRoom *rooms = g_new (RdmLabelRoom, self->labels->len);
  g_autoptr (GArray) circles = g_array_new (FALSE, FALSE, sizeof (RdmLabelCircle));
  Placing placing = { self, rooms, circles, squares, links, { 0 }, 0. };
  guint kept = 0;

  g_array_sort (self->labels, compare_labels);
  for (guint i = 0; i < self->labels->len; i++)
    {
      rdm_label_room_init (&rooms[i], &g_array_index (self->labels, RdmLabel, i), circles);
      placing.reach = MAX (placing.reach, rooms[i].reach);
    }
  for (guint i = 0; i < self->labels->len; i++)
    {
      RdmLabel *label = &g_array_index (self->labels, RdmLabel, i);
      double zoom = label->zoom;

      for (guint level = 0; level < LEVELS; level++)
        if (placing.n_at[level] > 0)
          zoom = MAX (zoom, clear_level (&placing, i, level));
      /* In whole sixteenths, as it is kept. */
      label->zoom = (float)(ceil (zoom * 16.) / 16.);
      if (is_shown (label))
        settle (&placing, i);
    }
  for (guint i = 0; i < self->labels->len; i++)
    if (is_shown (&g_array_index (self->labels, RdmLabel, i)))
      g_array_index (self->labels, RdmLabel, kept++) = g_array_index (self->labels, RdmLabel, i);
  g_array_set_size (self->labels, kept);
}
