/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-day.h"

#include <string.h>

#include "rdm-csv.h"
#include "rdm-demo-plane-private.h"
#include "rdm-demo-town.h"

enum
{
  N_PICKUPS = 26, /* about every twelfth */
  N_SHIPMENTS = 6,
  N_WITHOUT_PLACE = 5,
};

static const char *const headings[] = {
  "Order ID",       "Order type",   "Date",           "Priority",
  "Location name",  "Address Line", "Town/City",      "ZIP Code",
  "Country/Region", "Latitude",     "Longitude",      "Time window from",
  "Time window to", "Duration",     "Load #1",        "Load #2",
  "Load #3",        "Skills",       "Phone",          "Email",
  "Notes",          "Pickup name",  "Pickup address", "Pickup postal code",
  "Pickup city",    "Pickup lat",   "Pickup lng",     "Pickup after",
  "Pickup before",
};

enum
{
  N_COLUMNS = G_N_ELEMENTS (headings)
};

typedef enum
{
  COLUMN_REFERENCE,
  COLUMN_TYPE,
  COLUMN_DATE,
  COLUMN_PRIORITY,
  COLUMN_NAME,
  COLUMN_ADDRESS,
  COLUMN_CITY,
  COLUMN_POSTCODE,
  COLUMN_COUNTRY,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_DURATION,
  COLUMN_PARCELS,
  COLUMN_WEIGHT,
  COLUMN_VOLUME,
  COLUMN_SKILLS,
  COLUMN_PHONE,
  COLUMN_EMAIL,
  COLUMN_NOTES,
  COLUMN_PICKUP_NAME,
  COLUMN_PICKUP_ADDRESS,
  COLUMN_PICKUP_POSTCODE,
  COLUMN_PICKUP_CITY,
  COLUMN_PICKUP_LATITUDE,
  COLUMN_PICKUP_LONGITUDE,
  COLUMN_PICKUP_AFTER,
  COLUMN_PICKUP_BEFORE,
} Column;

static const struct
{
  const char *from;
  const char *to;
  guint share; /* of a hundred orders */
} windows[] = {
  { "", "", 46 },          { "08:00", "12:00", 20 }, { "12:00", "17:00", 13 },
  { "09:00", "11:00", 6 }, { "10:00", "12:00", 4 },  { "15:00", "17:00", 4 },
  { "17:00", "20:00", 5 }, { "07:30", "09:00", 2 },
};

static const char *const notes[] = {
  "Ring twice",
  "Leave at the back door",
  "3rd floor, no lift",
  "Dog in the yard",
  "Neighbour takes parcels (number next door)",
  "Please call before you arrive",
  "Gate code 4711",
  "Entrance from the courtyard",
  "Not before the shop has opened its shutters",
  "Caution: glass. Keep it upright",
};

static const char *const shops[] = {
  "Bäckerei am Markt", "Blumen Sonnenhut", "Buchhandlung Lesezeichen", "Café Uferblick",
  "Apotheke am Turm",  "Werkstatt Nord",   "Praxis am Stadtpark",      "Kita Kieselstein",
  "Gasthof zur Mühle", "Papier und Farbe", "Druckerei Ostend",         "Radhaus Auenbruck",
};

/* The day's file in the making. */
typedef struct
{
  const RdmDemoTown *town;
  const char *date;
  RdmDemoRandom random;
  GString *out;
  char *cells[N_COLUMNS]; /* of the row in the making */
} Writer;

static void
set_cell (Writer *self, Column column, const char *text)
{
  g_free (self->cells[column]);
  self->cells[column] = g_strdup (text);
}

