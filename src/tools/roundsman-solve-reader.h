/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the reader share. */
#pragma once

#include <json-glib/json-glib.h>

#include "roundsman-solve-matrix.h"
#include "roundsman-solve-read.h"

G_BEGIN_DECLS

#define ROUNDSMAN_MOST_TIME G_GINT64_CONSTANT (1000000000000)
#define ROUNDSMAN_MOST_PRICE G_GINT64_CONSTANT (1000000000)
#define ROUNDSMAN_MOST_LOAD G_GINT64_CONSTANT (1000000000000)

typedef struct
{
  RoundsmanInput *input;
  GError *error;
  GHashTable *skills;      /* skill → bit + 1 */
  GHashTable *places;      /* "lon,lat" → location + 1, without matrices */
  GHashTable *ids;         /* "type id" → task + 1 */
  GHashTable *vehicle_ids; /* "id" → vehicle + 1 */
  guint n_dimensions;
  gboolean has_dimensions;
  gboolean has_kind_times; /* some task's times depend on the vehicle's type */
  guint matrix_size;       /* 0: none */
} RoundsmanReader;

/* Says what is wrong; only the first complaint counts. */
void roundsman_reader_complain (RoundsmanReader *reader, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
/* Returns: (nullable): NULL also where the member is null. */
JsonNode *roundsman_reader_get_member (JsonObject *object, const char *name);
/* A whole number between low and high; anything else is complained about. */
gint64 roundsman_reader_to_integer (RoundsmanReader *reader,
                                    JsonNode *node,
                                    const char *where,
                                    const char *name,
                                    gint64 low,
                                    gint64 high);
/* The same of a member; `otherwise` when it is not there. */
gint64 roundsman_reader_get_integer (RoundsmanReader *reader,
                                     JsonObject *object,
                                     const char *where,
                                     const char *name,
                                     gint64 otherwise,
                                     gint64 low,
                                     gint64 high);
/* Returns: (nullable): NULL when there is none, or it is no array. */
JsonArray *roundsman_reader_get_array (RoundsmanReader *reader,
                                       JsonObject *object,
                                       const char *where,
                                       const char *name);
/* Returns: (nullable): NULL when there is none, or it is no object. */
JsonObject *roundsman_reader_get_object (RoundsmanReader *reader,
                                         JsonObject *object,
                                         const char *where,
                                         const char *name);
/* Returns: (transfer full) (nullable). */
char *roundsman_reader_get_description (JsonObject *object);
/* Element of an array that must be an object. */
JsonObject *roundsman_reader_get_element (RoundsmanReader *reader,
                                          JsonArray *array,
                                          guint index,
                                          const char *what);
/* Complains about members that mean something to VROOM and cannot be honoured. */
void roundsman_reader_refuse (RoundsmanReader *reader,
                              JsonObject *object,
                              const char *where,
                              const char *const *names);
/* With matrices an index into them; without, the place of its coordinates. */
gint32 roundsman_reader_take_location (RoundsmanReader *reader,
                                       JsonObject *object,
                                       const char *where,
                                       const char *name,
                                       const char *index_name);
/* A bit for each skill. */
guint64
roundsman_reader_take_skills (RoundsmanReader *reader, JsonObject *object, const char *where);
/* Appends n_dimensions loads; absent: zeros. */
void roundsman_reader_take_loads (RoundsmanReader *reader,
                                  JsonObject *object,
                                  const char *where,
                                  const char *name,
                                  GArray *loads);
/* Appends windows to the problem's. late_price: an hour late after the last one, < 0: not allowed.
 */
void roundsman_reader_take_windows (RoundsmanReader *reader,
                                    JsonArray *array,
                                    const char *where,
                                    gint64 late_price,
                                    guint32 *first,
                                    guint32 *n);
/* The vehicle's service_kind. All vehicles are read before any task. */
guint32 roundsman_reader_take_kind (RoundsmanReader *reader, JsonObject *object, const char *where);
/* Appends how long each kind takes at the task. */
void roundsman_reader_take_kind_times (RoundsmanReader *reader,
                                       JsonObject *object,
                                       const char *where,
                                       const RdmVrpTask *task);
/* When all tasks are read. */
void roundsman_reader_end_kinds (RoundsmanReader *reader);
/* Each appends what it read to the reader's input. */
void roundsman_read_job (RoundsmanReader *reader, JsonObject *object, guint index);
void roundsman_read_shipment (RoundsmanReader *reader, JsonObject *object, guint index);
void roundsman_read_relation (RoundsmanReader *reader, JsonObject *object, guint index);
void roundsman_read_vehicle (RoundsmanReader *reader, JsonObject *object, guint index);
void roundsman_read_steps (RoundsmanReader *reader, JsonObject *object, guint index);

G_END_DECLS
