/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-exception-queue.h"

#include "rdm-desk-live.h"

#define WAIT_MS (15 * 60 * G_GINT64_CONSTANT (1000))

struct _RdmExceptionQueue
{
  GObject parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmLiveDay *day; /* the one that @alerts is about; NULL before the first look */
  RdmAlerts *alerts;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmExceptionQueue, rdm_exception_queue, G_TYPE_OBJECT)

/* Another day, or another plan, has another live day. */
static void
refresh (RdmExceptionQueue *self)
{
  RdmLiveDay *day = rdm_live_get_day (rdm_desk_get_live (self->desk));
  gboolean is_other = g_set_object (&self->day, day);

  if (is_other)
    {
      g_clear_object (&self->alerts);
      self->alerts = rdm_alerts_new (day);
    }
  if (rdm_alerts_update (self->alerts) || is_other)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
rows_changed_cb (RdmExceptionQueue *self, GPtrArray *changes, RdmDeskTouched *touched)
{
  rdm_alerts_rows_changed (self->alerts, touched->all ? NULL : changes);
  refresh (self);
}

static void
dispose (GObject *object)
{
  RdmExceptionQueue *self = RDM_EXCEPTION_QUEUE (object);

  g_clear_object (&self->alerts);
  g_clear_object (&self->day);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_exception_queue_parent_class)->dispose (object);
}

static void
rdm_exception_queue_class_init (RdmExceptionQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_EXCEPTION_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_exception_queue_init (RdmExceptionQueue *self)
{
}

RdmExceptionQueue *
rdm_exception_queue_new (RdmDesk *desk)
{
  RdmExceptionQueue *self = g_object_new (RDM_TYPE_EXCEPTION_QUEUE, NULL);

  self->desk = g_object_ref (desk);
  refresh (self);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_live (desk), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}

GPtrArray *
rdm_exception_queue_get_list (RdmExceptionQueue *self)
{
  return rdm_alerts_get_list (self->alerts);
}

guint
rdm_exception_queue_count_open (RdmExceptionQueue *self)
{
  return rdm_alerts_count_open (self->alerts);
}

const RdmAlert *
rdm_exception_queue_find (RdmExceptionQueue *self, const char *id)
{
  return id != NULL ? rdm_alerts_find (self->alerts, id) : NULL;
}

const RdmAlert *
rdm_exception_queue_find_line (RdmExceptionQueue *self, const char *id)
{
  return id != NULL ? rdm_alerts_find_line (self->alerts, id) : NULL;
}

const char *
rdm_exception_queue_next (RdmExceptionQueue *self, const char *id)
{
  GPtrArray *list = rdm_exception_queue_get_list (self);
  guint start = 0;

  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (((const RdmAlert *)g_ptr_array_index (list, i))->id, id) == 0)
      start = i + 1;
  for (guint i = 0; i < list->len; i++)
    {
      const RdmAlert *alert = g_ptr_array_index (list, (start + i) % list->len);

      if (!alert->is_quiet)
        return alert->id;
    }
  return NULL;
}

RdmLiveDay *
rdm_exception_queue_get_day (RdmExceptionQueue *self)
{
  return self->day;
}

RdmDesk *
rdm_exception_queue_get_desk (RdmExceptionQueue *self)
{
  return self->desk;
}

const char *
rdm_exception_queue_who (void)
{
  const char *name = g_get_real_name ();

  return g_str_equal (name, "Unknown") ? g_get_user_name () : name;
}

gboolean
rdm_exception_queue_act (RdmExceptionQueue *self, const char *id, RdmExceptionAct act)
{
  const RdmAlert *alert = rdm_exception_queue_find (self, id);
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  const char *who = rdm_exception_queue_who ();
  gint64 now_ms = rdm_desk_get_now_ms (self->desk);
  g_autoptr (RdmCommand) command = NULL;

  if (alert == NULL)
    return FALSE;
  switch (act)
    {
    case RDM_EXCEPTION_ACT_TAKE:
      command = rdm_alert_take_command (alert, rows, who, now_ms);
      break;
    case RDM_EXCEPTION_ACT_WAIT:
      command = rdm_alert_wait_command (alert, rows, who, now_ms + WAIT_MS, now_ms);
      break;
    case RDM_EXCEPTION_ACT_DISMISS:
      command = rdm_alert_dismiss_command (alert, rows, who, now_ms);
      break;
    case RDM_EXCEPTION_ACT_REOPEN:
    default:
      command = rdm_alert_reopen_command (alert, rows, who, now_ms);
      break;
    }
  return rdm_desk_run (self->desk, command);
}

gboolean
rdm_exception_queue_note (RdmExceptionQueue *self, const char *id, const char *text)
{
  const RdmAlert *alert = rdm_exception_queue_find (self, id);
  g_autoptr (RdmCommand) command = NULL;

  if (alert == NULL || *text == '\0')
    return FALSE;
  command =
      rdm_alert_note_command (alert, rdm_desk_get_rows (self->desk), rdm_exception_queue_who (),
                              text, rdm_desk_get_now_ms (self->desk));
  return rdm_desk_run (self->desk, command);
}
