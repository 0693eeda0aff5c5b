/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-field-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-error.h"
#include "rdm-text.h"
#include "rdm-time.h"

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

  if (rdm_parse_number (text, &number, NULL) && number > 1e9)
    {
      g_set_error (error, RDM_TEXT_ERROR, RDM_TEXT_ERROR_NUMBER, _ ("%s: “%s” is too much."), label,
                   text);
      return FALSE;
    }
  if (!rdm_parse_number (text, &number, NULL) || number < 0)
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

gboolean
rdm_window_from_text (const char *text, RdmWindow *window, GError **error)
{
  g_auto (GStrv) ends = g_regex_split_simple ("\\s*(?:–|—|-|\\bto\\b|\\bbis\\b)\\s*", text, 0, 0);
  int32_t from_s, to_s;

  if (g_strv_length (ends) != 2 || !rdm_time_parse_of_day (ends[0], &from_s, NULL)
      || !rdm_time_parse_of_day (ends[1], &to_s, NULL))
    {
      g_set_error (error, RDM_TIME_ERROR, RDM_TIME_ERROR_SYNTAX,
                   _ ("“%s” is not a window. Type it like 08:00–12:00."), text);
      return FALSE;
    }
  if (to_s < from_s)
    {
      g_set_error (error, RDM_TIME_ERROR, RDM_TIME_ERROR_RANGE,
                   _ ("%s ends before it starts. Swap its ends; a time of the day after is typed "
                      "like 06:00+1."),
                   text);
      return FALSE;
    }
  *window = (RdmWindow){ from_s, to_s };
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
