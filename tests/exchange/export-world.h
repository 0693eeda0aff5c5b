/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day that has been planned by hand, for what writes routes out.
 */
#pragma once

#include "rdm-planned-route.h"

G_BEGIN_DECLS

#define WORLD_DATE "2026-11-23"

typedef struct
{
  RdmRows *rows;
  GPtrArray *routes; /* (element-type RdmPlannedRoute) */
} World;

/** world_new: a zone an hour east of UTC, one vehicle and its crew. */
World *world_new (void);
void world_free (World *self);

/** world_order: Returns: (transfer full): an order that is not put anywhere yet, so that it may be
 * changed. */
RdmOrder *world_order (const char *id);

/** world_add: puts @order: (transfer full), and its stops. */
void world_add (World *self, RdmOrder *order);

/** world_drive: puts all stops on one route, five minutes each, with a break in the middle, and
 * adds it to @routes. */
void world_drive (World *self);

/** world_full: @n plain orders, driven. */
World *world_full (guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

G_END_DECLS
