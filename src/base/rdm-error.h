/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RdmTextError:
 * @RDM_TEXT_ERROR_NUMBER: the text is not a number
 * @RDM_TEXT_ERROR_RANGE: the number is outside what the caller allows
 */
typedef enum
{
  RDM_TEXT_ERROR_NUMBER,
  RDM_TEXT_ERROR_RANGE,
} RdmTextError;

/**
 * RdmTimeError:
 * @RDM_TIME_ERROR_SYNTAX: not written like a time, a duration or a date
 * @RDM_TIME_ERROR_RANGE: written like one, but there is no such time or day (25:70, 31 February)
 */
typedef enum
{
  RDM_TIME_ERROR_SYNTAX,
  RDM_TIME_ERROR_RANGE,
} RdmTimeError;

/**
 * RdmGeoError:
 * @RDM_GEO_ERROR_SYNTAX: not written like coordinates
 * @RDM_GEO_ERROR_RANGE: latitude beyond ±90° or longitude beyond ±180°
 */
typedef enum
{
  RDM_GEO_ERROR_SYNTAX,
  RDM_GEO_ERROR_RANGE,
} RdmGeoError;

/**
 * RdmCsvError:
 * @RDM_CSV_ERROR_READ: the file cannot be read
 * @RDM_CSV_ERROR_EMPTY: there is nothing in it
 * @RDM_CSV_ERROR_BINARY: it is no text: a spreadsheet, an archive, a picture
 * @RDM_CSV_ERROR_TOO_BIG: more bytes, rows, columns or a longer field than the limits allow
 * @RDM_CSV_ERROR_QUOTE: a quote is opened and never closed
 */
typedef enum
{
  RDM_CSV_ERROR_READ,
  RDM_CSV_ERROR_EMPTY,
  RDM_CSV_ERROR_BINARY,
  RDM_CSV_ERROR_TOO_BIG,
  RDM_CSV_ERROR_QUOTE,
} RdmCsvError;

/**
 * RdmJsonError:
 * @RDM_JSON_ERROR_EMPTY: nothing but white space
 * @RDM_JSON_ERROR_TOO_BIG: more bytes or values than the limits allow
 * @RDM_JSON_ERROR_TOO_DEEP: nested deeper than the limits allow
 * @RDM_JSON_ERROR_ENCODING: not UTF-8
 * @RDM_JSON_ERROR_SYNTAX: not JSON
 */
typedef enum
{
  RDM_JSON_ERROR_EMPTY,
  RDM_JSON_ERROR_TOO_BIG,
  RDM_JSON_ERROR_TOO_DEEP,
  RDM_JSON_ERROR_ENCODING,
  RDM_JSON_ERROR_SYNTAX,
} RdmJsonError;

#define RDM_TEXT_ERROR (rdm_text_error_quark ())
#define RDM_TIME_ERROR (rdm_time_error_quark ())
#define RDM_GEO_ERROR (rdm_geo_error_quark ())
#define RDM_CSV_ERROR (rdm_csv_error_quark ())
#define RDM_JSON_ERROR (rdm_json_error_quark ())

GQuark rdm_text_error_quark (void);
GQuark rdm_time_error_quark (void);
GQuark rdm_geo_error_quark (void);
GQuark rdm_csv_error_quark (void);
GQuark rdm_json_error_quark (void);

G_END_DECLS
