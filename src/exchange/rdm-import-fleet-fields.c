/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a column of a fleet file can mean; see rdm-import-order-fields.c. */
#include <glib/gi18n-lib.h>

#include "rdm-import-schema.h"

static const RdmImportFormat durations[] = { RDM_IMPORT_FORMAT_MINUTES, RDM_IMPORT_FORMAT_SECONDS,
                                             RDM_IMPORT_FORMAT_HOURS, RDM_IMPORT_FORMAT_AUTO };
static const RdmImportFormat weights[] = { RDM_IMPORT_FORMAT_KG, RDM_IMPORT_FORMAT_G,
                                           RDM_IMPORT_FORMAT_LB, RDM_IMPORT_FORMAT_AUTO };
static const RdmImportFormat volumes[] = { RDM_IMPORT_FORMAT_LITRES, RDM_IMPORT_FORMAT_M3,
                                           RDM_IMPORT_FORMAT_ML, RDM_IMPORT_FORMAT_AUTO };
static const RdmImportFormat distances[] = { RDM_IMPORT_FORMAT_KM, RDM_IMPORT_FORMAT_M,
                                             RDM_IMPORT_FORMAT_AUTO };

static const RdmImportFieldInfo fields[RDM_N_IMPORT_FLEET_FIELDS] = {
  [RDM_IMPORT_UNUSED] = { "unused", N_ ("Not used"), TRUE, NULL, NULL },
  [RDM_IMPORT_FLEET_VEHICLE] = { "vehicle", N_ ("Vehicle"), FALSE, NULL,
                                 "vehicle vehiclename vehicleid vehicleplate plate name "
                                 "registration number id fahrzeug "
                                 "kennzeichen" },
  [RDM_IMPORT_FLEET_PROFILE] = { "profile", N_ ("Van, truck or cargo bike"), FALSE, NULL,
                                 "profile vehicletype type mode fahrzeugtyp typ" },
  [RDM_IMPORT_FLEET_DRIVER] = { "driver", N_ ("Driver"), FALSE, NULL,
                                "driver drivername assignedto fahrer fahrername" },
  [RDM_IMPORT_FLEET_PHONE] = { "phone", N_ ("Driver’s phone"), FALSE, NULL,
                               "phone driverphone mobile telefon handy" },
  [RDM_IMPORT_FLEET_EMAIL] = { "email", N_ ("Driver’s e-mail"), FALSE, NULL,
                               "email driveremail mail" },
  [RDM_IMPORT_FLEET_SKILLS] = { "skills", N_ ("Skills"), TRUE, NULL,
                                "skills features vehiclefeatures fahigkeiten" },
  [RDM_IMPORT_FLEET_SHIFT_START] = { "shift-start", N_ ("Shift from"), FALSE, NULL,
                                     "shiftstart starttime workstart workingfrom timefrom start "
                                     "from schichtbeginn von" },
  [RDM_IMPORT_FLEET_SHIFT_END] = { "shift-end", N_ ("Shift to"), FALSE, NULL,
                                   "shiftend endtime workend workingto timeto end to schichtende "
                                   "bis" },
  [RDM_IMPORT_FLEET_WEEKDAYS] = { "weekdays", N_ ("Days of the week"), FALSE, NULL,
                                  "weekdays days workingdays wochentage" },
  [RDM_IMPORT_FLEET_BREAK_FROM] = { "break-from", N_ ("Break from"), FALSE, NULL,
                                    "breakfrom breakstart breakearliest pausevon" },
  [RDM_IMPORT_FLEET_BREAK_TO] = { "break-to", N_ ("Break to"), FALSE, NULL,
                                  "breakto breakend breaklatest pausebis" },
  [RDM_IMPORT_FLEET_BREAK] = { "break", N_ ("Length of the break"), FALSE, durations,
                               "breakminutes breakduration breaklength break pause" },
  [RDM_IMPORT_FLEET_OVERTIME] = { "overtime", N_ ("Most overtime"), FALSE, durations,
                                  "overtime overtimemax maxovertime overtimeminutes uberstunden" },
  [RDM_IMPORT_FLEET_PARCELS] = { "parcels", N_ ("Parcels it takes"), FALSE, NULL,
                                 "parcels capacity capacity1 load1 maxparcels quantity pakete" },
  [RDM_IMPORT_FLEET_WEIGHT] = { "weight", N_ ("Weight it takes"), FALSE, weights,
                                "kg weight weightkg maxweight payload payloadkg capacity2 load2 "
                                "capacitykg nutzlast" },
  [RDM_IMPORT_FLEET_VOLUME] = { "volume", N_ ("Volume it takes"), FALSE, volumes,
                                "litres liters volume volumem3 maxvolume capacity3 load3 "
                                "capacitylitres laderaum" },
  [RDM_IMPORT_FLEET_START_LATITUDE] = { "start-latitude", N_ ("Start: latitude"), FALSE, NULL,
                                        "startlat startlatitude depotlat depotlatitude" },
  [RDM_IMPORT_FLEET_START_LONGITUDE] = { "start-longitude", N_ ("Start: longitude"), FALSE, NULL,
                                         "startlon startlng startlongitude depotlon depotlng "
                                         "depotlongitude" },
  [RDM_IMPORT_FLEET_START_POINT] = { "start-point", N_ ("Start: latitude and longitude"), FALSE,
                                     NULL, "startlatlng startlatlong startlocation" },
  [RDM_IMPORT_FLEET_END_LATITUDE] = { "end-latitude", N_ ("End: latitude"), FALSE, NULL,
                                      "endlat endlatitude" },
  [RDM_IMPORT_FLEET_END_LONGITUDE] = { "end-longitude", N_ ("End: longitude"), FALSE, NULL,
                                       "endlon endlng endlongitude" },
  [RDM_IMPORT_FLEET_END_POINT] = { "end-point", N_ ("End: latitude and longitude"), FALSE, NULL,
                                   "endlatlng endlatlong endlocation" },
  [RDM_IMPORT_FLEET_FIXED_COST] = { "fixed-cost", N_ ("Cost a day"), FALSE, NULL,
                                    "fixedcost costperday fixkosten" },
  [RDM_IMPORT_FLEET_COST_PER_KM] = { "cost-per-km", N_ ("Cost per kilometre"), FALSE, NULL,
                                     "costperkm costkm kmkosten" },
  [RDM_IMPORT_FLEET_COST_PER_HOUR] = { "cost-per-hour", N_ ("Cost per hour"), FALSE, NULL,
                                       "costperhour costhour stundenkosten" },
  [RDM_IMPORT_FLEET_OVERTIME_PER_HOUR] = { "overtime-per-hour", N_ ("Cost per hour of overtime"),
                                           FALSE, NULL,
                                           "overtimeperhour overtimecost overtimecostperhour" },
  [RDM_IMPORT_FLEET_EMISSION_CLASS] = { "emission-class", N_ ("Emission class"), FALSE, NULL,
                                        "emissionclass emission" },
  [RDM_IMPORT_FLEET_RANGE] = { "range", N_ ("Range"), FALSE, distances,
                               "rangekm range maxdistance maxdistancekm reichweite" },
  [RDM_IMPORT_FLEET_MAX_STOPS] = { "max-stops", N_ ("Most stops"), FALSE, NULL,
                                   "maxstops maxtasks maxorders" },
  [RDM_IMPORT_FLEET_COUNT] = { "count", N_ ("How many alike"), FALSE, NULL,
                               "numberofvehicles count anzahl" },
};

const RdmImportSchema rdm_import_fleet_schema = { "fleet", fields, RDM_N_IMPORT_FLEET_FIELDS };
