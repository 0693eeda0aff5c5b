/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-ground.h"

#include "rdm-demo-day.h"

gboolean
rdm_demo_ground_is_of (const RdmSettings *settings)
{
  return g_strcmp0 (settings->name, RDM_DEMO_DEPOT) == 0;
}
