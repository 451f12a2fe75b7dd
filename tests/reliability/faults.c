/* Files that fail: loaded into a program (LD_PRELOAD), it lets the N-th change of a file below a
 * folder fail as files do fail. The program arms it through `faults_arm`; until then it only passes
 * calls on.
 *
 *   KILL    the process dies before the change is made
 *   TORN    half of what is written is written, then the process dies
 *   ENOSPC, EIO   the call fails, once or from then on
 *   LOSE    the process dies, and the machine with it: see `undo`
 *
 * Without being armed, it goes by the environment: below FAULTS_FOLDER every change fails with
 * FAULTS_ERROR (a number), as long as there is a file FAULTS_WHILE.
 *
 * In the mode LOSE every change is noted, with the bytes that it replaces, until the file (or for a
 * name, its folder) is synced. At the fault each change not yet synced is undone or kept, by chance,
 * the latest first: what a disk may hold after the power went.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { KILL = 1, TORN, NOSPACE, IOERROR, LOSE };
enum { WRITE = 1, CREATE, RENAME };

struct change {
    int kind;
    char path[512], other[512]; /* other: what a rename replaced, kept under this name; or "" */
    off_t offset, size;         /* of a write: where it began, how long the file was before */
    size_t length;
    char *before;
    struct change *earlier;
};

static char folder[512];
static long fault_at = -1, count = 0, kept = 0;
static int mode = 0, for_ever = 0;
static struct change *changes = NULL;
static const char *while_there = NULL;
static int error_then = 0;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void faults_arm(const char *prefix, long at, int how, int again, unsigned seed) {
    snprintf(folder, sizeof folder, "%s", prefix);
    fault_at = at;
    mode = how;
    for_ever = again;
    count = 0;
    srand(seed);
}

__attribute__((constructor)) static void from_environment(void) {
    const char *prefix = getenv("FAULTS_FOLDER"), *error = getenv("FAULTS_ERROR");
    while_there = getenv("FAULTS_WHILE");
    if (!prefix || !error || !while_there) return;
    snprintf(folder, sizeof folder, "%s", prefix);
    error_then = atoi(error);
}

long faults_count(void) { return count; }

static int below(const char *path) {
    return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0;
}

static const char *path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, 511);
    path[length > 0 ? length : 0] = 0;
    return path;
}

static void undo(struct change *change) {
    int file;
    switch (change->kind) {
    case WRITE:
        file = REAL(open)(change->path, O_RDWR);
        if (file < 0) return;
        if (change->length) (void)!REAL(pwrite)(file, change->before, change->length, change->offset);
        (void)!REAL(ftruncate)(file, change->size);
        close(file);
        return;
    case CREATE:
        REAL(unlink)(change->path);
        return;
    case RENAME:
        REAL(unlink)(change->path);
        if (change->other[0]) (void)!link(change->other, change->path);
    }
}

static void die(void) {
    if (mode == LOSE)
        for (struct change *one = changes; one; one = one->earlier)
            if (rand() % 4) undo(one);
    kill(getpid(), SIGKILL);
}

static struct change *note(int kind, const char *path) {
    if (mode != LOSE) return NULL;
    struct change *made = calloc(1, sizeof *made);
    made->kind = kind;
    snprintf(made->path, sizeof made->path, "%s", path);
    made->earlier = changes;
    changes = made;
    return made;
}

static void note_write(int descriptor, const char *path, size_t length, off_t offset) {
    struct change *made = note(WRITE, path);
    if (!made) return;
    struct stat status;
    fstat(descriptor, &status);
    made->size = status.st_size;
    made->offset = offset;
    made->before = malloc(length ? length : 1);
    int file = REAL(open)(path, O_RDONLY);
    ssize_t read_ = file < 0 ? 0 : pread(file, made->before, length, offset);
    if (file >= 0) close(file);
    made->length = read_ > 0 ? (size_t)read_ : 0;
}

static void synced(const char *path) {
    size_t length = strlen(path);
    for (struct change **at = &changes; *at;) {
        struct change *one = *at;
        int is_file = one->kind == WRITE && strcmp(one->path, path) == 0;
        /* Syncing a file that was just made keeps its name too; a rename waits for the folder. */
        int is_made = one->kind == CREATE && strcmp(one->path, path) == 0;
        int is_within = one->kind != WRITE && strncmp(one->path, path, length) == 0 &&
                        one->path[length] == '/' && !strchr(one->path + length + 1, '/');
        if (is_file || is_made || is_within) *at = one->earlier;
        else at = &one->earlier;
    }
}

