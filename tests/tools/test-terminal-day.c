/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What “roundsman --demo” does where there is no display.
 */
#include <glib.h>
#include <stdlib.h>

#include "rdm-terminal-day.h"

static void
test_day (void)
{
  if (g_test_subprocess ())
    exit (rdm_terminal_day_run ());
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  /* Each step is shown as one would type it, with its figures, and where the sheets lie. */
  g_test_trap_assert_stdout ("*$ roundsmanctl new *");
  g_test_trap_assert_stdout ("*$ roundsmanctl import *304 new*");
  g_test_trap_assert_stdout ("*$ roundsmanctl plan *Cost*roads of Auenbruck*");
  g_test_trap_assert_stdout ("*AU-08*Driver 09*");
  g_test_trap_assert_stdout ("*route-sheets.pdf*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/terminal/day", test_day);
  return g_test_run ();
}
