/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-role.h"

const char *const rdm_role_names[] = { "dispatcher", "manager", "driver", "feed", NULL };

static const guint rights[RDM_N_ROLES] = {
  [RDM_ROLE_DISPATCHER] =
      RDM_RIGHT_READ | RDM_RIGHT_WATCH | RDM_RIGHT_PUSH | RDM_RIGHT_POSITIONS | RDM_RIGHT_BLOBS,
  [RDM_ROLE_MANAGER] = RDM_RIGHT_READ | RDM_RIGHT_WATCH | RDM_RIGHT_PUSH | RDM_RIGHT_INVITE,
  [RDM_ROLE_DRIVER] =
      RDM_RIGHT_OWN | RDM_RIGHT_WATCH | RDM_RIGHT_PUSH | RDM_RIGHT_POSITIONS | RDM_RIGHT_BLOBS,
  [RDM_ROLE_FEED] = RDM_RIGHT_FEED,
};

/* Commands by kind. A manager reads, invites and sets prices; the day is the dispatchers'; what
 * happened is also the drivers'. */
static const gboolean may_run[RDM_N_ROLES][RDM_N_COMMAND_KINDS] = {
  [RDM_ROLE_DISPATCHER] = { [RDM_COMMAND_ADD] = TRUE,
                            [RDM_COMMAND_EDIT] = TRUE,
                            [RDM_COMMAND_REMOVE] = TRUE,
                            [RDM_COMMAND_ASSIGN] = TRUE,
                            [RDM_COMMAND_SEQUENCE] = TRUE,
                            [RDM_COMMAND_BATCH] = TRUE,
                            [RDM_COMMAND_SEND] = TRUE,
                            [RDM_COMMAND_RECALL] = TRUE,
                            [RDM_COMMAND_ACKNOWLEDGE] = TRUE,
                            [RDM_COMMAND_REPORT] = TRUE,
                            [RDM_COMMAND_RETRY] = TRUE },
  [RDM_ROLE_MANAGER] = { [RDM_COMMAND_EDIT] = TRUE, [RDM_COMMAND_BATCH] = TRUE },
  [RDM_ROLE_DRIVER] = { [RDM_COMMAND_ACKNOWLEDGE] = TRUE, [RDM_COMMAND_REPORT] = TRUE },
};

gboolean
rdm_role_has_right (RdmRole role, RdmHubRight right)
{
  return role < RDM_N_ROLES && (rights[role] & right) == right;
}

gboolean
rdm_role_may_run (RdmRole role, const RdmCommand *command)
{
  if (role >= RDM_N_ROLES || command->kind >= RDM_N_COMMAND_KINDS || !may_run[role][command->kind])
    return FALSE;
  /* What a manager edits is what things cost, not what the day is. */
  for (guint i = 0; role == RDM_ROLE_MANAGER && command->edits && i < command->edits->len; i++)
    {
      RdmRowKind kind = ((const RdmEdit *)command->edits->pdata[i])->kind;

      if (kind != RDM_ROW_SETTINGS && kind != RDM_ROW_VEHICLE)
        return FALSE;
    }
  for (guint i = 0; command->commands && i < command->commands->len; i++)
    if (!rdm_role_may_run (role, command->commands->pdata[i]))
      return FALSE;
  return TRUE;
}
