/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a column of a file can mean, for orders and for a fleet.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmImportFormat: how a column's values are written, where they do not say so themselves. */
typedef enum
{
  RDM_IMPORT_FORMAT_AUTO, /* nothing to choose, or not decided yet */
  RDM_IMPORT_FORMAT_DMY,  /* dates: 23/11/2026 */
  RDM_IMPORT_FORMAT_MDY,  /* dates: 11/23/2026 */
  RDM_IMPORT_FORMAT_HOURS,
  RDM_IMPORT_FORMAT_MINUTES,
  RDM_IMPORT_FORMAT_SECONDS,
  RDM_IMPORT_FORMAT_KG,
  RDM_IMPORT_FORMAT_G,
  RDM_IMPORT_FORMAT_LB,
  RDM_IMPORT_FORMAT_LITRES,
  RDM_IMPORT_FORMAT_ML,
  RDM_IMPORT_FORMAT_M3,
  RDM_IMPORT_FORMAT_KM,
  RDM_IMPORT_FORMAT_M,
  RDM_N_IMPORT_FORMATS
} RdmImportFormat;

/** rdm_import_format_name: the word for it in remembered mappings. */
const char *rdm_import_format_name (RdmImportFormat format);
gboolean rdm_import_format_from_name (const char *name, RdmImportFormat *format);

/** rdm_import_format_label: for people: "minutes", "day/month/year". */
const char *rdm_import_format_label (RdmImportFormat format);

/** The field of a column that is left alone; every schema's first. */
#define RDM_IMPORT_UNUSED 0

/** RdmImportOrderField: the FROM fields are where a shipment is fetched; the others its
 * destination, or the only place of a delivery or pickup. */
typedef enum
{
  RDM_IMPORT_REFERENCE = 1,
  RDM_IMPORT_KIND,
  RDM_IMPORT_DATE,
  RDM_IMPORT_NAME,
  RDM_IMPORT_PHONE,
  RDM_IMPORT_EMAIL,
  RDM_IMPORT_ADDRESS,
  RDM_IMPORT_ADDRESS2,
  RDM_IMPORT_POSTCODE,
  RDM_IMPORT_CITY,
  RDM_IMPORT_COUNTRY,
  RDM_IMPORT_LATITUDE,
  RDM_IMPORT_LONGITUDE,
  RDM_IMPORT_POINT,
  RDM_IMPORT_ENTRANCE_LATITUDE, /* more exact than the place, in rows that have it */
  RDM_IMPORT_ENTRANCE_LONGITUDE,
  RDM_IMPORT_ENTRANCE_POINT,
  RDM_IMPORT_PARK_LATITUDE, /* where the vehicle stops */
  RDM_IMPORT_PARK_LONGITUDE,
  RDM_IMPORT_PARK_POINT,
  RDM_IMPORT_WINDOW_FROM,
  RDM_IMPORT_WINDOW_TO,
  RDM_IMPORT_WINDOW,
  RDM_IMPORT_SERVICE,
  RDM_IMPORT_FROM_NAME, /* in the same order as NAME to SERVICE */
  RDM_IMPORT_FROM_PHONE,
  RDM_IMPORT_FROM_EMAIL,
  RDM_IMPORT_FROM_ADDRESS,
  RDM_IMPORT_FROM_ADDRESS2,
  RDM_IMPORT_FROM_POSTCODE,
  RDM_IMPORT_FROM_CITY,
  RDM_IMPORT_FROM_COUNTRY,
  RDM_IMPORT_FROM_LATITUDE,
  RDM_IMPORT_FROM_LONGITUDE,
  RDM_IMPORT_FROM_POINT,
  RDM_IMPORT_FROM_ENTRANCE_LATITUDE,
  RDM_IMPORT_FROM_ENTRANCE_LONGITUDE,
  RDM_IMPORT_FROM_ENTRANCE_POINT,
  RDM_IMPORT_FROM_PARK_LATITUDE,
  RDM_IMPORT_FROM_PARK_LONGITUDE,
  RDM_IMPORT_FROM_PARK_POINT,
  RDM_IMPORT_FROM_WINDOW_FROM,
  RDM_IMPORT_FROM_WINDOW_TO,
  RDM_IMPORT_FROM_WINDOW,
  RDM_IMPORT_FROM_SERVICE,
  RDM_IMPORT_PARCELS,
  RDM_IMPORT_WEIGHT,
  RDM_IMPORT_VOLUME,
  RDM_IMPORT_PRIORITY,
  RDM_IMPORT_SKILLS,
  RDM_IMPORT_SIGNATURE,
  RDM_IMPORT_PHOTO,
  RDM_IMPORT_ITEM,
  RDM_IMPORT_NOTES,
  RDM_IMPORT_WANTED,
  RDM_IMPORT_COLLECT,
  RDM_N_IMPORT_ORDER_FIELDS
} RdmImportOrderField;