G_GNUC_PRINTF (3, 4)
static void
print_cell (Writer *self, Column column, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (self->cells[column]);
  self->cells[column] = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static void
number_cell (Writer *self, Column column, const char *format, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  set_cell (self, column, g_ascii_formatd (digits, sizeof digits, format, value));
}

static void
end_row (Writer *self)
{
  rdm_csv_append_record (self->out, ',', (const char *const *)self->cells, N_COLUMNS);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_pointer (&self->cells[i], g_free);
}

static gboolean
happens (Writer *self, double probability)
{
  return rdm_demo_random (&self->random) < probability;
}

/* A house, the likelier the more people live there. */
static const RdmDemoAddress *
pick_address (Writer *self)
{
  for (;;)
    {
      guint index = rdm_demo_random_below (&self->random, self->town->addresses->len);
      const RdmDemoAddress *address = &g_array_index (self->town->addresses, RdmDemoAddress, index);

      if (rdm_demo_random (&self->random) * 1.35 < address->weight)
        return address;
    }
}

static void
write_address (Writer *self, const RdmDemoAddress *address)
{
  print_cell (self, COLUMN_ADDRESS, "%s %u", address->street, address->number);
  set_cell (self, COLUMN_CITY, address->city);
  set_cell (self, COLUMN_POSTCODE, address->postcode);
  set_cell (self, COLUMN_COUNTRY, "DE");
  number_cell (self, COLUMN_LATITUDE, "%.6f", address->point.lat_deg);
  number_cell (self, COLUMN_LONGITUDE, "%.6f", address->point.lon_deg);
}

static void
write_window (Writer *self)
{
  guint draw = rdm_demo_random_below (&self->random, 100);
  guint chosen = 0;

  while (draw >= windows[chosen].share)
    draw -= windows[chosen++].share;
  set_cell (self, COLUMN_FROM, windows[chosen].from);
  set_cell (self, COLUMN_TO, windows[chosen].to);
}

static void
write_load (Writer *self)
{
  /* Most have a parcel or two. */
  double draw = rdm_demo_random (&self->random);
  guint parcels = draw < 0.46 ? 1 : draw < 0.74 ? 2 : draw < 0.89 ? 3 : draw < 0.97 ? 4 : 6;
  double weight = parcels * (0.6 + 6.4 * rdm_demo_random (&self->random));
  double volume = parcels * (4. + 26. * rdm_demo_random (&self->random));

  print_cell (self, COLUMN_PARCELS, "%u", parcels);
  number_cell (self, COLUMN_WEIGHT, "%.1f", weight);
  number_cell (self, COLUMN_VOLUME, "%.1f", volume);
  print_cell (self, COLUMN_DURATION, "%u", 3 + (parcels > 2) + (happens (self, 0.3) ? 3 : 0));
}

/* Numbers that nobody has: the regulator keeps these two ranges free for films. */
static void
write_phone (Writer *self, guint index)
{
  if (index % 3 == 0)
    print_cell (self, COLUMN_PHONE, "+49 171 39200%02u", index / 3 % 100);
  else
    print_cell (self, COLUMN_PHONE, "+49 30 23125%03u", index % 1000);
}

static void
write_person (Writer *self, guint index)
{
  if (index % 19 == 7)
    set_cell (self, COLUMN_NAME, shops[index / 19 % G_N_ELEMENTS (shops)]);
  else
    print_cell (self, COLUMN_NAME, "Recipient %03u", index + 1);
  write_phone (self, index);
  print_cell (self, COLUMN_EMAIL, "recipient%03u@example.org", index + 1);
}

static void
write_needs (Writer *self, guint index)
{
  double draw = rdm_demo_random (&self->random);

  set_cell (self, COLUMN_PRIORITY, draw < 0.12 ? "L" : draw < 0.82 ? "M" : draw < 0.96 ? "H" : "C");
  if (index % 31 == 4)
    {
      /* Something that takes two to carry. */
      set_cell (self, COLUMN_SKILLS, "two-person");
      set_cell (self, COLUMN_DURATION, "12");
      set_cell (self, COLUMN_PARCELS, "1");
      set_cell (self, COLUMN_WEIGHT, "58.0");
      set_cell (self, COLUMN_VOLUME, "620.0");
    }
  else if (index % 14 == 5)
    set_cell (self, COLUMN_SKILLS, "chilled");
  else if (index % 17 == 6)
    set_cell (self, COLUMN_SKILLS, "age-check");
  if (happens (self, 0.27))
    set_cell (self, COLUMN_NOTES,
              notes[rdm_demo_random_below (&self->random, G_N_ELEMENTS (notes))]);
}

/* From a shop to somebody across the town, within a few hours. */
static void
write_shipment (Writer *self, guint index)
{
  const RdmDemoAddress *from = pick_address (self);

  set_cell (self, COLUMN_TYPE, "");
  set_cell (self, COLUMN_PICKUP_NAME, shops[index % G_N_ELEMENTS (shops)]);
  print_cell (self, COLUMN_PICKUP_ADDRESS, "%s %u", from->street, from->number);
  set_cell (self, COLUMN_PICKUP_POSTCODE, from->postcode);
  set_cell (self, COLUMN_PICKUP_CITY, from->city);
  number_cell (self, COLUMN_PICKUP_LATITUDE, "%.6f", from->point.lat_deg);
  number_cell (self, COLUMN_PICKUP_LONGITUDE, "%.6f", from->point.lon_deg);
  set_cell (self, COLUMN_PICKUP_AFTER, "09:00");
  set_cell (self, COLUMN_PICKUP_BEFORE, "13:00");
  set_cell (self, COLUMN_FROM, "10:00");
  set_cell (self, COLUMN_TO, "17:00");
  set_cell (self, COLUMN_SKILLS, "");
  set_cell (self, COLUMN_DURATION, "3");
  set_cell (self, COLUMN_PARCELS, "1");
  set_cell (self, COLUMN_WEIGHT, "3.5");
  set_cell (self, COLUMN_VOLUME, "18.0");
}

/* Three rows are as rows sometimes are: a window that ends before it starts, coordinates the wrong
 * way round, and an e-mail address without a host. */
static void
spoil (Writer *self, guint index)
{
  if (index == 88)
    {
      set_cell (self, COLUMN_FROM, "17:00");
      set_cell (self, COLUMN_TO, "13:00");
    }
  else if (index == 171)
    {
      char *latitude = self->cells[COLUMN_LATITUDE];

      self->cells[COLUMN_LATITUDE] = self->cells[COLUMN_LONGITUDE];
      self->cells[COLUMN_LONGITUDE] = latitude;
    }
  else if (index == 239)
    print_cell (self, COLUMN_EMAIL, "recipient%03u(at)example.org", index + 1);
}

static void
write_order (Writer *self, guint index)
{
  const RdmDemoAddress *address = pick_address (self);
  guint pickup_every = RDM_DEMO_N_ORDERS / N_PICKUPS;
  guint shipment_every = RDM_DEMO_N_ORDERS / N_SHIPMENTS;
  guint nowhere_every = RDM_DEMO_N_ORDERS / N_WITHOUT_PLACE;

  print_cell (self, COLUMN_REFERENCE, "AU-%04u", 4201 + index);
  set_cell (self, COLUMN_TYPE, index % pickup_every == 8 ? "P" : "D");
  set_cell (self, COLUMN_DATE, self->date);
  write_address (self, address);
  write_person (self, index);
  write_window (self);
  write_load (self);
  write_needs (self, index);
  if (index % shipment_every == 20)
    write_shipment (self, index);
  else if (index % nowhere_every == 33)
    {
      set_cell (self, COLUMN_LATITUDE, "");
      set_cell (self, COLUMN_LONGITUDE, "");
    }
  /* One that nobody can do: the crew of two has gone home by then. */
  if (index == 4)
    {
      set_cell (self, COLUMN_FROM, "17:30");
      set_cell (self, COLUMN_TO, "18:30");
    }
  spoil (self, index);
  end_row (self);
}

char *
rdm_demo_orders_csv (const char *date)
{
  g_autoptr (RdmDemoTown) town = rdm_demo_town_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  Writer self = { town, date, { G_GUINT64_CONSTANT (4200) }, out, { NULL } };

  rdm_csv_append_record (out, ',', headings, N_COLUMNS);
  for (guint i = 0; i < RDM_DEMO_N_ORDERS; i++)
    write_order (&self, i);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
rdm_demo_fleet_csv (void)
{
  static const char *const vehicles[RDM_DEMO_N_VEHICLES] = {
    "AU-01,van,Driver 01,chilled;age-check,07:00,15:30,11:00,13:30,30,60,78,700,9000",
    "AU-02,van,Driver 02,age-check,07:00,15:30,11:00,13:30,30,60,78,700,9000",
    "AU-03,van,Driver 03,,07:30,16:00,11:30,14:00,30,60,78,700,9000",
    "AU-04,van,Driver 04,chilled,08:00,16:30,11:30,14:00,30,60,72,650,8000",
    "AU-05,truck,Driver 05;Driver 06,two-person,07:30,16:00,11:30,14:00,30,60,100,2500,20000",
    "AU-06,van,Driver 07,chilled;age-check,12:00,20:30,16:00,18:30,30,30,78,700,9000",
    "AU-07,cargo-bike,Driver 08,,08:00,14:00,10:30,12:30,20,0,30,120,900",
    "AU-08,cargo-bike,Driver 09,age-check,13:00,19:00,15:30,17:30,20,0,30,120,900",
  };
  static const char *const costs[RDM_DEMO_N_VEHICLES] = {
    "45,0.42,31,46,van-diesel", "45,0.42,31,46,van-diesel", "45,0.42,31,46,van-diesel",
    "40,0.21,31,46,van-bev",    "70,0.61,58,87,truck-7.5",  "40,0.21,31,46,van-bev",
    "12,0.04,27,40,cargo-bike", "12,0.04,27,40,cargo-bike",
  };
  g_autoptr (RdmDemoTown) town = rdm_demo_town_new ();
  g_autoptr (GString) out = g_string_new (
      "vehicle,profile,driver,skills,shift_start,shift_end,break_from,break_to,break_minutes,"
      "overtime_minutes,parcels,kg,litres,start_lat,start_lon,end_lat,end_lon,fixed_cost,"
      "cost_per_km,cost_per_hour,overtime_per_hour,emission_class,range_km\r\n");

  for (guint i = 0; i < RDM_DEMO_N_VEHICLES; i++)
    {
      gboolean bike = strstr (vehicles[i], "cargo-bike") != NULL;
      gboolean electric = strstr (costs[i], "bev") != NULL;
      RdmPoint home =
          g_array_index (town->addresses, RdmDemoAddress, bike ? town->hub : town->depot).point;
      char lat[G_ASCII_DTOSTR_BUF_SIZE];
      char lon[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (lat, sizeof lat, "%.6f", home.lat_deg);
      g_ascii_formatd (lon, sizeof lon, "%.6f", home.lon_deg);
      g_string_append_printf (out, "%s,%s,%s,%s,%s,%s,%s\r\n", vehicles[i], lat, lon, lat, lon,
                              costs[i],
                              bike       ? "45"
                              : electric ? "160"
                                         : "");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
