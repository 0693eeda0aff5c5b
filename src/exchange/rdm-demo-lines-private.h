/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines that the net is made of, before they are cut where they cross.
 */
#pragma once

#include "rdm-demo-net-private.h"

G_BEGIN_DECLS

/** RdmDemoHit: where two lines cross, in metres along each. */
typedef struct
{
  guint a;
  guint b;
  double along_a;
  double along_b;
  RdmDemoXY at;
} RdmDemoHit;

/** rdm_demo_net_lines: Returns: (transfer full) (element-type RdmDemoNetLine). */
GArray *rdm_demo_net_lines (const RdmDemoLayout *layout,
                            const GArray *streets) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_net_hits: Returns: (transfer full) (element-type RdmDemoHit): each crossing once. */
GArray *rdm_demo_net_hits (const GArray *lines) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_net_join: leads streets that one cannot get to on to the nearest that one can. */
void rdm_demo_net_join (GArray *lines, const RdmDemoLayout *layout);

double rdm_demo_line_length (const GArray *points);

/** rdm_demo_line_at: Returns: the point @along metres from the line's start. */
RdmDemoXY rdm_demo_line_at (const GArray *points, double along);

G_END_DECLS
