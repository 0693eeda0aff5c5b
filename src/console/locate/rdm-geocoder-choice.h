/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is asked where addresses are: the region in use, or the server that was chosen for this
 * computer.
 */
#pragma once

#include "rdm-geocoder.h"
#include "rdm-region-choice.h"

G_BEGIN_DECLS

#define RDM_TYPE_GEOCODER_CHOICE (rdm_geocoder_choice_get_type ())
G_DECLARE_FINAL_TYPE (RdmGeocoderChoice, rdm_geocoder_choice, RDM, GEOCODER_CHOICE, GObject)

/** RdmGeocoderChoice::changed (): another one, or none. */

RdmGeocoderChoice *rdm_geocoder_choice_new (RdmRegionChoice *region,
                                            GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_geocoder_choice_get: Returns: (transfer none) (nullable): NULL: none. */
RdmGeocoder *rdm_geocoder_choice_get (RdmGeocoderChoice *self);

/** rdm_geocoder_choice_get_problem: Returns: (nullable): why the server that was chosen cannot be
 * asked; the region is, meanwhile. */
const char *rdm_geocoder_choice_get_problem (RdmGeocoderChoice *self);

G_END_DECLS
