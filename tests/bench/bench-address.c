/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses: how long a search takes while somebody types and when an address is pasted, in
 * milliseconds of this process's processor time; how many are found, and found rightly, however
 * they are written; and how large their index is.
 *
 * usage: bench-address [EXTRACT]: made-up towns of some 2,000 streets without it
 */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "rdm-address-search.h"
#include "rdm-near.h"
#include "rdm-demo-extract.h"
#include "rdm-region-build.h"

#define N_STREETS 2000
#define N_SAMPLE 3000
#define N_TYPED 300

/* A hit this near is the house that was meant. */
#define SAME_M 130.

typedef struct
{
  char *street;
  char *number;
  char *place;
  RdmPoint point;
} House;

static void
clear_house (gpointer data)
{
  House *house = data;

  g_free (house->street);
  g_free (house->number);
  g_free (house->place);
}

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

static void
print_times (const char *what, GArray *ms)
{
  g_array_sort (ms, compare_doubles);
  g_print ("%-28s median %6.3f  p95 %6.3f  max %6.2f ms\n", what,
           g_array_index (ms, double, ms->len / 2), g_array_index (ms, double, ms->len * 95 / 100),
           g_array_index (ms, double, ms->len - 1));
}

/* Every house, as the index itself would write its address. */
static GArray *
list_houses (RdmAddressIndex *index, guint n_houses)
{
  GArray *houses = g_array_new (FALSE, FALSE, sizeof (House));

  g_array_set_clear_func (houses, clear_house);
  for (gint64 id = 1; id <= n_houses; id++)
    {
      RdmAddressHouse row;
      RdmAddressThing street;
      House house;

      if (!rdm_address_index_house (index, id, &row))
        continue;
      if (rdm_address_index_street_of (index, id, &street))
        {
          const RdmAddressArea *area = rdm_address_index_area (index, row.area);

          house =
              (House){ g_strndup (street.names, strcspn (street.names, "\n")),
                       g_strdup (row.number), g_strdup_printf ("%s %s", area->postcode, area->town),
                       rdm_world_point (row.at) };
          g_array_append_val (houses, house);
          rdm_address_thing_clear (&street);
        }
      g_free (row.number);
    }
  return houses;
}

static void
shuffle (GArray *houses, GRand *random)
{
  House *data = (House *)houses->data;

  for (guint i = houses->len; i > 1; i--)
    {
      guint j = (guint)g_rand_int_range (random, 0, (gint32)i);
      House swap = data[i - 1];

      data[i - 1] = data[j];
      data[j] = swap;
    }
}

/* How an address may be written. */

static char *
write_plainly (const House *house, GRand *random)
{
  return g_strdup_printf ("%s %s, %s", house->street, house->number, house->place);
}

static char *
write_shortened (const House *house, GRand *random)
{
  static const char *const pairs[][2] = {
    { "strasse", "str." }, { "straße", "str." },   { "gasse", "g." },   { "platz", "pl." },
    { "Avenue", "Av." },   { "Boulevard", "Bd." }, { "Rue ", "R. " },   { "Saint", "St" },
    { "Street", "St" },    { "Road", "Rd" },       { "Chemin", "Ch." }, { "weg", "wg." },
  };
  g_autoptr (GString) street = g_string_new (house->street);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_string_replace (street, pairs[i][0], pairs[i][1], 0);
  return g_strdup_printf ("%s %s, %s", street->str, house->number, house->place);
}

static char *
write_without_accents (const House *house, GRand *random)
{
  g_autofree char *text = write_plainly (house, random);
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *out = g_string_new (NULL);

  for (const char *at = apart; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_utf8_get_char (at));
  return g_string_free (out, FALSE);
}

/* One letter of the street left out, put in, replaced, or swapped with the next. */
static char *
write_with_slip (const House *house, GRand *random)
{
  g_autoptr (GString) street = g_string_new (NULL);
  long n = g_utf8_strlen (house->street, -1);
  long at = g_rand_int_range (random, 0, (gint32)n);
  int slip = g_rand_int_range (random, 0, 4);
  gunichar held = 0;

  for (int tries = 0;
       tries < 50
       && !g_unichar_isalpha (g_utf8_get_char (g_utf8_offset_to_pointer (house->street, at)));
       tries++)
    at = g_rand_int_range (random, 0, (gint32)n);
  for (long i = 0; i < n; i++)
    {
      gunichar c = g_utf8_get_char (g_utf8_offset_to_pointer (house->street, i));

      if (i == at && slip == 0)
        continue;
      if (i == at && slip == 1)
        g_string_append_c (street, (char)g_rand_int_range (random, 'a', 'z' + 1));
      if (i == at && slip == 2)
        c = (gunichar)g_rand_int_range (random, 'a', 'z' + 1);
      if (i == at && slip == 3)
        {
          held = c;
          continue;
        }
      g_string_append_unichar (street, c);
      if (held != 0)
        g_string_append_unichar (street, held);
      held = 0;
    }
  if (held != 0)
    g_string_append_unichar (street, held);
  return g_strdup_printf ("%s %s, %s", street->str, house->number, house->place);
}

