/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program for the terminal that is made of verbs: a verb is a function that parses its own
 * arguments, does its work and returns an exit status.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** The exit status of every verb. */
enum
{
  RDM_CTL_OK = 0,
  RDM_CTL_REFUSED = 1, /* it was not allowed, or what was asked for has faults */
  RDM_CTL_USAGE = 2,   /* the command line makes no sense */
  RDM_CTL_FILE = 3,    /* a file cannot be opened, read or written */
};

typedef struct
{
  const char *name;
  const char *arguments; /* for --help: "PLAN FILE" */
  const char *summary;
  int (*run) (int argc, char **argv);
} RdmCtlVerb;

/** RdmCtlProgram: @head and @foot stand around the list of verbs in --help. Texts are not yet
 * translated. */
typedef struct
{
  const char *name;
  const char *head;
  const char *foot;
  guint n_groups;
  const RdmCtlVerb *const *groups; /* (array): lists of verbs, each ended by one without a name */
} RdmCtlProgram;

/** rdm_ctl_program_run: runs the verb that @argv[1] names. Returns: an exit status. */
int rdm_ctl_program_run (const RdmCtlProgram *self, int argc, char **argv);

/** rdm_ctl_program_set_locale: what main() begins with. */
void rdm_ctl_program_set_locale (void);

#define RDM_CTL_ANY_NUMBER (-1)

/** rdm_ctl_parse: options of a verb; `--help` is answered here. @n_least and @n_most arguments must
 * be left; @n_most may be %RDM_CTL_ANY_NUMBER. Returns: FALSE when @status is the exit status. */
gboolean rdm_ctl_parse (
    int *argc, char ***argv, const GOptionEntry *entries, int n_least, int n_most, int *status);

/** rdm_ctl_fail: a sentence on standard error, after the verb's name. Returns: @status. */
int rdm_ctl_fail (int status, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** rdm_ctl_print_json: @node: (transfer full). */
void rdm_ctl_print_json (JsonNode *node);

G_END_DECLS
