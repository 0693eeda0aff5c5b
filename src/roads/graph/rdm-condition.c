/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-condition.h"

#include <string.h>

/* "weight>7.5", "length <= 12". Returns: FALSE: it is no comparison that we know */
static gboolean
evaluate_comparison (const char *text, const RdmProfile *profile, gboolean *holds)
{
  gsize n_name = strcspn (text, "<>= ");
  const char *operator= text + n_name + strspn (text + n_name, " ");
  gsize n_operator = strspn (operator, "<>=");
  const char *number = operator+ n_operator;
  g_autofree char *name = g_strndup (text, n_name);
  guint limit;
  guint own;

  if (n_operator == 0 || n_operator > 2)
    return FALSE;
  if (strstr (name, "weight") || g_str_equal (name, "axleload"))
    {
      own = g_str_equal (name, "axleload") ? profile->axle_load_kg : profile->weight_kg;
      if (!rdm_osm_parse_weight (number, &limit))
        return FALSE;
    }
  else
    {
      own = g_str_equal (name, "height")   ? profile->height_cm
            : g_str_equal (name, "width")  ? profile->width_cm
            : g_str_equal (name, "length") ? profile->length_cm
                                           : 0;
      if (own == 0 || !rdm_osm_parse_length (number, &limit))
        return FALSE;
    }
  *holds = (*operator== '>' && own> limit) || (*operator== '<' && own<limit)
           || (operator[n_operator - 1] == '=' && own == limit);
  return TRUE;
}

static void
restrict_to (RdmCondition *self, const char *text, const RdmProfile *profile)
{
  gboolean holds;
  guint periods;

  if (g_str_equal (text, "destination") || g_str_equal (text, "delivery")
      || g_str_equal (text, "loading"))
    self->last_stretch = TRUE;
  else if (rdm_osm_parse_hours (text, &profile->hours, &periods))
    self->periods &= periods;
  else if (!evaluate_comparison (text, profile, &holds) || !holds)
    self->periods = 0;
}

static void
evaluate (const char *text, const RdmProfile *profile, RdmCondition *condition)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *lower_and = NULL;
  g_auto (GStrv) words = g_strsplit (text, " and ", -1);

  lower_and = g_strjoinv (" AND ", words);
  parts = g_strsplit (lower_and, " AND ", -1);
  *condition = (RdmCondition){ RDM_ALL_PERIODS, FALSE };
  for (guint i = 0; parts[i]; i++)
    restrict_to (condition, g_strstrip (parts[i]), profile);
}

/* Up to a semicolon that is in no parentheses. */
static gsize
clause_length (const char *text)
{
  gsize n = 0;
  guint depth = 0;

  for (; text[n] && (text[n] != ';' || depth > 0); n++)
    {
      if (text[n] == '(')
        depth++;
      else if (text[n] == ')' && depth > 0)
        depth--;
    }
  return n;
}

gboolean
rdm_condition_next (const char **at,
                    const RdmProfile *profile,
                    char **value,
                    RdmCondition *condition)
{
  g_autofree char *clause = NULL;
  char *when;

  *at += strspn (*at, "; ");
  if (!**at)
    return FALSE;
  clause = g_strndup (*at, clause_length (*at));
  *at += strlen (clause);
  when = strchr (clause, '@');
  *condition = (RdmCondition){ 0, FALSE };
  if (when)
    {
      *when++ = '\0';
      g_strstrip (when);
      if (*when == '(' && g_str_has_suffix (when, ")"))
        {
          when[strlen (when) - 1] = '\0';
          when++;
        }
      evaluate (when, profile, condition);
    }
  *value = g_strdup (g_strstrip (clause));
  return TRUE;
}
