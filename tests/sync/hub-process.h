/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub as a program of its own, on loopback.
 */
#pragma once

#include "rdm-link.h"

typedef struct
{
  char *program;
  char *folder;
  guint port; /* 0 before the first start; the same ever after */
  GSubprocess *process;
} HubProcess;

void hub_process_start (HubProcess *hub);

/** hub_process_kill: as a power cut would. */
void hub_process_kill (HubProcess *hub);

/** hub_process_invite: Returns: (transfer full). */
RdmInvitation *hub_process_invite (HubProcess *hub, const char *person);

/** hub_process_run: another verb of the program, with --data; asserts that it ends well. Returns:
 * (transfer full): what it prints. */
char *hub_process_run (HubProcess *hub, const char *verb, const char *argument);
