/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small extracts for tests, and extracts as text that can be compared.
 */
#pragma once

#include "rdm-osm-write.h"
#include "rdm-osm.h"

G_BEGIN_DECLS

/** osm_testing_village: writes a few streets, with a restriction and a house number. */
void osm_testing_village (RdmOsmWriter *writer);

/** osm_testing_read: Returns: (transfer full) (nullable): what is in @bytes. */
RdmOsm *osm_testing_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** osm_testing_read_ok: the same, and it must work. */
RdmOsm *osm_testing_read_ok (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/** osm_testing_dump: Returns: (transfer full): all that the extract says, a line a thing. */
char *osm_testing_dump (const RdmOsm *osm) G_GNUC_WARN_UNUSED_RESULT;

/** osm_testing_xml: Returns: (transfer full): the extract as .osm, things in falling order when
 * @backwards. */
GBytes *osm_testing_xml (const RdmOsm *osm, gboolean backwards) G_GNUC_WARN_UNUSED_RESULT;

/** osm_testing_gzip: Returns: (transfer full): @bytes packed, as @n_members members. */
GBytes *osm_testing_gzip (GBytes *bytes, guint n_members) G_GNUC_WARN_UNUSED_RESULT;

/** osm_testing_shared: Returns: (transfer full) (nullable): the path of a real extract, such as
 * "monaco/monaco.osm.pbf", where the machine has it. */
char *osm_testing_shared (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** osm_testing_check: asserts what holds for every extract. */
void osm_testing_check (const RdmOsm *osm);

G_END_DECLS
