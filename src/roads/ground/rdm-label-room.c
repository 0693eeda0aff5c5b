/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-label-room.h"

#include <string.h>

/* Between two labels, pixels. */
#define GAP 3.

#define SYMBOL_RADIUS 7.
#define ARROW_RADIUS 8.

static double
width_of (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0.;
  if (g_unichar_iswide (c))
    return 1.05;
  if (strchr ("ijlI.,:;'|!() ", (int)c) != NULL && c < 128)
    return 0.34;
  if (strchr ("frtJ-/\"", (int)c) != NULL && c < 128)
    return 0.42;
  if (strchr ("mwMW%@", (int)c) != NULL && c < 128)
    return 0.92;
  if (g_unichar_isupper (c))
    return 0.7;
  return 0.59;
}

double
rdm_label_text_width (const char *text, double size)
{
  double width = 0.;
  double widest = 0.;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      width = c == '\n' ? 0. : width + width_of (c);
      widest = MAX (widest, width);
    }
  return widest * size;
}

/* Circles side by side along a row of @width around (@x, @y). */
static void
add_row (const RdmLabelRoom *self, GArray *circles, double x, double y, double width, double angle)
{
  double span = MAX (width - 2. * self->radius + 2. * GAP, 0.);
  guint n = 1 + (guint)ceil (span / (1.7 * self->radius));

  for (guint i = 0; i < n; i++)
    {
      double along = n > 1 ? span * (i / (n - 1.) - 0.5) : 0.;
      RdmLabelCircle circle = { (float)(x + along * cos (angle)),
                                (float)(y + along * sin (angle)) };

      g_array_append_val (circles, circle);
    }
}

static guint
count_rows (const char *text)
{
  guint n = 1;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

void
rdm_label_room_init (RdmLabelRoom *self, const RdmLabel *label, GArray *circles)
{
  double size = rdm_label_size (label->kind);
  double line = size * 1.2;
  double width = rdm_label_text_width (label->text, size);
  guint rows = count_rows (label->text);

  self->first = circles->len;
  self->radius = (float)(label->kind == RDM_LABEL_ONE_WAY ? ARROW_RADIUS : line / 2. + GAP);
  if (label->kind == RDM_LABEL_ONE_WAY)
    add_row (self, circles, 0., 0., 0., 0.);
  else if (rdm_label_is_along (label->kind))
    add_row (self, circles, 0., 0., width + 4., label->angle);
  else if (rdm_label_has_symbol (label->kind))
    {
      add_row (self, circles, 0., 0., 2. * SYMBOL_RADIUS, 0.);
      for (guint i = 0; i < rows; i++)
        add_row (self, circles, 0., RDM_LABEL_SYMBOL_DROP + i * line, width, 0.);
    }
  else
    for (guint i = 0; i < rows; i++)
      add_row (self, circles, 0., (i - (rows - 1) / 2.) * line,
               width + (label->kind == RDM_LABEL_SHIELD ? 8. : 0.), 0.);
  self->n = circles->len - self->first;
  self->reach = 0.f;
  for (guint i = self->first; i < circles->len; i++)
    {
      const RdmLabelCircle *circle = &g_array_index (circles, RdmLabelCircle, i);

      self->reach = MAX (self->reach, hypotf (circle->x, circle->y) + self->radius);
    }
}

double
rdm_label_room_apart (const RdmLabelRoom *self,
                      const RdmLabelRoom *other,
                      const RdmLabelCircle *circles,
                      double dx,
                      double dy)
{
  double square = dx * dx + dy * dy;
  double radius = (double)self->radius + other->radius;
  double last = 0.;

  for (guint i = self->first; i < self->first + self->n; i++)
    for (guint k = other->first; k < other->first + other->n; k++)
      {
        double x = (double)circles[k].x - circles[i].x;
        double y = (double)circles[k].y - circles[i].y;
        double along = dx * x + dy * y;
        double rest = x * x + y * y - radius * radius;
        double root;

        if (square == 0.)
          {
            if (rest < 0.)
              return INFINITY;
            continue;
          }
        /* |d·scale + o| = radius, solved for the larger scale. */
        root = along * along - square * rest;
        if (root > 0.)
          last = MAX (last, (sqrt (root) - along) / square);
      }
  return last;
}
