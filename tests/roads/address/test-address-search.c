/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses as people write them, and where they are. */
#include <string.h>

#include "address-world.h"
#include "rdm-address-search.h"
#include "rdm-building.h"

typedef struct
{
  AddressWorld *world;
  RdmAddressIndex *index;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->world = address_world_new ();
  self->index = rdm_address_index_new (self->world->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  rdm_address_index_free (self->index);
  address_world_free (self->world);
}

static RdmAddressAnswer *
ask (Fixture *self, const char *text, gboolean typing)
{
  RdmAddressRequest request = { text, RDM_POINT_NONE, 8, typing };

  return rdm_address_search (self->index, &request);
}

static const RdmAddressHit *
first (const RdmAddressAnswer *answer)
{
  return answer->hits->len > 0 ? g_ptr_array_index (answer->hits, 0) : NULL;
}

static char *
describe (const RdmAddressAnswer *answer)
{
  g_autofree char *label =
      answer->hits->len > 0 ? rdm_address_hit_label (first (answer)) : g_strdup ("");

  return g_strdup_printf ("%s: %s", rdm_address_confidence_name (answer->confidence), label);
}

static void
assert_answers (Fixture *self, const char *const (*cases)[2], guint n)
{
  gboolean good = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RdmAddressAnswer) answer = ask (self, cases[i][0], FALSE);
      g_autofree char *is = describe (answer);

      if (strcmp (is, cases[i][1]) == 0)
        continue;
      g_test_message ("“%s” is “%s”, not “%s”", cases[i][0], is, cases[i][1]);
      good = FALSE;
    }
  g_assert_true (good);
}

