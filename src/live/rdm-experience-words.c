/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A figure that was learned, with what it rests on.
 */
#include "rdm-experience.h"

#include <glib/gi18n-lib.h>

static char *
format_length (double seconds)
{
  gint64 whole_s = llround (seconds);

  if (whole_s < 60)
    /* Translators: seconds. */
    return g_strdup_printf (_ ("%d s"), (int)whole_s);
  if (whole_s % 60 == 0)
    /* Translators: minutes. */
    return g_strdup_printf (_ ("%d min"), (int)(whole_s / 60));
  /* Translators: minutes and seconds. */
  return g_strdup_printf (_ ("%d min %02d s"), (int)(whole_s / 60), (int)(whole_s % 60));
}

char *
rdm_experience_explain_service (RdmExperience *self, const RdmVisitTraits *traits, double planned_s)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *length = NULL;
  g_autofree char *list = NULL;
  RdmVisitKnown known;

  length = format_length (rdm_experience_get_service (self, traits, planned_s, &known).mean_s);
  if (known.n == 0)
    /* Translators: a length of time, "3 min". */
    return g_strdup_printf (_ ("%s: as planned; nothing has been learned yet"), length);
  if (known.n_address > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u visit here",
                                                          "%u visits here", known.n_address),
                                             known.n_address));
  if (known.n_address == 0 && known.n_building > 0)
    g_ptr_array_add (
        parts,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u visit in a building of this kind",
                                      "%u visits in buildings of this kind", known.n_building),
                         known.n_building));
  if (known.n_driver > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%u by this driver"), known.n_driver));
  if (parts->len == 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u visit elsewhere by others",
                                                   "%u visits elsewhere by others", known.n),
                                      known.n));
  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (", ", (GStrv)parts->pdata);
  /* Translators: a length of time, and what it rests on: "4 min 10 s: 12 visits here, 340 by this
   * driver". */
  return g_strdup_printf (_ ("%s: %s"), length, list);
}

char *
rdm_experience_explain_pace (RdmExperience *self, const char *driver, int hour)
{
  guint n;
  double pace = rdm_experience_get_pace (self, driver, hour, NAN, &n);
  int percent = (int)lround (100.0 * fabs (pace - 1.0));

  if (n == 0)
    return g_strdup (_ ("As planned: no drives by this driver are known"));
  if (percent == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "As fast as planned: %u drive by this driver",
                                         "As fast as planned: %u drives by this driver", n),
                            n);
  if (pace > 1.0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%d %% slower than planned: %u drive by this driver",
                                         "%d %% slower than planned: %u drives by this driver", n),
                            percent, n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%d %% faster than planned: %u drive by this driver",
                                       "%d %% faster than planned: %u drives by this driver", n),
                          percent, n);
}
