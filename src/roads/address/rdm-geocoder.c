/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-geocoder.h"

G_DEFINE_QUARK (rdm_geocoder_error, rdm_geocoder_error)

G_DEFINE_INTERFACE (RdmGeocoder, rdm_geocoder, G_TYPE_OBJECT)

static void
rdm_geocoder_default_init (RdmGeocoderInterface *iface)
{
}

RdmGeocoderUse
rdm_geocoder_uses (RdmGeocoder *self)
{
  g_return_val_if_fail (RDM_IS_GEOCODER (self), RDM_GEOCODER_ASKED);
  return RDM_GEOCODER_GET_IFACE (self)->uses (self);
}

char *
rdm_geocoder_dup_notice (RdmGeocoder *self)
{
  g_return_val_if_fail (RDM_IS_GEOCODER (self), NULL);
  return RDM_GEOCODER_GET_IFACE (self)->dup_notice (self);
}

RdmAddressAnswer *
rdm_geocoder_search (RdmGeocoder *self,
                     const RdmAddressRequest *request,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (RDM_IS_GEOCODER (self), NULL);
  g_return_val_if_fail (request->text != NULL, NULL);
  return RDM_GEOCODER_GET_IFACE (self)->search (self, request, cancellable, error);
}

GPtrArray *
rdm_geocoder_reverse (RdmGeocoder *self, RdmPoint at, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (RDM_IS_GEOCODER (self), NULL);
  return RDM_GEOCODER_GET_IFACE (self)->reverse (self, at, cancellable, error);
}

static void
free_request (gpointer data)
{
  RdmAddressRequest *request = data;

  g_free ((char *)request->text);
  g_free (request);
}

static void
search_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RdmAddressAnswer *answer = rdm_geocoder_search (source, data, cancellable, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify)rdm_address_answer_free);
  else
    g_task_return_error (task, error);
}

void
rdm_geocoder_search_async (RdmGeocoder *self,
                           const RdmAddressRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  RdmAddressRequest *copy = g_memdup2 (request, sizeof *request);

  copy->text = g_strdup (request->text);
  g_task_set_source_tag (task, rdm_geocoder_search_async);
  g_task_set_task_data (task, copy, free_request);
  g_task_run_in_thread (task, search_in_thread);
}

RdmAddressAnswer *
rdm_geocoder_search_finish (RdmGeocoder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
