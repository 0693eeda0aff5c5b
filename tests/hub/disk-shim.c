/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk-shim.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

typedef enum
{
  WRITE,
  TRUNCATE,
  SYNC,
  DELETE,
  MARK,
} Kind;

typedef struct
{
  Kind kind;
  char *file;
  gint64 number; /* offset, length or mark */
  guint8 *bytes;
  gsize length;
} Record;

static struct
{
  GMutex lock;
  gboolean recording;
  GPtrArray *records; /* (element-type Record) */
  int writes_left;
  sqlite3_vfs *real;
} disk = { .writes_left = -1 };

typedef struct
{
  sqlite3_file base;
  char *name;         /* NULL: a file that does not matter */
  sqlite3_file *real; /* in the same piece of memory */
} File;

static void
record_free (gpointer data)
{
  Record *record = data;

  g_free (record->file);
  g_free (record->bytes);
  g_free (record);
}

static void
record (Kind kind, const char *file, gint64 number, const void *bytes, int length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&disk.lock);
  Record *entry;

  if (!disk.recording || (kind != MARK && !file))
    return;
  entry = g_new0 (Record, 1);
  *entry =
      (Record){ kind, g_strdup (file), number, g_memdup2 (bytes, (gsize)length), (gsize)length };
  g_ptr_array_add (disk.records, entry);
}

static gboolean
is_full (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&disk.lock);

  if (disk.writes_left > 0)
    disk.writes_left--;
  return disk.writes_left == 0;
}

/* SQLite's methods of a file */

#define REAL(file) (((File *)(file))->real)
#define CALL(file, method, ...) (REAL (file)->pMethods->method (REAL (file), ##__VA_ARGS__))

static int
file_close (sqlite3_file *file)
{
  int rc = CALL (file, xClose);

  g_clear_pointer (&((File *)file)->name, g_free);
  return rc;
}

static int
file_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  return CALL (file, xRead, bytes, length, offset);
}

static int
file_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  if (((File *)file)->name && is_full ())
    return SQLITE_FULL;
  record (WRITE, ((File *)file)->name, offset, bytes, length);
  return CALL (file, xWrite, bytes, length, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 length)
{
  record (TRUNCATE, ((File *)file)->name, length, NULL, 0);
  return CALL (file, xTruncate, length);
}

/* The power goes in the tests only: the real disk need not be waited for. */
static int
file_sync (sqlite3_file *file, int flags)
{
  record (SYNC, ((File *)file)->name, 0, NULL, 0);
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *length)
{
  return CALL (file, xFileSize, length);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return CALL (file, xLock, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return CALL (file, xUnlock, level);
}

static int
file_check_reserved (sqlite3_file *file, int *is_reserved)
{
  return CALL (file, xCheckReservedLock, is_reserved);
}

static int
file_control (sqlite3_file *file, int what, void *data)
{
  return CALL (file, xFileControl, what, data);
}

static int
file_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

/* Nothing is promised: not that what is appended is safe, not that a sector is written at once. */
static int
file_characteristics (sqlite3_file *file)
{
  return 0;
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return CALL (file, xShmMap, page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return CALL (file, xShmLock, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  CALL (file, xShmBarrier);
}

static int
file_shm_unmap (sqlite3_file *file, int remove)
{
  return CALL (file, xShmUnmap, remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
disk_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *flags_out)
{
  File *self = (File *)file;
  int rc;

  self->real = (sqlite3_file *)(self + 1);
  self->base.pMethods = NULL;
  rc = disk.real->xOpen (disk.real, path, self->real, flags, flags_out);
  if (rc != SQLITE_OK)
    return rc;
  self->base.pMethods = &methods;
  self->name = path && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)
                   ? g_path_get_basename (path)
                   : NULL;
  return SQLITE_OK;
}

static int
disk_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  g_autofree char *name = g_path_get_basename (path);

  record (DELETE, name, 0, NULL, 0);
  return disk.real->xDelete (disk.real, path, FALSE);
}

void
disk_shim_install (void)
{
  static sqlite3_vfs vfs;

  disk.real = sqlite3_vfs_find (NULL);
  disk.records = g_ptr_array_new_with_free_func (record_free);
  vfs = *disk.real;
  vfs.pNext = NULL;
  vfs.zName = "disk-shim";
  vfs.szOsFile = (int)sizeof (File) + disk.real->szOsFile;
  vfs.xOpen = disk_open;
  vfs.xDelete = disk_delete;
  sqlite3_vfs_register (&vfs, TRUE);
}

void
disk_shim_record (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&disk.lock);

  g_ptr_array_set_size (disk.records, 0);
  disk.recording = TRUE;
}

void
disk_shim_stop (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&disk.lock);

  disk.recording = FALSE;
}