static char *
write_backwards (const House *house, GRand *random)
{
  return g_strdup_printf ("%s, %s %s", house->place, house->number, house->street);
}

static char *
write_with_floor (const House *house, GRand *random)
{
  return g_strdup_printf ("c/o Huber, %s %s, 3. OG, %s", house->street, house->number,
                          house->place);
}

static char *
write_without_town (const House *house, GRand *random)
{
  return g_strdup_printf ("%s %s", house->street, house->number);
}

static char *
write_in_capitals (const House *house, GRand *random)
{
  g_autofree char *text = write_plainly (house, random);

  return g_utf8_strup (text, -1);
}

typedef char *(*Writer) (const House *house, GRand *random);

static void
search_all (RdmAddressIndex *index, GArray *houses, const char *what, Writer write)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GArray) ms = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = MIN (houses->len, N_SAMPLE);
  guint n_right = 0;
  guint n_wrong = 0;

  for (guint i = 0; i < n; i++)
    {
      const House *house = &g_array_index (houses, House, i);
      g_autofree char *text = write (house, random);
      const RdmAddressRequest request = { text, RDM_POINT_NONE, 0, FALSE };
      double start_ms = cpu_ms ();
      g_autoptr (RdmAddressAnswer) answer = rdm_address_search (index, &request);
      double took_ms = cpu_ms () - start_ms;

      g_array_append_val (ms, took_ms);
      if (answer->confidence != RDM_ADDRESS_EXACT)
        continue;
      if (rdm_geo_distance (((const RdmAddressHit *)g_ptr_array_index (answer->hits, 0))->point,
                            house->point)
          <= SAME_M)
        n_right++;
      else
        n_wrong++;
    }
  g_print ("%-20s exact and right %6.2f %%, exact and wrong %u of %u\n", what,
           100. * n_right / MAX (n, 1), n_wrong, n);
  print_times ("", ms);
}

/* Every key of an address as somebody types it. */
static void
type_all (RdmAddressIndex *index, GArray *houses)
{
  g_autoptr (GArray) ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) first_ms = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < MIN (houses->len, N_TYPED); i++)
    {
      g_autofree char *text = write_plainly (&g_array_index (houses, House, i), NULL);
      long length = g_utf8_strlen (text, -1);

      for (long n = 1; n <= length; n++)
        {
          g_autofree char *typed = g_utf8_substring (text, 0, n);
          const RdmAddressRequest request = { typed, RDM_POINT_NONE, 8, TRUE };
          double start_ms = cpu_ms ();
          g_autoptr (RdmAddressAnswer) answer = rdm_address_search (index, &request);
          double took_ms = cpu_ms () - start_ms;

          g_array_append_val (n <= 2 ? first_ms : ms, took_ms);
        }
    }
  print_times ("a key, the first two", first_ms);
  print_times ("a key, from the third", ms);
}

static void
reverse_all (RdmAddressIndex *index, GArray *houses)
{
  g_autoptr (GArray) ms = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < MIN (houses->len, N_SAMPLE); i++)
    {
      RdmPoint at = g_array_index (houses, House, i).point;
      double start_ms = cpu_ms ();
      g_autoptr (GPtrArray) hits = rdm_address_reverse (index, at);
      double took_ms = cpu_ms () - start_ms;

      g_array_append_val (ms, took_ms);
    }
  print_times ("from a place", ms);
}

static double
index_mb (const char *path)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  double bytes = NAN;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (db, "SELECT total(pgsize) FROM dbstat WHERE name LIKE 'address%'", -1,
                             &statement, NULL)
             == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    bytes = sqlite3_column_double (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return bytes / 1e6;
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *what;
    Writer write;
  } ways[] = {
    { "as it is", write_plainly },
    { "shortened", write_shortened },
    { "without accents", write_without_accents },
    { "a slip in the street", write_with_slip },
    { "backwards", write_backwards },
    { "with floor and care", write_with_floor },
    { "in capitals", write_in_capitals },
    { "without the town", write_without_town },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-address-XXXXXX", NULL);
  g_autofree char *made = g_build_filename (folder, "towns.osm.pbf", NULL);
  g_autofree char *path = g_build_filename (folder, "towns.region", NULL);
  g_autoptr (RdmAddressIndex) index = NULL;
  g_autoptr (GArray) houses = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double start_ms;

  if (argc < 2 && !rdm_demo_extract_write (made, N_STREETS, NULL, &error))
    g_error ("%s", error->message);
  if (!rdm_region_build (argc < 2 ? made : argv[1], path, NULL, NULL, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  start_ms = cpu_ms ();
  index = rdm_address_index_new (path, &error);
  if (index == NULL)
    g_error ("%s", error->message);
  g_print ("opened in %.2f ms\n", cpu_ms () - start_ms);
  houses = list_houses (index, rdm_address_index_n_houses (index));
  g_print ("%u houses, index %.2f MB\n", houses->len, index_mb (path));
  shuffle (houses, random);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    search_all (index, houses, ways[i].what, ways[i].write);
  type_all (index, houses);
  reverse_all (index, houses);
  (void)g_unlink (made);
  (void)g_unlink (path);
  (void)g_rmdir (folder);
  return 0;
}
