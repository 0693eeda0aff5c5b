/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roundsman-region: the verbs, each in a file of its name. Each parses its own arguments and
 * returns an exit status (rdm-ctl-program.h).
 */
#pragma once

#include "rdm-ctl-program.h"

G_BEGIN_DECLS

int roundsman_region_build (int argc, char **argv);
int roundsman_region_generate (int argc, char **argv);
int roundsman_region_info (int argc, char **argv);
int roundsman_region_matrix (int argc, char **argv);
int roundsman_region_route (int argc, char **argv);
int roundsman_region_search (int argc, char **argv);

G_END_DECLS
