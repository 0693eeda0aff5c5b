/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the ground of a region consists of: areas, lines and labels, of a few kinds each. The
 * numbers are in region files: new kinds go to the end, and how they are stacked is the painter's
 * business.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RDM_AREA_SEA,
  RDM_AREA_BUILT_UP,
  RDM_AREA_INDUSTRY, /* and trade, railways, ports, quarries */
  RDM_AREA_CAMPUS,   /* schools, hospitals, barracks */
  RDM_AREA_FIELD,
  RDM_AREA_AIRFIELD,
  RDM_AREA_GRASS,
  RDM_AREA_PARK,
  RDM_AREA_WOOD,
  RDM_AREA_ROCK, /* and sand */
  RDM_AREA_ICE,
  RDM_AREA_WETLAND,
  RDM_AREA_SQUARE, /* for people on foot */
  RDM_AREA_PARKING,
  RDM_AREA_PITCH,
  RDM_AREA_WATER,
  RDM_AREA_PIER,
  RDM_AREA_BUILDING,
  RDM_N_AREAS
} RdmAreaKind;

typedef enum
{
  RDM_LINE_RIVER,
  RDM_LINE_STREAM,
  RDM_LINE_BORDER_COUNTRY,
  RDM_LINE_BORDER_STATE,
  RDM_LINE_BORDER_TOWN,
  RDM_LINE_FERRY,
  RDM_LINE_PATH, /* ways for feet and bicycles */
  RDM_LINE_TRACK,
  RDM_LINE_SERVICE,
  RDM_LINE_PEDESTRIAN,
  RDM_LINE_STREET,
  RDM_LINE_TERTIARY,
  RDM_LINE_SECONDARY,
  RDM_LINE_PRIMARY,
  RDM_LINE_TRUNK,
  RDM_LINE_MOTORWAY,
  RDM_LINE_RAIL,
  RDM_LINE_SIDING,
  RDM_LINE_TRAM,
  RDM_LINE_CABLE,
  RDM_LINE_RUNWAY,
  RDM_LINE_TAXIWAY,
  RDM_LINE_PIER,
  RDM_N_LINES
} RdmLineKind;

/** What else is to be known of a line. */
typedef enum
{
  RDM_LINE_BRIDGE = 1 << 0,
  RDM_LINE_TUNNEL = 1 << 1,
  RDM_LINE_LINK = 1 << 2, /* from one road to another: narrower */
  RDM_LINE_FLAGS_END = 1 << 3
} RdmLineFlags;

typedef enum
{
  RDM_LABEL_COUNTRY,
  RDM_LABEL_STATE,
  RDM_LABEL_CITY,
  RDM_LABEL_TOWN,
  RDM_LABEL_VILLAGE,
  RDM_LABEL_SUBURB,
  RDM_LABEL_HAMLET,
  RDM_LABEL_LOCALITY,
  RDM_LABEL_SHIELD,      /* a road's number */
  RDM_LABEL_WATER,       /* in the middle of a lake */
  RDM_LABEL_WATERCOURSE, /* along a river */
  RDM_LABEL_MAIN_ROAD,   /* along it */
  RDM_LABEL_STREET,
  RDM_LABEL_PATH,
  RDM_LABEL_STATION,
  RDM_LABEL_HEALTH,
  RDM_LABEL_PUBLIC, /* town halls, schools, the police */
  RDM_LABEL_FUEL,
  RDM_LABEL_SHOP,
  RDM_LABEL_SIGHT,
  RDM_LABEL_PARK,
  RDM_LABEL_PEAK,
  RDM_LABEL_ESTATE,  /* an industrial estate, a firm */
  RDM_LABEL_ONE_WAY, /* an arrow along a road */
  RDM_LABEL_NUMBER,  /* of a house */
  RDM_N_LABELS
} RdmLabelKind;

/** Whether a label of this kind follows a line. */
static inline gboolean
rdm_label_is_along (RdmLabelKind kind)
{
  return kind == RDM_LABEL_WATERCOURSE || kind == RDM_LABEL_MAIN_ROAD || kind == RDM_LABEL_STREET
         || kind == RDM_LABEL_PATH;
}

/** Whether a label of this kind is a symbol at its place and a text below that. */
static inline gboolean
rdm_label_has_symbol (RdmLabelKind kind)
{
  return kind >= RDM_LABEL_STATION && kind <= RDM_LABEL_ESTATE && kind != RDM_LABEL_PARK
         && kind != RDM_LABEL_ESTATE;
}

/** From the middle of a symbol to that of its text, pixels. */
#define RDM_LABEL_SYMBOL_DROP 13.

/** Size of the letters of a kind, pixels; 0 for an arrow. What is placed in a region for this size
 * has room in it; so it is no matter of taste. */
double rdm_label_size (RdmLabelKind kind);

/** rdm_label_end: the zoom from which on a kind is not shown any more, and its room is free. */
double rdm_label_end (RdmLabelKind kind);

G_END_DECLS
