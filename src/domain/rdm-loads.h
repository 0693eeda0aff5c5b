/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The dimensions of a load; each a whole number of its unit. */
typedef enum
{
  RDM_LOAD_PARCELS,
  RDM_LOAD_WEIGHT_G,
  RDM_LOAD_VOLUME_ML,
  RDM_N_LOADS
} RdmLoadDimension;

typedef struct
{
  gint64 amount[RDM_N_LOADS];
} RdmLoads;

G_END_DECLS