void
disk_shim_mark (gint64 number)
{
  record (MARK, NULL, number, NULL, 0);
}

guint
disk_shim_count (void)
{
  return disk.records->len;
}

void
disk_shim_fill (int n_writes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&disk.lock);

  disk.writes_left = n_writes;
}

/* The disk as the power leaves it */

typedef struct
{
  GByteArray *durable; /* NULL: there is no such file */
  GPtrArray *pending;  /* (element-type Record): borrowed, not synced */
} Content;

struct _DiskImage
{
  GHashTable *files; /* (element-type utf8 Content) */
  guint next;
  gint64 mark;
};

static void
content_free (gpointer data)
{
  Content *content = data;

  g_clear_pointer (&content->durable, g_byte_array_unref);
  g_ptr_array_unref (content->pending);
  g_free (content);
}

DiskImage *
disk_image_new (void)
{
  DiskImage *self = g_new0 (DiskImage, 1);

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, content_free);
  self->mark = -1;
  return self;
}

void
disk_image_free (DiskImage *self)
{
  g_hash_table_unref (self->files);
  g_free (self);
}

static void
set_length (GByteArray *bytes, gsize length)
{
  gsize before = bytes->len;

  g_byte_array_set_size (bytes, (guint)length);
  if (length > before)
    memset (bytes->data + before, 0, length - before);
}

/* @random: NULL: all of it; else each sector or not. */
static void
apply (const Record *entry, GByteArray *bytes, GRand *random)
{
  gsize done = 0;

  if (entry->kind == TRUNCATE)
    {
      if (!random || g_rand_boolean (random))
        set_length (bytes, (gsize)entry->number);
      return;
    }
  while (done < entry->length)
    {
      gsize offset = (gsize)entry->number + done;
      gsize n = MIN (SECTOR - offset % SECTOR, entry->length - done);

      if (!random || g_rand_boolean (random))
        {
          if (bytes->len < offset + n)
            set_length (bytes, offset + n);
          memcpy (bytes->data + offset, entry->bytes + done, n);
        }
      done += n;
    }
}

static Content *
content_of (DiskImage *self, const char *file)
{
  Content *content = g_hash_table_lookup (self->files, file);

  if (!content)
    {
      content = g_new0 (Content, 1);
      content->pending = g_ptr_array_new ();
      g_hash_table_insert (self->files, g_strdup (file), content);
    }
  return content;
}

gboolean
disk_image_step (DiskImage *self)
{
  Record *entry;
  Content *content;

  if (self->next >= disk.records->len)
    return FALSE;
  entry = disk.records->pdata[self->next++];
  if (entry->kind == MARK)
    {
      self->mark = entry->number;
      return TRUE;
    }
  content = content_of (self, entry->file);
  if (entry->kind == DELETE)
    {
      g_clear_pointer (&content->durable, g_byte_array_unref);
      g_ptr_array_set_size (content->pending, 0);
      return TRUE;
    }
  if (!content->durable)
    content->durable = g_byte_array_new ();
  if (entry->kind != SYNC)
    {
      g_ptr_array_add (content->pending, entry);
      return TRUE;
    }
  for (guint i = 0; i < content->pending->len; i++)
    apply (content->pending->pdata[i], content->durable, NULL);
  g_ptr_array_set_size (content->pending, 0);
  return TRUE;
}

gint64
disk_image_mark (DiskImage *self)
{
  return self->mark;
}

void
disk_image_write (DiskImage *self, const char *folder, GRand *random)
{
  GHashTableIter iter;
  gpointer name, data;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, &data))
    {
      const Content *content = data;
      g_autoptr (GByteArray) bytes = NULL;
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!content->durable)
        continue;
      bytes = g_byte_array_sized_new (content->durable->len);
      g_byte_array_append (bytes, content->durable->data, content->durable->len);
      for (guint i = 0; i < content->pending->len; i++)
        apply (content->pending->pdata[i], bytes, random);
      g_assert_true (g_file_set_contents_full (path, bytes->len ? (const char *)bytes->data : "",
                                               bytes->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}
