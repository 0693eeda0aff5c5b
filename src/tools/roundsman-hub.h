/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verbs of roundsman-hub; each in its file.
 */
#pragma once

#include "rdm-ctl-program.h"
#include "rdm-hub-blobs.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

/** RoundsmanHubPlace: which hub is meant, from --data or --database. */
typedef struct
{
  char *data;
  char *database;
} RoundsmanHubPlace;

/** roundsman_hub_place_options: the entries for @place, to go before a verb's own. Ends without a
 * name. Returns: (transfer full). */
GOptionEntry *roundsman_hub_place_options (RoundsmanHubPlace *place,
                                           const GOptionEntry *own) G_GNUC_WARN_UNUSED_RESULT;
void roundsman_hub_place_clear (RoundsmanHubPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RoundsmanHubPlace, roundsman_hub_place_clear)

/** roundsman_hub_place_dup_database: Returns: (transfer full) (nullable): what rdm_hub_db_open()
 * takes; NULL, having said why, when neither or both are given, or the folder cannot be made. */
char *roundsman_hub_place_dup_database (const RoundsmanHubPlace *place) G_GNUC_WARN_UNUSED_RESULT;

/** roundsman_hub_open: Returns: (transfer full) (nullable): NULL, having said why. */
RdmSql *roundsman_hub_open (const RoundsmanHubPlace *place) G_GNUC_WARN_UNUSED_RESULT;

/** roundsman_hub_fleet: Returns: (transfer full) (nullable): the hub's fleet; made, and called
 * @name, when there is none and @name is given. */
char *roundsman_hub_fleet (RdmSql *sql, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** roundsman_hub_place_keep_url: remembers how others reach the hub, for invitations to come. */
void roundsman_hub_place_keep_url (const RoundsmanHubPlace *place, const char *url);

/** roundsman_hub_place_dup_url: Returns: (transfer full) (nullable): @url, or what is remembered.
 */
char *roundsman_hub_place_dup_url (const RoundsmanHubPlace *place,
                                   const char *url) G_GNUC_WARN_UNUSED_RESULT;

/** roundsman_hub_print_invitation: the code, and when @url is given a link to it as a QR code. */
void roundsman_hub_print_invitation (const char *code, const char *person, const char *url);

/** roundsman_hub_print_qr: for a phone to read off the terminal. */
void roundsman_hub_print_qr (const char *text);

/** roundsman_hub_print_tally: @format: how many, and how much. */
void roundsman_hub_print_tally (const char *format, const RdmHubBlobTally *tally);

/** roundsman_hub_place_dup_blobs: Returns: (transfer full) (nullable): where photographs are; NULL
 * when nobody said so: @blobs, or a folder in that of the hub. */
char *roundsman_hub_place_dup_blobs (const RoundsmanHubPlace *place,
                                     const char *blobs) G_GNUC_WARN_UNUSED_RESULT;

int roundsman_hub_serve (int argc, char **argv);
int roundsman_hub_invite (int argc, char **argv);
int roundsman_hub_devices (int argc, char **argv);
int roundsman_hub_revoke (int argc, char **argv);
int roundsman_hub_verify (int argc, char **argv);
int roundsman_hub_backup (int argc, char **argv);
int roundsman_hub_restore (int argc, char **argv);
int roundsman_hub_phone (int argc, char **argv);
int roundsman_hub_export (int argc, char **argv);

G_END_DECLS
