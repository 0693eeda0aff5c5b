/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hub of a test's own, and requests to it over real HTTP.
 */
#pragma once

#include <libsoup/soup.h>

#include "rdm-hub-role.h"
#include "rdm-hub-server.h"
#include "rdm-wire-pull.h"

typedef struct
{
  char *dir;
  char *database;
  char *blobs;
  RdmHubServer *server;
  SoupSession *session;
  RdmHubServerOptions options; /* set before hub_world_start(), but for the database */
} HubWorld;

/** hub_world_start: a hub on a fresh database, with the fleets "fleet_1" and "fleet_2"; on the
 * PostgreSQL of ROUNDSMAN_TEST_POSTGRES when there is one. */
void hub_world_start (HubWorld *world);

/** hub_world_restart: as after a crash of the machine's making: the server is stopped and started.
 */
void hub_world_restart (HubWorld *world);
void hub_world_stop (HubWorld *world);

/** HubGuest: a device that has been let in. @driver: set before hub_admit(): which of the plan's it
 * is. */
typedef struct
{
  char *device;
  char *token;
  char *driver;
} HubGuest;

void hub_guest_clear (HubGuest *guest);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HubGuest, hub_guest_clear)

/** hub_admit: invites and redeems, the latter over HTTP. */
void
hub_admit (HubWorld *world, const char *fleet, const char *person, RdmRole role, HubGuest *guest);

/** hub_ask: @guest, @body: (nullable). Returns: the status; @answer: (out) (optional) (transfer
 * full).
 */
guint hub_ask (HubWorld *world,
               const HubGuest *guest,
               const char *method,
               const char *path,
               const char *body,
               char **answer);

/** hub_status: as hub_ask(), but reads no further than the status: for answers that do not end.
 * @authorization: (nullable): the header's value */
guint hub_status (HubWorld *world,
                  const char *authorization,
                  const char *method,
                  const char *path,
                  const char *body);

/** hub_parse: Returns: (transfer full): asserts that it is an object. */
JsonNode *hub_parse (const char *text);

/** hub_push: Returns: (transfer full): asserts that it is answered. */
RdmPushAnswer *hub_push (HubWorld *world, const HubGuest *guest, const RdmPush *push);

/** hub_raw: sends bytes as they are, and reads until the other side closes or @wait_ms have passed
 * without a byte. Returns: (transfer full). */
char *hub_raw (HubWorld *world, const char *bytes, guint wait_ms);
