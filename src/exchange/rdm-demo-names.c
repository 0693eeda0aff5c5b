/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names of streets: a word for what grew, lived or stood there, and one for what kind of street it
 * is. */
#include "rdm-demo-streets-private.h"

static const char *const words[] = {
  "Ahorn",    "Amsel",     "Anger",    "Apfel",    "Bach",     "Berg",    "Birken",  "Brunnen",
  "Buchen",   "Dachs",     "Drossel",  "Eichen",   "Elster",   "Erlen",   "Eschen",  "Falken",
  "Färber",   "Feld",      "Fichten",  "Finken",   "Fischer",  "Flieder", "Föhren",  "Fuchs",
  "Garten",   "Gerber",    "Ginster",  "Hafner",   "Hasel",    "Hecken",  "Heide",   "Holunder",
  "Hopfen",   "Kapellen",  "Kiefern",  "Kirch",    "Kirschen", "Kloster", "Korn",    "Kranich",
  "Krokus",   "Lärchen",   "Lerchen",  "Linden",   "Marder",   "Meisen",  "Mohn",    "Moor",
  "Mühl",     "Nelken",    "Nuss",     "Obst",     "Pappel",   "Pfarr",   "Quellen", "Reb",
  "Reiher",   "Rosen",     "Sand",     "Schlehen", "Schmiede", "Schul",   "Seiler",  "Sonnen",
  "Specht",   "Stein",     "Storchen", "Tannen",   "Töpfer",   "Turm",    "Ufer",    "Ulmen",
  "Veilchen", "Wacholder", "Weber",    "Weiden",   "Weiher",   "Wiesel",  "Wiesen",  "Zeisig",
};

static const char *const short_kinds[] = { "gasse", "weg", "winkel", "stieg", "hof" };
static const char *const long_kinds[] = { "straße", "weg", "allee", "ring", "zeile" };

/* Steps through all words before any comes again: 37 has no factor in common with their number. */
G_STATIC_ASSERT (G_N_ELEMENTS (words) % 37 != 0);

char *
rdm_demo_street_name (guint index, double length_m)
{
  guint n = G_N_ELEMENTS (words);
  guint turn = index / n;
  const char *word = words[index * 37 % n];
  gboolean is_long = length_m > 420.;
  /* Each turn has kinds of its own, so that no name comes twice. */
  static const guint short_of[] = { 1, 0, 3, 4, 2 };
  static const guint long_of[] = { 0, 4, 2, 3, 1 };

  if (turn >= G_N_ELEMENTS (short_of))
    return g_strdup_printf ("%s%s %u", word, long_kinds[0], turn);
  return g_strconcat (word, is_long ? long_kinds[long_of[turn]] : short_kinds[short_of[turn]],
                      NULL);
}
