/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-log.h"

#define MOST_FIELDS 12

void
rdm_hub_log (RdmHubLogLevel level, const char *event, const char *message, ...)
{
  char priority[2] = { (char)('0' + level), '\0' };
  GLogField fields[MOST_FIELDS] = {
    { "MESSAGE", message, -1 },
    { "PRIORITY", priority, -1 },
    { "GLIB_DOMAIN", G_LOG_DOMAIN, -1 },
    { "ROUNDSMAN_EVENT", event, -1 },
  };
  gsize n = 4;
  const char *name;
  va_list more;

  va_start (more, message);
  while (n < MOST_FIELDS && (name = va_arg (more, const char *)))
    {
      const char *value = va_arg (more, const char *);

      if (value)
        fields[n++] = (GLogField){ name, value, -1 };
    }
  va_end (more);
  /* What is wrong here is mostly a stranger's doing: it is never the program's own error, and
   * GLib's level is about that. */
  g_log_structured_array (G_LOG_LEVEL_MESSAGE, fields, n);
}
