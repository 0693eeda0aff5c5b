/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ctl.h"
const RdmCtlVerb rdm_ctl_out_verbs[] = { { NULL } };