static void
test_tricky (Fixture *self, gconstpointer data)
{
  static const char *const cases[][2] = {
    /* Case, umlauts, sharp s, accents */
    { "BAHNHOFSTRASSE 5, 1010 OBERAU", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "bahnhofstrasse 5 oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Aeulestrasse 3, Oberau", "exact: Äulestraße 3, 1010 Oberau" },
    { "Aulestrasse 3, Oberau", "exact: Äulestraße 3, 1010 Oberau" },
    { "Grosse Gasse 9", "exact: Große Gasse 9, 1010 Oberau" },
    { "Avenue du General de Gaulle 4", "exact: Avenue du Général de Gaulle 4, 1010 Oberau" },
    /* Shortened, joined and parted */
    { "Bahnhofstr. 5, Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstr.5 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhof Str. 5, Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhof-Straße 5, Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Gr. Gasse 9", "exact: Große Gasse 9, 1010 Oberau" },
    { "Josef Rheinbergerstr. 8", "exact: Josef-Rheinberger-Straße 8, 1010 Oberau" },
    { "J.-Rheinberger-Str. 8", "exact: Josef-Rheinberger-Straße 8, 1010 Oberau" },
    { "Av. du Gén. de Gaulle 4", "exact: Avenue du Général de Gaulle 4, 1010 Oberau" },
    { "R. de la Gare 12", "exact: Rue de la Gare 12, 1010 Oberau" },
    { "V. Giuseppe Verdi 2", "exact: Via Giuseppe Verdi 2, 1010 Oberau" },
    { "V.le della Repubblica 3", "exact: Viale della Repubblica 3, 1010 Oberau" },
    { "Pza. Mayor 7", "exact: Plaza Mayor 7, 1010 Oberau" },
    { "C/ de Cervantes 6", "exact: Calle de Cervantes 6, 1010 Oberau" },
    { "R. Augusta 11", "exact: Rua Augusta 11, 1010 Oberau" },
    { "Kerkstr. 4", "exact: Kerkstraat 4, 1010 Oberau" },
    { "High St 10", "exact: High Street 10, 1010 Oberau" },
    { "St Martins Lane 5", "exact: Saint Martin’s Lane 5, 1010 Oberau" },
    { "St. Martin's Ln 5", "exact: Saint Martin’s Lane 5, 1010 Oberau" },
    { "Fifth Ave 9", "exact: 5th Avenue 9, 1010 Oberau" },
    { "Storg. 8", "exact: Storgatan 8, 1010 Oberau" },
    { "ул. Ленина 5", "exact: улица Ленина 5, 1010 Oberau" },
    /* Other orders of the parts */
    { "5 Bahnhofstraße, 1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "12 rue de la Gare, Oberau", "exact: Rue de la Gare 12, 1010 Oberau" },
    { "1010 Oberau, Bahnhofstraße 5", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Oberau Bahnhofstraße 5", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Oberau, 5 Bahnhofstraße", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5\n1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5 - 1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "A-1010 Oberau, Bahnhofstraße 5", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5, 1010 Oberau, Österreich", "exact: Bahnhofstraße 5, 1010 Oberau" },
    /* Numbers */
    { "Große Gasse 12a", "exact: Große Gasse 12a, 1010 Oberau" },
    { "Große Gasse 12 A, Oberau", "exact: Große Gasse 12a, 1010 Oberau" },
    { "Große Gasse 12, Oberau", "interpolated: Große Gasse 12, 1010 Oberau" },
    { "Große Gasse 16", "exact: Große Gasse 16, 1010 Oberau" },
    { "Große Gasse 14-18", "exact: Große Gasse 14-18, 1010 Oberau" },
    { "Große Gasse 14 – 18", "exact: Große Gasse 14-18, 1010 Oberau" },
    { "Große Gasse 23", "exact: Große Gasse 23, 1010 Oberau" },
    { "Große Gasse 5-7", "exact: Große Gasse 5-7, 1010 Oberau" },
    { "Große Gasse 5/3", "exact: Große Gasse 5/3, 1010 Oberau" },
    { "15 bis rue de la Gare", "exact: Rue de la Gare 15bis, 1010 Oberau" },
    { "15bis, rue de la Gare", "exact: Rue de la Gare 15bis, 1010 Oberau" },
    { "Straße des 17. Juni 12", "exact: Straße des 17. Juni 12, 1010 Oberau" },
    { "12 5th Avenue", "exact: 5th Avenue 12, 1010 Oberau" },
    { "Bahnhofstraße Nr. 5", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 7, 1010 Oberau", "interpolated: Bahnhofstraße 7, 1010 Oberau" },
    { "Bahnhofstraße 16, 1010 Oberau", "street: Bahnhofstraße, 1010 Oberau" },
    { "Bahnhofstraße 160, 1010 Oberau", "street: Bahnhofstraße, 1010 Oberau" },
    { "Bahnhofstraße, 1010 Oberau", "street: Bahnhofstraße, 1010 Oberau" },
    /* Floors, doors, persons */
    { "Bahnhofstraße 5, 3. OG, Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5, 3. Stock links, 1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5 EG, Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Apt 4, 12 rue de la Gare, Oberau", "exact: Rue de la Gare 12, 1010 Oberau" },
    { "12 rue de la Gare, 2ème étage, Oberau", "exact: Rue de la Gare 12, 1010 Oberau" },
    { "Flat 2B, High Street 10, Oberau", "exact: High Street 10, 1010 Oberau" },
    { "High Street 10 #4, Oberau", "exact: High Street 10, 1010 Oberau" },
    { "Calle de Cervantes 6, 3º izq., Oberau", "exact: Calle de Cervantes 6, 1010 Oberau" },
    { "c/o Huber, Bahnhofstraße 5, 1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5, Top 12, 1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    /* There is a house 3, but that is the floor. */
    { "Bahnhofstraße 7, 3. Stock, Oberau", "interpolated: Bahnhofstraße 7, 1010 Oberau" },
    { "Bahnhofstraße 7 Oberau, Top 3", "interpolated: Bahnhofstraße 7, 1010 Oberau" },
    { "Rue de la Porte 5, Oberau", "exact: Rue de la Porte 5, 1010 Oberau" },
    /* Slips of the hand */
    { "Bahnohfstraße 5, 1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstrase 5, 1010 Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5, 1010 Obrau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    { "Kerkstaat 4, Oberau", "exact: Kerkstraat 4, 1010 Oberau" },
    { "Bahnhof Strase 5, Oberau", "exact: Bahnhofstraße 5, 1010 Oberau" },
    /* Towns from the boundary, and one street name in both */
    { "Feldstraße 9, Unterau", "exact: Feldstraße 9, 1020 Unterau" },
    { "Feldstraße 9, 1020", "exact: Feldstraße 9, 1020 Unterau" },
    { "Feldstraße 9, 1010", "exact: Feldstraße 9, 1010 Oberau" },
    { "Feldstraße 9", "ambiguous: Feldstraße 9, 1010 Oberau" },
    { "Feldstraße 20", "exact: Feldstraße 20, 1010 Oberau" },
    /* The other town may have that house too: between two, or where no number is known. */
    { "Feldstraße 4", "ambiguous: Feldstraße 4, 1010 Oberau" },
    { "Feldstraße 4, Oberau", "exact: Feldstraße 4, 1010 Oberau" },
    { "Mühlgasse 3", "ambiguous: Mühlgasse 3, 1010 Oberau" },
    { "Mühlgasse 3, 1010", "exact: Mühlgasse 3, 1010 Oberau" },
    { "Obere Feldstraße 2, Unterau", "exact: Obere Feldstraße 2, 1020 Unterau" },
    { "Bodastraße 2", "exact: Bodastraße 2, 1020 Unterau" },
    { "Bödastraße 2", "exact: Bödastraße 2, 1020 Unterau" },
    { "Boedastr. 2", "exact: Bödastraße 2, 1020 Unterau" },
    { "Unterau Hof 4", "exact: Hof 4, 1020 Unterau" },
    /* The street from where the house stands, along a line of numbers, by the name of the hamlet */
    { "Seeweg 2, Unterau", "exact: Seeweg 2, 1020 Unterau" },
    { "Seeweg 6, Unterau", "interpolated: Seeweg 6, 1020 Unterau" },
    { "Steg 3, 1010 Oberau", "exact: Steg 3, 1010 Oberau" },
    /* Towns, postcodes, places */
    { "Oberau", "town: Oberau, 1010" },
    { "1020 Unterau", "town: Unterau, 1020" },
    { "1020", "town: 1020, Unterau" },
    { "Café Central", "exact: Café Central, 1010 Oberau" },
    { "Cafe Central, Bahnhofstraße 5, Oberau", "exact: Café Central, 1010 Oberau" },
    { "Meier & Söhne AG, Bahnhofstraße 11, 1010 Oberau", "exact: Meier & Söhne AG, 1010 Oberau" },
    { "Huber GmbH, Bahnhofstraße 11, 1010 Oberau", "exact: Bahnhofstraße 11, 1010 Oberau" },
    /* What nobody can be sure of */
    { "Untere Feldstraße 2, Unterau", "ambiguous: Feldstraße 2, 1020 Unterau" },
    { "Bahnhof 5", "ambiguous: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5, 8000 Zürich", "ambiguous: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5, Zürich", "ambiguous: Bahnhofstraße 5, 1010 Oberau" },
    { "Bahnhofstraße 5, Unterau", "town: Unterau, 1020" },
    { "Quellenweg 5, 1010 Oberau", "town: Oberau, 1010" },
    { "Xyzzy 5", "none: " },
    { "", "none: " },
    { ", - ;", "none: " },
  };

  assert_answers (self, cases, G_N_ELEMENTS (cases));
}

static void
test_points (Fixture *self, gconstpointer data)
{
  g_autoptr (RdmAddressAnswer) coordinates = ask (self, "47.0123, 9.0456", FALSE);
  g_autoptr (RdmAddressAnswer) code = ask (self, "8FVF2222+22", FALSE);
  g_autoptr (RdmAddressAnswer) in_town = ask (self, "2222+22 Oberau", FALSE);

  g_assert_cmpint (coordinates->confidence, ==, RDM_ADDRESS_EXACT);
  g_assert_cmpint (first (coordinates)->kind, ==, RDM_HIT_POINT);
  g_assert_cmpfloat_with_epsilon (first (coordinates)->point.lat_deg, 47.0123, 1e-9);
  g_assert_cmpint (code->confidence, ==, RDM_ADDRESS_EXACT);
  g_assert_cmpfloat_with_epsilon (first (code)->point.lon_deg, 9.0000625, 1e-9);
  g_assert_cmpfloat_with_epsilon (first (in_town)->point.lat_deg, 47.0000625, 1e-9);
  g_assert_cmpfloat_with_epsilon (first (in_town)->point.lon_deg, 9.0000625, 1e-9);
}

enum
{
  N_FORMS = 4,
};

static char *
write_address (guint form, const char *street, int number, const char *code, const char *town)
{
  switch (form)
    {
    case 0:
      return g_strdup_printf ("%s %d, %s %s", street, number, code, town);
    case 1:
      return g_strdup_printf ("%d %s, %s %s", number, street, code, town);
    case 2:
      return g_strdup_printf ("%s %s, %s %d", code, town, street, number);
    default:
      return g_strdup_printf ("c/o Huber, %s %d, 2. OG, %s %s", street, number, code, town);
    }
}

/* Not a digit: those make another number of it. */
static long
random_letter (GRand *random, const char *name)
{
  for (;;)
    {
      long letter = g_rand_int_range (random, 1, (gint32)g_utf8_strlen (name, -1));

      if (!g_unichar_isdigit (g_utf8_get_char (g_utf8_offset_to_pointer (name, letter))))
        return letter;
    }
}

/* Every house is found where it is, however its address is written. */
static void
test_every_house (Fixture *self, gconstpointer data)
{
  guint n = 0;
  guint n_slips = 0;
  guint n_good = 0;
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < n_address_streets; i++)
    for (int number = 1; number <= address_streets[i].n; number++)
      {
        const AddressStreet *street = &address_streets[i];
        const char *code = street->town == OBERAU ? "1010" : "1020";
        const char *town = street->town == OBERAU ? "Oberau" : "Unterau";
        RdmPoint at = address_world_house (street->town, i, number);
        gboolean gap = FALSE;

        for (guint j = 0; street->gaps[j] != 0; j++)
          gap = gap || street->gaps[j] == number;
        if (gap)
          continue;
        for (guint form = 0; form < N_FORMS; form++)
          {
            g_autofree char *text = write_address (form, street->name, number, code, town);
            g_autoptr (RdmAddressAnswer) answer = ask (self, text, FALSE);

            g_test_message ("%s", text);
            g_assert_cmpint (answer->confidence, ==, RDM_ADDRESS_EXACT);
            g_assert_cmpfloat (rdm_geo_distance (first (answer)->point, at), <, 1.);
            n++;
          }
        /* One letter or space left out: where the rest is no other street, it is found all the
         * same. */
        if (g_utf8_strlen (street->name, -1) > 8 && strstr (street->name, "dastraße") == NULL)
          {
            long letter = random_letter (random, street->name);
            g_autofree char *begin = g_utf8_substring (street->name, 0, letter);
            g_autofree char *slip =
                g_strconcat (begin, g_utf8_offset_to_pointer (street->name, letter + 1), NULL);
            g_autofree char *text = g_strdup_printf ("%s %d, %s %s", slip, number, code, town);
            g_autoptr (RdmAddressAnswer) answer = ask (self, text, FALSE);

            n_slips++;
            if (answer->confidence == RDM_ADDRESS_EXACT)
              {
                g_test_message ("%s", text);
                g_assert_cmpfloat (rdm_geo_distance (first (answer)->point, at), <, 1.);
                n_good++;
              }
            else
              {
                g_autofree char *is = describe (answer);

                g_test_message ("“%s” is “%s”", text, is);
              }
          }
      }
  g_test_message ("%u texts; %u of %u with a slip", n, n_good, n_slips);
  g_assert_cmpuint (n, >, 800);
  g_assert_cmpfloat ((double)n_good / n_slips, >=, 0.95);
}

static void
test_between (Fixture *self, gconstpointer data)
{
  guint street = address_street_index (OBERAU, "Bahnhofstraße");
  guint field = address_street_index (UNTERAU, "Feldstraße");
  guint lake = address_street_index (UNTERAU, "Seeweg");
  g_autoptr (RdmAddressAnswer) odd = ask (self, "Bahnhofstraße 7, Oberau", FALSE);
  g_autoptr (RdmAddressAnswer) even = ask (self, "Bahnhofstraße 8, Oberau", FALSE);
  g_autoptr (RdmAddressAnswer) gap = ask (self, "Feldstraße 4, Unterau", FALSE);
  g_autoptr (RdmAddressAnswer) line = ask (self, "Seeweg 8, Unterau", FALSE);
  g_autoptr (RdmAddressAnswer) beyond = ask (self, "Bahnhofstraße 16, Oberau", FALSE);

  /* Each on its side of the street. */
  g_assert_cmpfloat (rdm_geo_distance (first (odd)->point, address_world_house (OBERAU, street, 7)),
                     <, 2.);
  g_assert_cmpfloat (
      rdm_geo_distance (first (even)->point, address_world_house (OBERAU, street, 8)), <, 2.);
  g_assert_cmpint (gap->confidence, ==, RDM_ADDRESS_INTERPOLATED);
  g_assert_cmpfloat (rdm_geo_distance (first (gap)->point, address_world_house (UNTERAU, field, 4)),
                     <, 2.);
  g_assert_cmpint (line->confidence, ==, RDM_ADDRESS_INTERPOLATED);
  g_assert_cmpfloat (rdm_geo_distance (first (line)->point, address_world_house (UNTERAU, lake, 8)),
                     <, 2.);
  /* Next to the last one that is known. */
  g_assert_cmpint (beyond->confidence, ==, RDM_ADDRESS_STREET);
  g_assert_cmpfloat (
      rdm_geo_distance (first (beyond)->point, address_world_house (OBERAU, street, 14)), <, 60.);
}

/* A building's door is its place; without one its middle. */
static void
test_buildings (Fixture *self, gconstpointer data)
{
  guint lane = address_street_index (OBERAU, "Große Gasse");
  RdmPoint middle = address_world_house (OBERAU, lane, 0);
  g_autoptr (RdmAddressAnswer) door = ask (self, "Große Gasse 40, Oberau", FALSE);
  g_autoptr (RdmAddressAnswer) area = ask (self, "Große Gasse 60, Oberau", FALSE);

  g_assert_cmpint (door->confidence, ==, RDM_ADDRESS_EXACT);
  g_assert_cmpint (area->confidence, ==, RDM_ADDRESS_EXACT);
  /* The door is in the south wall, on the street; the middle of the house is not. */
  g_assert_cmpfloat_with_epsilon (first (door)->point.lat_deg, middle.lat_deg - 0.00015, 2e-6);
  g_assert_cmpfloat_with_epsilon (first (area)->point.lat_deg, middle.lat_deg - 0.00005, 2e-6);
}

static void
test_near (Fixture *self, gconstpointer data)
{
  RdmPoint unterau = { 47.02, 9.07 };
  RdmAddressRequest request = { "Feldstraße 9", unterau, 8, FALSE };
  g_autoptr (RdmAddressAnswer) answer = rdm_address_search (self->index, &request);

  /* The nearer comes first; both remain, since they are next to each other. */
  g_assert_cmpint (answer->confidence, ==, RDM_ADDRESS_AMBIGUOUS);
  g_assert_cmpuint (answer->hits->len, >=, 2);
  g_assert_cmpstr (first (answer)->town, ==, "Unterau");
  g_assert_cmpfloat (first (answer)->distance_m, <, 5000.);
}

/* At every key the wanted one is in the list, and the more is typed, the higher. */
static void
test_typing (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *label;
    guint within;
  } cases[] = {
    { "b", "Bahnhofstraße, 1010 Oberau", 8 },
    { "bahn", "Bahnhofstraße, 1010 Oberau", 1 },
    { "bahnhofstr", "Bahnhofstraße, 1010 Oberau", 1 },
    { "bahnhofstr 1", "Bahnhofstraße 1, 1010 Oberau", 1 },
    { "bahnhofstr 1", "Bahnhofstraße 11, 1010 Oberau", 6 },
    { "oberau bahn", "Bahnhofstraße, 1010 Oberau", 1 },
    { "bahnhofstr 5 ob", "Bahnhofstraße 5, 1010 Oberau", 1 },
    { "12 rue de la g", "Rue de la Gare 12, 1010 Oberau", 1 },
    { "feldstrasse 9 unt", "Feldstraße 9, 1020 Unterau", 1 },
    { "ober", "Oberau, 1010", 1 },
    { "bahnohf", "Bahnhofstraße, 1010 Oberau", 1 },
    { "bahnhof 5", "Bahnhofstraße 5, 1010 Oberau", 1 },
    { "café c", "Café Central, 1010 Oberau", 1 },
    { "große", "Große Gasse, 1010 Oberau", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RdmAddressAnswer) answer = ask (self, cases[i].typed, TRUE);
      gboolean found = FALSE;

      for (guint j = 0; j < MIN (answer->hits->len, cases[i].within) && !found; j++)
        {
          g_autofree char *label = rdm_address_hit_label (g_ptr_array_index (answer->hits, j));

          found = strcmp (label, cases[i].label) == 0;
        }
      g_test_message ("“%s”: “%s”", cases[i].typed, cases[i].label);
      g_assert_true (found);
    }
}

static void
test_reverse (Fixture *self, gconstpointer data)
{
  guint street = address_street_index (OBERAU, "Bahnhofstraße");
  RdmPoint door = address_world_house (OBERAU, street, 5);
  RdmPoint off = { door.lat_deg - 0.0001, door.lon_deg + 0.0001 };
  guint lake = address_street_index (UNTERAU, "Seeweg");
  RdmPoint on_lake = address_world_house (UNTERAU, lake, 30);
  g_autoptr (GPtrArray) here = rdm_address_reverse (self->index, off);
  g_autoptr (GPtrArray) no_house = rdm_address_reverse (self->index, on_lake);
  g_autoptr (GPtrArray) far = rdm_address_reverse (self->index, (RdmPoint){ 10., 10. });
  g_autoptr (GPtrArray) nowhere = rdm_address_reverse (self->index, RDM_POINT_NONE);
  const RdmAddressHit *hit;
  g_autofree char *label = NULL;

  g_assert_cmpuint (here->len, >=, 1);
  hit = g_ptr_array_index (here, 0);
  label = rdm_address_hit_label (hit);
  g_assert_cmpstr (label, ==, "Bahnhofstraße 5, 1010 Oberau");
  g_assert_cmpfloat_with_epsilon (hit->distance_m, rdm_geo_distance (off, door), 0.3);
  g_assert_cmpuint (no_house->len, >=, 1);
  hit = g_ptr_array_index (no_house, 0);
  g_assert_cmpint (hit->kind, ==, RDM_HIT_STREET);
  g_assert_cmpstr (hit->street, ==, "Seeweg");
  g_assert_cmpuint (far->len, ==, 0);
  g_assert_cmpuint (nowhere->len, ==, 0);
}

/* Whatever somebody pastes: an answer, and no more of it than was asked for. */
static void
test_rubbish (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    "\"'*^:()-+ AND OR NOT NEAR(",
    "name : oberau",
    "0000000000000000000000000000000000 1",
    "\xff\xfe\xfd",
    "12 12 12 12 12 12 12 12 12 12",
    "a b c d e f g h i j k l m n o p q r s t u",
    "feldstrasse feldstrasse feldstrasse feldstrasse feldstrasse",
    "+++++",
    "2222+22",
    "°°°",
  };
  g_autofree char *endless = g_strnfill (100000, 'f');
  g_autofree char *words = NULL;
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (many, "strasse%u ", i);
  words = g_string_free (g_steal_pointer (&many), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (texts) + 2; i++)
    for (guint typing = 0; typing < 2; typing++)
      {
        const char *text = i < G_N_ELEMENTS (texts)    ? texts[i]
                           : i == G_N_ELEMENTS (texts) ? endless
                                                       : words;
        g_autoptr (RdmAddressAnswer) answer = ask (self, text, typing != 0);

        g_assert_cmpuint (answer->hits->len, <=, 8);
        g_assert_true ((answer->confidence == RDM_ADDRESS_NONE) >= (answer->hits->len == 0));
      }
}

/* What the map says of a building, by its own tags or of the one around a sign. */
static void
test_kinds_of_buildings (Fixture *self, gconstpointer data)
{
  guint gare = address_street_index (OBERAU, "Rue de la Gare");
  g_autoptr (RdmAddressAnswer) answer = ask (self, "Große Gasse 40, 1010 Oberau", FALSE);
  RdmPoint house = address_world_house (OBERAU, gare, 1);
  RdmPoint other = address_world_house (OBERAU, gare, 5);

  g_assert_nonnull (first (answer));
  g_assert_cmpint (rdm_buildings_find (self->world->region, first (answer)->point), ==,
                   RDM_BUILDING_FLATS);
  g_assert_cmpint (rdm_buildings_find (self->world->region, house), ==, RDM_BUILDING_HOUSE);
  house.lat_deg += 0.0002;
  g_assert_cmpint (rdm_buildings_find (self->world->region, house), ==, RDM_BUILDING_HOUSE);
  house.lat_deg += 0.001;
  g_assert_cmpint (rdm_buildings_find (self->world->region, house), ==, RDM_BUILDING_UNKNOWN);
  g_assert_cmpint (rdm_buildings_find (self->world->region, other), ==, RDM_BUILDING_UNKNOWN);
  g_assert_cmpint (rdm_buildings_find (self->world->region, RDM_POINT_NONE), ==,
                   RDM_BUILDING_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/address/search/tricky", test_tricky);
  ADD ("/address/search/points", test_points);
  ADD ("/address/search/every-house", test_every_house);
  ADD ("/address/search/between", test_between);
  ADD ("/address/search/buildings", test_buildings);
  ADD ("/address/search/kinds-of-buildings", test_kinds_of_buildings);
  ADD ("/address/search/near", test_near);
  ADD ("/address/search/typing", test_typing);
  ADD ("/address/search/reverse", test_reverse);
  ADD ("/address/search/rubbish", test_rubbish);
  return g_test_run ();
}
