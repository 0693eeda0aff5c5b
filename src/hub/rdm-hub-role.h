/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may do what: one table, and whatever is not in it is forbidden.
 */
#pragma once

#include "rdm-command.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_ROLE_DISPATCHER,
  RDM_ROLE_MANAGER,
  RDM_ROLE_DRIVER,
  RDM_ROLE_FEED, /* another server that passes on where its trackers are */
  RDM_N_ROLES
} RdmRole;

extern const char *const rdm_role_names[];

/** RdmHubRight: what one may ask a hub for, besides commands. */
typedef enum
{
  RDM_RIGHT_READ = 1 << 0,      /* rows, the journal, who is there, where they are */
  RDM_RIGHT_PUSH = 1 << 1,      /* commands at all */
  RDM_RIGHT_INVITE = 1 << 2,    /* let others in, and put them out */
  RDM_RIGHT_POSITIONS = 1 << 3, /* say where one is */
  RDM_RIGHT_FEED = 1 << 4,      /* say where others are */
  RDM_RIGHT_BLOBS = 1 << 5,     /* leave photographs and the like */
  RDM_RIGHT_WATCH = 1 << 6,     /* be told that there is something to fetch */
  RDM_RIGHT_OWN = 1 << 7,       /* the rows of what one drives oneself */
} RdmHubRight;

gboolean rdm_role_has_right (RdmRole role, RdmHubRight right);

/** rdm_role_may_run: whether every command in @command is one that the role may send. A driver's
 * are looked at once more: rdm_hub_driver_may_run(). */
gboolean rdm_role_may_run (RdmRole role, const RdmCommand *command);

G_END_DECLS