/* Whether this change fails: 0 if not, else the error. May not return. */
static int fails(int is_write) {
    if (error_then) return access(while_there, F_OK) == 0 ? error_then : 0;
    count++;
    if (fault_at < 1 || (count != fault_at && !(for_ever && count > fault_at))) return 0;
    if (mode == KILL || mode == LOSE || (mode == TORN && !is_write)) die();
    return mode == NOSPACE ? ENOSPC : mode == IOERROR ? EIO : -1;
}

#define REFUSE(error) do { errno = (error); return -1; } while (0)

ssize_t write(int descriptor, const void *bytes, size_t length) {
    char path[512];
    if (folder[0] && below(path_of(descriptor, path))) {
        int error = fails(1);
        if (error < 0) { (void)!REAL(write)(descriptor, bytes, length / 2); die(); }
        if (error) REFUSE(error);
        off_t offset = lseek(descriptor, 0, SEEK_CUR);
        if (fcntl(descriptor, F_GETFL) & O_APPEND) offset = lseek(descriptor, 0, SEEK_END);
        note_write(descriptor, path, length, offset);
    }
    return REAL(write)(descriptor, bytes, length);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    char path[512];
    if (folder[0] && below(path_of(descriptor, path))) {
        int error = fails(1);
        if (error < 0) { (void)!REAL(pwrite)(descriptor, bytes, length / 2, offset); die(); }
        if (error) REFUSE(error);
        note_write(descriptor, path, length, offset);
    }
    return REAL(pwrite)(descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite(descriptor, bytes, length, offset);
}

int ftruncate(int descriptor, off_t size) {
    char path[512];
    if (folder[0] && below(path_of(descriptor, path))) {
        int error = fails(0);
        if (error) REFUSE(error);
        struct stat status;
        fstat(descriptor, &status);
        if (size < status.st_size)
            note_write(descriptor, path, (size_t)(status.st_size - size), size);
    }
    return REAL(ftruncate)(descriptor, size);
}

int ftruncate64(int descriptor, off_t size) { return ftruncate(descriptor, size); }

int fsync(int descriptor) {
    char path[512];
    if (folder[0] && below(path_of(descriptor, path))) {
        int error = fails(0);
        if (error) REFUSE(error == ENOSPC ? EIO : error);
        synced(path);
    }
    return REAL(fsync)(descriptor);
}

int fdatasync(int descriptor) { return fsync(descriptor); }

int rename(const char *from, const char *to) {
    if (below(to)) {
        int error = fails(0);
        if (error) REFUSE(error);
        struct change *made = note(RENAME, to);
        if (made) {
            char name[600];
            snprintf(name, sizeof name, "%s.lost-%ld", folder, kept++);
            if (strlen(name) < sizeof made->other && link(to, name) == 0)
                strcpy(made->other, name);
        }
    }
    return REAL(rename)(from, to);
}

int unlink(const char *path) {
    if (below(path)) {
        int error = fails(0);
        if (error && error != ENOSPC) REFUSE(error);
        /* What is gone needs no undoing: a name that comes back is swept up like any other. */
        for (struct change **at = &changes; *at;)
            if ((*at)->kind != RENAME && strcmp((*at)->path, path) == 0) *at = (*at)->earlier;
            else at = &(*at)->earlier;
    }
    return REAL(unlink)(path);
}

static int made(const char *path, int flags) {
    if (!(flags & O_CREAT) || !below(path) || access(path, F_OK) == 0) return 0;
    int error = fails(0);
    if (!error) note(CREATE, path);
    return error;
}

#define OPEN(name)                                                                                  \
    int name(const char *path, int flags, ...) {                                                    \
        va_list rest;                                                                               \
        va_start(rest, flags);                                                                      \
        mode_t permissions = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;              \
        va_end(rest);                                                                               \
        int error = made(path, flags);                                                              \
        if (error) REFUSE(error);                                                                   \
        return REAL(name)(path, flags, permissions);                                                \
    }

OPEN(open)
OPEN(open64)
