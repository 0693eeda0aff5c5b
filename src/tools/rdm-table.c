/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-table.h"

#include <string.h>

#define COLUMNS_MAX 16

struct _RdmTable
{
  guint n_columns;
  gboolean right[COLUMNS_MAX];
  int width[COLUMNS_MAX];
  GPtrArray *cells; /* char *, row by row; the first row are the titles */
};

/* What a terminal shows: wide letters take two places, marks none. */
static int
width_of (const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (letter) ? 0 : g_unichar_iswide (letter) ? 2 : 1;
    }
  return width;
}

void
rdm_table_take (RdmTable *self, char *text)
{
  guint column = self->cells->len % self->n_columns;

  if (text == NULL)
    text = g_strdup ("");
  /* A line break in a cell would tear the table. */
  g_strdelimit (text, "\n\r\t", ' ');
  self->width[column] = MAX (self->width[column], width_of (text));
  g_ptr_array_add (self->cells, text);
}

RdmTable *
rdm_table_new (const char *title, ...)
{
  RdmTable *self = g_new0 (RdmTable, 1);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  va_list arguments;

  self->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (arguments, title);
  for (; title != NULL; title = va_arg (arguments, const char *))
    {
      g_assert (titles->len < COLUMNS_MAX);
      if (g_str_equal (title, RDM_TABLE_RIGHT))
        self->right[titles->len] = TRUE;
      else
        g_ptr_array_add (titles, (char *)title);
    }
  va_end (arguments);
  self->n_columns = titles->len;
  for (guint i = 0; i < titles->len; i++)
    rdm_table_take (self, g_strdup (g_ptr_array_index (titles, i)));
  return self;
}

void
rdm_table_free (RdmTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
rdm_table_print (const RdmTable *self)
{
  for (guint row = 0; row < self->cells->len / self->n_columns; row++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint column = 0; column < self->n_columns; column++)
        {
          const char *text = g_ptr_array_index (self->cells, row * self->n_columns + column);
          int gap = self->width[column] - width_of (text);

          g_string_append_printf (line, "%s%*s%s%*s", column > 0 ? "  " : "",
                                  self->right[column] ? gap : 0, "", text,
                                  self->right[column] ? 0 : gap, "");
        }
      g_print ("%s\n", g_strchomp (line->str));
    }
}
