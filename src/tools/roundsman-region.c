/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roundsman-region: makes region files from OpenStreetMap extracts, and answers from them.
 */
#include "roundsman-region.h"

#include <glib/gi18n.h>

static const RdmCtlVerb verbs[] = {
  { "build", "EXTRACT REGION", N_ ("Make a region from an OpenStreetMap extract"),
    roundsman_region_build },
  { "info", "REGION", N_ ("Tell what a region holds"), roundsman_region_info },
  { "matrix", "REGION", N_ ("Travel times between the points of standard input"),
    roundsman_region_matrix },
  { "route", "REGION POINT POINT…", N_ ("The way through points, turn by turn"),
    roundsman_region_route },
  { "search", "REGION TEXT…", N_ ("Find addresses by words, or by a place"),
    roundsman_region_search },
  { "generate", "EXTRACT", N_ ("Write a made-up extract, to try things with"),
    roundsman_region_generate },
  { NULL },
};

int
main (int argc, char **argv)
{
  static const RdmCtlVerb *const groups[] = { verbs };
  static const RdmCtlProgram program = {
    .name = "roundsman-region",
    .head =
        N_ ("Usage: roundsman-region VERB [OPTION…] FILE [ARGUMENT…]\n\n"
            "A region is one file with the roads, the map and the addresses of a part of the "
            "world, made from an\nOpenStreetMap extract (.osm.pbf). With it, Roundsman needs no "
            "network.\n\n"),
    .foot = N_ ("\nEvery verb answers --help; most answer --json for programs.\n"
                "Exit status: 0 done; 1 there is no answer, or it was stopped; 2 the command line "
                "makes no sense; 3 a file cannot be opened, read or written.\n"
                "Map data is © OpenStreetMap contributors, under the Open Database License: "
                "https://www.openstreetmap.org/copyright\n"),
    .n_groups = G_N_ELEMENTS (groups),
    .groups = groups,
  };

  rdm_ctl_program_set_locale ();
  return rdm_ctl_program_run (&program, argc, argv);
}
