/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-field-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-error.h"
#include "rdm-text.h"

char *
rdm_amount_to_text (gint64 value, double per_unit)
{
  g_autofree char *text = g_strdup_printf ("%.5f", (double)value / per_unit);
  char *end = text + strlen (text);

  while (end[-1] == '0')
    *--end = '\0';
  if (!g_ascii_isdigit (end[-1]))
    *--end = '\0';
  return g_steal_pointer (&text);
}

gboolean
rdm_amount_from_text (const char *label,
                      const char *text,
                      double per_unit,
                      gboolean whole,
                      gint64 *value,
                      GError **error)
{
  double number = 0;

  if (!rdm_parse_number (text, &number, NULL) || number < 0 || number > 1e9)
    {
      g_set_error (error, RDM_TEXT_ERROR, RDM_TEXT_ERROR_NUMBER,
                   _ ("%s: “%s” is not an amount. Type a number that is not negative."), label,
                   text);
      return FALSE;
    }
  if (whole && number != floor (number))
    {
      g_set_error (error, RDM_TEXT_ERROR, RDM_TEXT_ERROR_NUMBER,
                   _ ("%s: “%s” is not a whole number."), label, text);
      return FALSE;
    }
  *value = (gint64)llround (number * per_unit);
  return TRUE;
}

GStrv
rdm_list_from_text (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      {
        g_strv_builder_add (builder, parts[i]);
        n++;
      }
  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

char *
rdm_list_to_text (GStrv list)
{
  return list != NULL ? g_strjoinv (", ", list) : g_strdup ("");
}