typedef enum
{
  RDM_IMPORT_FLEET_VEHICLE = 1,
  RDM_IMPORT_FLEET_PROFILE,
  RDM_IMPORT_FLEET_DRIVER,
  RDM_IMPORT_FLEET_PHONE,
  RDM_IMPORT_FLEET_EMAIL,
  RDM_IMPORT_FLEET_SKILLS,
  RDM_IMPORT_FLEET_SHIFT_START,
  RDM_IMPORT_FLEET_SHIFT_END,
  RDM_IMPORT_FLEET_WEEKDAYS,
  RDM_IMPORT_FLEET_BREAK_FROM,
  RDM_IMPORT_FLEET_BREAK_TO,
  RDM_IMPORT_FLEET_BREAK,
  RDM_IMPORT_FLEET_OVERTIME,
  RDM_IMPORT_FLEET_PARCELS,
  RDM_IMPORT_FLEET_WEIGHT,
  RDM_IMPORT_FLEET_VOLUME,
  RDM_IMPORT_FLEET_START_LATITUDE,
  RDM_IMPORT_FLEET_START_LONGITUDE,
  RDM_IMPORT_FLEET_START_POINT,
  RDM_IMPORT_FLEET_END_LATITUDE,
  RDM_IMPORT_FLEET_END_LONGITUDE,
  RDM_IMPORT_FLEET_END_POINT,
  RDM_IMPORT_FLEET_FIXED_COST,
  RDM_IMPORT_FLEET_COST_PER_KM,
  RDM_IMPORT_FLEET_COST_PER_HOUR,
  RDM_IMPORT_FLEET_OVERTIME_PER_HOUR,
  RDM_IMPORT_FLEET_EMISSION_CLASS,
  RDM_IMPORT_FLEET_RANGE,
  RDM_IMPORT_FLEET_MAX_STOPS,
  RDM_IMPORT_FLEET_COUNT,
  RDM_N_IMPORT_FLEET_FIELDS
} RdmImportFleetField;

/**
 * RdmImportFieldInfo:
 * @name: in remembered mappings
 * @label: for people, untranslated: see rdm_import_field_label()
 * @repeatable: several columns may have it; their values are joined
 * @formats: those a column may be written in, ended by AUTO; NULL where there is nothing to choose
 * @aliases: folded headers that mean it, with a space between
 */
typedef struct
{
  const char *name;
  const char *label;
  gboolean repeatable;
  const RdmImportFormat *formats;
  const char *aliases;
} RdmImportFieldInfo;

/** RdmImportSchema: @name is "orders" or "fleet"; @fields[0] is %RDM_IMPORT_UNUSED. */
typedef struct
{
  const char *name;
  const RdmImportFieldInfo *fields;
  guint n_fields;
} RdmImportSchema;

extern const RdmImportSchema rdm_import_order_schema;
extern const RdmImportSchema rdm_import_fleet_schema;

/** rdm_import_field_label: Returns: what @field is called, translated: "Window from". */
const char *rdm_import_field_label (const RdmImportSchema *schema, guint field);

/** rdm_import_schema_find: Returns: the field called @name in remembered mappings, or
 * %RDM_IMPORT_UNUSED. */
guint rdm_import_schema_find (const RdmImportSchema *schema, const char *name);

/** rdm_import_schema_match: @rank: (out): how well the name fits, 1 the best; of two columns that
 * mean the same the better one is taken. Returns: the field that a column headed @header means, or
 * %RDM_IMPORT_UNUSED. */
guint rdm_import_schema_match (const RdmImportSchema *schema, const char *header, guint *rank);

G_END_DECLS
