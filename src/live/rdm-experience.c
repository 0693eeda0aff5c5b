/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-experience.h"

struct _RdmExperience
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (RdmExperience, rdm_experience, G_TYPE_OBJECT)

static void
rdm_experience_class_init (RdmExperienceClass *klass)
{
}

static void
rdm_experience_init (RdmExperience *self)
{
}

RdmExperience *
rdm_experience_new (void)
{
  return g_object_new (RDM_TYPE_EXPERIENCE, NULL);
}
