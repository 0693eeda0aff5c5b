/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Desks and a hub that are what people run: plan files, the real program, HTTP on loopback.
 */
#pragma once

#include "hub-process.h"
#include "rdm-link.h"

/** A hub, in a folder with all that belongs to it. */
typedef struct
{
  char *folder;
  HubProcess hub;
} World;

typedef struct
{
  char *path;
  RdmPlanFile *plan;
  RdmLink *link;
  GPtrArray *notices; /* (element-type utf8) */
  guint n_reviews;
} Desk;

/** desk_set_up: an environment of its own, without a keyring. Returns: (transfer full): the folder
 * that is removed with scratch_remove(). */
char *desk_set_up (void);

void world_start (World *world, const char *hub_program);
void world_stop (World *world);

void desk_open (Desk *desk, World *world, const char *name);
void desk_close (Desk *desk);

/** wait_for: turns the loop until @status. */
void wait_for (Desk *desk, RdmLinkStatus status);

/** wait_for_same: turns the loop until both are in step and have the same rows. */
void wait_for_same (Desk *a, Desk *b);

/** desk_accept: @invitation: (transfer full). */
void desk_accept (Desk *desk, RdmInvitation *invitation);
void desk_connect (Desk *desk, World *world, const char *person);

/** assign: puts @stop, wherever it is, on @route. */
void assign (Desk *desk, const char *stop, const char *route);
const char *route_of (Desk *desk, const char *stop);
