/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a column of an order file can mean, and by which names senders call it. The names are
 * folded: no capitals, accents, spaces or punctuation; the surest come first. */
#include <glib/gi18n-lib.h>

#include "rdm-import-schema.h"

static const RdmImportFormat dates[] = { RDM_IMPORT_FORMAT_DMY, RDM_IMPORT_FORMAT_MDY,
                                         RDM_IMPORT_FORMAT_AUTO };
static const RdmImportFormat durations[] = { RDM_IMPORT_FORMAT_MINUTES, RDM_IMPORT_FORMAT_SECONDS,
                                             RDM_IMPORT_FORMAT_HOURS, RDM_IMPORT_FORMAT_AUTO };
static const RdmImportFormat weights[] = { RDM_IMPORT_FORMAT_KG, RDM_IMPORT_FORMAT_G,
                                           RDM_IMPORT_FORMAT_LB, RDM_IMPORT_FORMAT_AUTO };
static const RdmImportFormat volumes[] = { RDM_IMPORT_FORMAT_LITRES, RDM_IMPORT_FORMAT_M3,
                                           RDM_IMPORT_FORMAT_ML, RDM_IMPORT_FORMAT_AUTO };

static const RdmImportFieldInfo fields[RDM_N_IMPORT_ORDER_FIELDS] = {
  [RDM_IMPORT_UNUSED] = { "unused", N_ ("Not used"), TRUE, NULL, NULL },
  [RDM_IMPORT_REFERENCE] = { "reference", N_ ("Reference"), FALSE, NULL,
                             "orderid orderno ordernumber orderref orderreference dono reference "
                             "displayorderid "
                             "jobreferencenumber jobid stopid externalid recipientexternalid ref "
                             "trackingno trackingnumber "
                             "trackingid internalid taskid id bestellnummer bestellnr "
                             "auftragsnummer auftragsnr auftrag "
                             "referenz sendungsnummer lieferscheinnummer nummer number" },
  [RDM_IMPORT_KIND] = { "kind", N_ ("Delivery or pickup"), FALSE, NULL,
                        "ordertype detrackjobtype jobtype stoptype tasktype type activity pickup "
                        "kind art "
                        "auftragsart" },
  [RDM_IMPORT_DATE] = { "date", N_ ("Date"), FALSE, dates,
                        "date deliverydate tripdate scheduledat deldate servicedate scheduleddate "
                        "duedate day datum "
                        "lieferdatum liefertag" },
  [RDM_IMPORT_NAME] = { "name", N_ ("Name"), FALSE, NULL,
                        "recipientname recipient deliverto collectfrom dropoffname "
                        "dropoffaddressname customername "
                        "consignee addressname locationname contactname customer name company "
                        "empfanger kunde "
                        "kundenname firma" },
  [RDM_IMPORT_PHONE] = { "phone", N_ ("Phone"), FALSE, NULL,
                         "recipientphone phoneno phonenumber dropoffphone dropoffaddresstelephone "
                         "phone customerphone "
                         "contactphone addresstelephone telephone mobile tel telefon telefonnummer "
                         "handy" },
  [RDM_IMPORT_EMAIL] = { "email", N_ ("E-mail"), FALSE, NULL,
                         "recipientemail notifyemail email customeremail contactemail emailaddress "
                         "mail "
                         "emailadresse" },
  [RDM_IMPORT_ADDRESS] = { "address", N_ ("Street and number"), FALSE, NULL,
                           "addressline1 dropoffstreet1 addressline address1 address "
                           "dropoffaddress deliveryaddress "
                           "streetaddress addressstreetaddress street fulladdress destination "
                           "strasse adresse anschrift "
                           "lieferadresse" },
  [RDM_IMPORT_ADDRESS2] = { "address2", N_ ("Floor, unit"), FALSE, NULL,
                            "addressline2 dropoffstreet2 address2 addressfloor unit apartment "
                            "floor suite adresszusatz "
                            "stockwerk" },
  [RDM_IMPORT_POSTCODE] = { "postcode", N_ ("Postcode"), FALSE, NULL,
                            "postcode postalcode zipcode zip dropoffpostalcode addresspostalcode "
                            "plz postleitzahl" },
  [RDM_IMPORT_CITY] = { "city", N_ ("Town and state"), TRUE, NULL,
                        "city citytown towncity town dropoffcity addresscity addresslocality "
                        "locality ort stadt "
                        "wohnort state stateprovince province region dropoffstate kanton "
                        "bundesland" },
  [RDM_IMPORT_COUNTRY] = { "country", N_ ("Country"), FALSE, NULL,
                           "country countryregion countrycode dropoffcountry land" },
  [RDM_IMPORT_LATITUDE] = { "latitude", N_ ("Latitude"), FALSE, NULL,
                            "latitude lat dropofflat dropofflatitude addresslatitude breite "
                            "breitengrad" },
  [RDM_IMPORT_LONGITUDE] = { "longitude", N_ ("Longitude"), FALSE, NULL,
                             "longitude lon lng long dropofflng dropofflon dropofflongitude "
                             "addresslongitude lange "
                             "langengrad" },
  [RDM_IMPORT_POINT] = { "point", N_ ("Latitude and longitude"), FALSE, NULL,
                         "latlong latlng latlon latitudelongitude coordinates dropofflatlong gps "
                         "position "
                         "koordinaten" },
  [RDM_IMPORT_ENTRANCE_LATITUDE] = { "entrance-latitude", N_ ("Entrance: latitude"), FALSE, NULL,
                                     "entrancelatitude entrancelat" },
  [RDM_IMPORT_ENTRANCE_LONGITUDE] = { "entrance-longitude", N_ ("Entrance: longitude"), FALSE, NULL,
                                      "entrancelongitude entrancelon entrancelng" },
  [RDM_IMPORT_ENTRANCE_POINT] = { "entrance", N_ ("Entrance: latitude and longitude"), FALSE, NULL,
                                  "entrancelatlong entrancelatlng entrancelatlon "
                                  "entrancecoordinates entrancepoint entrance eingang" },
  [RDM_IMPORT_PARK_LATITUDE] = { "park-latitude", N_ ("Parking: latitude"), FALSE, NULL,
                                 "parkinglatitude parkinglat parklatitude parklat" },
  [RDM_IMPORT_PARK_LONGITUDE] = { "park-longitude", N_ ("Parking: longitude"), FALSE, NULL,
                                  "parkinglongitude parkinglon parkinglng parklongitude parklon "
                                  "parklng" },
  [RDM_IMPORT_PARK_POINT] = { "park", N_ ("Parking: latitude and longitude"), FALSE, NULL,
                              "parkinglatlong parkinglatlng parkinglatlon parkingcoordinates "
                              "parkingpoint parkpoint parking parkplatz haltepunkt" },
  [RDM_IMPORT_WINDOW_FROM] = { "window-from", N_ ("Window from"), FALSE, dates,
                               "timewindowfrom timewindowstart earliesttime earliest completeafter "
                               "dropoffafter "
                               "delnoearlierthan readyat opendate timefrom windowfrom windowstart "
                               "after starttime start "
                               "scheduleddeliverydateandallowedstart from zeitfenstervon von" },
  [RDM_IMPORT_WINDOW_TO] = { "window-to", N_ ("Window to"), FALSE, dates,
                             "timewindowto timewindowend timewindowstop latesttime latest "
                             "completebefore dropoffbefore "
                             "delnolaterthan timeto windowto windowend before endtime end deadline "
                             "to zeitfensterbis "
                             "bis" },
  [RDM_IMPORT_WINDOW] = { "window", N_ ("Window from and to"), FALSE, dates,
                          "deliverytime collectiontime dropofftimeslot timeslot timewindow "
                          "deliverywindow window "
                          "appointmenttime slot zeitfenster lieferzeit" },
  [RDM_IMPORT_SERVICE] = { "service", N_ ("Time at the stop"), FALSE, durations,
                           "servicetime servicetimemin serviceduration serviceminutes timeatstop "
                           "timeatstopminutes "
                           "jobtime stoptime duration dwelltime servicedauer standzeit aufenthalt "
                           "dauer" },
  [RDM_IMPORT_FROM_NAME] = { "from-name", N_ ("Fetched from: name"), FALSE, NULL,
                             "pickupname pickupaddressname sendername absender" },
  [RDM_IMPORT_FROM_PHONE] = { "from-phone", N_ ("Fetched from: phone"), FALSE, NULL,
                              "pickupphone pickupaddresstelephone senderphone" },
  [RDM_IMPORT_FROM_EMAIL] = { "from-email", N_ ("Fetched from: e-mail"), FALSE, NULL,
                              "pickupemail senderemail" },
  [RDM_IMPORT_FROM_ADDRESS] = { "from-address", N_ ("Fetched from: street and number"), FALSE, NULL,
                                "pickupstreet1 pickupaddress pickupaddressline1 abholadresse" },
  [RDM_IMPORT_FROM_ADDRESS2] = { "from-address2", N_ ("Fetched from: floor, unit"), FALSE, NULL,
                                 "pickupstreet2 pickupaddressline2" },
  [RDM_IMPORT_FROM_POSTCODE] = { "from-postcode", N_ ("Fetched from: postcode"), FALSE, NULL,
                                 "pickuppostalcode pickuppostcode pickupzip" },
  [RDM_IMPORT_FROM_CITY] = { "from-city", N_ ("Fetched from: town and state"), TRUE, NULL,
                             "pickupcity pickupstate" },
  [RDM_IMPORT_FROM_COUNTRY] = { "from-country", N_ ("Fetched from: country"), FALSE, NULL,
                                "pickupcountry" },
  [RDM_IMPORT_FROM_LATITUDE] = { "from-latitude", N_ ("Fetched from: latitude"), FALSE, NULL,
                                 "pickuplat pickuplatitude" },
  [RDM_IMPORT_FROM_LONGITUDE] = { "from-longitude", N_ ("Fetched from: longitude"), FALSE, NULL,
                                  "pickuplng pickuplon pickuplongitude" },
  [RDM_IMPORT_FROM_POINT] = { "from-point", N_ ("Fetched from: latitude and longitude"), FALSE,
                              NULL, "pickuplatlong pickuplatlng" },
  [RDM_IMPORT_FROM_ENTRANCE_LATITUDE] = { "from-entrance-latitude",
                                          N_ ("Fetched from: entrance, latitude"), FALSE, NULL,
                                          "pickupentrancelatitude pickupentrancelat" },
  [RDM_IMPORT_FROM_ENTRANCE_LONGITUDE] = { "from-entrance-longitude",
                                           N_ ("Fetched from: entrance, longitude"), FALSE, NULL,
                                           "pickupentrancelongitude pickupentrancelon "
                                           "pickupentrancelng" },
  [RDM_IMPORT_FROM_ENTRANCE_POINT] = { "from-entrance",
                                       N_ ("Fetched from: entrance, latitude and longitude"), FALSE,
                                       NULL,
                                       "pickupentrancelatlong pickupentrancelatlng "
                                       "pickupentrancelatlon pickupentrancecoordinates "
                                       "pickupentrancepoint pickupentrance" },
  [RDM_IMPORT_FROM_PARK_LATITUDE] = { "from-park-latitude", N_ ("Fetched from: parking, latitude"),
                                      FALSE, NULL,
                                      "pickupparkinglatitude pickupparkinglat pickupparklatitude "
                                      "pickupparklat" },
  [RDM_IMPORT_FROM_PARK_LONGITUDE] = { "from-park-longitude",
                                       N_ ("Fetched from: parking, longitude"), FALSE, NULL,
                                       "pickupparkinglongitude pickupparkinglon pickupparkinglng "
                                       "pickupparklongitude pickupparklon pickupparklng" },
  [RDM_IMPORT_FROM_PARK_POINT] = { "from-park",
                                   N_ ("Fetched from: parking, latitude and longitude"), FALSE,
                                   NULL,
                                   "pickupparkinglatlong pickupparkinglatlng pickupparkinglatlon "
                                   "pickupparkingcoordinates pickupparkingpoint pickupparkpoint "
                                   "pickupparking" },
  [RDM_IMPORT_FROM_WINDOW_FROM] = { "from-window-from", N_ ("Fetched from: window from"), FALSE,
                                    dates, "pickupafter pickuptimewindowstart" },
  [RDM_IMPORT_FROM_WINDOW_TO] = { "from-window-to", N_ ("Fetched from: window to"), FALSE, dates,
                                  "pickupbefore pickuptimewindowend" },
  [RDM_IMPORT_FROM_WINDOW] = { "from-window", N_ ("Fetched from: window from and to"), FALSE, dates,
                               "pickuptimeslot pickuptimewindow pickuptime" },
  [RDM_IMPORT_FROM_SERVICE] = { "from-service", N_ ("Fetched from: time at the stop"), FALSE,
                                durations, "pickupservicetime pickupduration" },
  [RDM_IMPORT_PARCELS] = { "parcels", N_ ("Parcels"), FALSE, NULL,
                           "parcels packagecount packages dropoffpackages numberofparcels load1 "
                           "load quantity qty "
                           "productcount parcelcount pieces colli demand pakete anzahl stuck" },
  [RDM_IMPORT_WEIGHT] = { "weight", N_ ("Weight"), FALSE, weights,
                          "weightkg weight kg weightg weightlb weightlbs load2 dropoffweight "
                          "gewicht gewichtkg" },
  [RDM_IMPORT_VOLUME] = { "volume", N_ ("Volume"), FALSE, volumes,
                          "volumem3 volume litres liters litre liter volumel load3 volumen m3" },
  [RDM_IMPORT_PRIORITY] = { "priority", N_ ("Priority"), FALSE, NULL, "priority prio prioritat" },
  [RDM_IMPORT_SKILLS] = { "skills", N_ ("Skills it needs"), TRUE, NULL,
                          "skills requiredskills vehiclefeatures features tags anforderungen" },
  [RDM_IMPORT_SIGNATURE] = { "signature", N_ ("Signature wanted"), FALSE, NULL,
                             "signaturerequirement signaturerequired signature unterschrift" },
  [RDM_IMPORT_PHOTO] = { "photo", N_ ("Photo wanted"), FALSE, NULL,
                         "photorequirement photorequired photo foto" },
  [RDM_IMPORT_ITEM] = { "item", N_ ("Item"), TRUE, NULL,
                        "itemdescription item sku product products orderinfoproducts barcode "
                        "barcodes parcelnumber "
                        "entityname entitydescription entitysku entitybarcode artikel" },
  [RDM_IMPORT_NOTES] = { "notes", N_ ("Notes"), TRUE, NULL,
                         "notes note recipientnotes instructions deliveryinstructions comments "
                         "comment taskdetails "
                         "customerdirective addressdescription dropoffcomments description remarks "
                         "joblabels "
                         "bemerkung bemerkungen notiz notizen hinweis hinweise" },
  [RDM_IMPORT_WANTED] = { "wanted", N_ ("Driver or vehicle asked for"), FALSE, NULL,
                          "assignedto assignto drivername driver assign vehicleplate vehicle "
                          "routename tourname route fahrer fahrzeug tour" },
  [RDM_IMPORT_COLLECT] = { "collect", N_ ("Cash to collect"), FALSE, NULL,
                           "codamount cod paymentondelivery cashondelivery nachnahme" },
};

const RdmImportSchema rdm_import_order_schema = { "orders", fields, RDM_N_IMPORT_ORDER_FIELDS };
