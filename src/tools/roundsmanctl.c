/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ctl.h"

int
main (int argc, char **argv)
{
  rdm_ctl_program_set_locale ();
  return rdm_ctl_main (argc, argv);
}
