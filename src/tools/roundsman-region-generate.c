/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * generate: the demo town as an extract, once or many times.
 */
#include "roundsman-region.h"

#include <glib/gi18n.h>

#include "rdm-demo-extract.h"

enum
{
  MOST_STREETS = 1000 * 1000,
};

int
roundsman_region_generate (int argc, char **argv)
{
  int n_streets = 0;
  const GOptionEntry entries[] = {
    { "streets", 0, 0, G_OPTION_ARG_INT, &n_streets,
      N_ ("At least so many streets, in towns side by side; one town without it"), N_ ("N") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  if (n_streets < 0 || n_streets > MOST_STREETS)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("The number of streets must be from 0 to %d."),
                         MOST_STREETS);
  if (!rdm_demo_extract_write (argv[1], (guint)n_streets, NULL, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  g_print (_ ("%s is written. “roundsman-region build” makes a region of it.\n"), argv[1]);
  return RDM_CTL_OK;
}
