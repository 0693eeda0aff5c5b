/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-error.h"

G_DEFINE_QUARK (rdm_text_error, rdm_text_error)
G_DEFINE_QUARK (rdm_time_error, rdm_time_error)
G_DEFINE_QUARK (rdm_geo_error, rdm_geo_error)
G_DEFINE_QUARK (rdm_csv_error, rdm_csv_error)
G_DEFINE_QUARK (rdm_json_error, rdm_json_error)
