/* The manifest names the files staged before it, with their digests. */
#include "sample_report.h"
#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static const char *text_at(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

static void lists_inputs_outputs_and_fonts(void **state)
{
    (void)state;
    struct sample s;
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    sample_init(&s);
    s.paper.n_fonts = 1;
    s.paper.fonts[0] = (struct used_font){"body", "NotoSerifCJKsc-Regular", "/usr/share/fonts/a.ttc", "2.001", "ff", true};
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a.txt", "abc", 3, &diag));
    assert_true(draw_report_json(&s, out, "report.json", &diag));
    outdir_private(out, "report.json");
    assert_true(draw_manifest(&s, out, "manifest.json", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);

    char *bytes = sample_read(folder, "manifest.json", NULL);
    json_t *root = json_loads(bytes, 0, NULL), *outputs = json_object_get(root, "outputs");
    assert_string_equal(text_at(root, "schema"), "nianbao.manifest/1");
    assert_string_equal(text_at(root, "stamp"), "2026-01-20T00:00:00+08:00");
    assert_string_equal(text_at(root, "rules"), "sha256:bb");
    assert_int_equal(json_array_size(outputs), 2);
    const json_t *first = json_array_get(outputs, 0);
    assert_string_equal(text_at(first, "name"), "a.txt");
    assert_int_equal(json_integer_value(json_object_get(first, "size")), 3);
    assert_string_equal(text_at(first, "sha256"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(text_at(first, "sm3"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    const json_t *second = json_array_get(outputs, 1);
    assert_int_equal(strlen(text_at(second, "sha256")), 64);
    assert_null(json_object_get(second, "sm3"));
    const json_t *input = json_array_get(json_object_get(root, "inputs"), 0), *font = json_array_get(json_object_get(root, "fonts"), 0);
    assert_string_equal(text_at(input, "name"), "申请登记.csv");
    assert_int_equal(json_integer_value(json_object_get(input, "rows")), 12);
    assert_null(json_object_get(input, "sm3"));
    assert_string_equal(text_at(font, "file"), "a.ttc");
    assert_string_equal(text_at(font, "revision"), "2.001");
    assert_string_equal(text_at(font, "tables_sha256"), "ff");
    assert_true(json_is_true(json_object_get(font, "substitute")));
    json_decref(root);
    free(bytes);
    sample_remove_folder(folder);
    sample_release(&s);
}

/* ---- a run killed before each change of the folder: the next run removes its files and those of the run before ---- */

static int changes;                                    /* until SIGKILL; 0 = never */

static void change(void)
{
    if (changes && !--changes) raise(SIGKILL);
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int __real_unlinkat(int fd, const char *path, int flags);
int __wrap_unlinkat(int fd, const char *path, int flags);
int __real_rmdir(const char *path);
int __wrap_rmdir(const char *path);

int __wrap_rename(const char *from, const char *to)
{
    change();
    return __real_rename(from, to);
}

int __wrap_unlink(const char *path)
{
    change();
    return __real_unlink(path);
}

int __wrap_unlinkat(int fd, const char *path, int flags)
{
    change();
    return __real_unlinkat(fd, path, flags);
}

int __wrap_rmdir(const char *path)
{
    change();
    return __real_rmdir(path);
}

/* A report under this name, its data, and the manifest. */
static bool write_as(struct sample *s, const char *folder, const char *name)
{
    struct outdir *out;
    struct diag diag;
    bool ok = outdir_open(&out, folder, &diag) && outdir_put(out, name, name, strlen(name), &diag) && outdir_put(out, "data", name, strlen(name), &diag) &&
              draw_manifest(s, out, "manifest.json", &diag) && outdir_commit(out, &diag);
    outdir_close(out);
    return ok;
}

static int visible_or_not(const struct dirent *e) { return strcmp(e->d_name, ".") && strcmp(e->d_name, ".."); }

static void assert_holds(const char *folder, const char *name)
{
    const char *const wanted[] = {"data", "manifest.json", name};
    struct dirent **list;
    int n = scandir(folder, &list, visible_or_not, alphasort);
    assert_int_equal(n, 3);
    for (int i = 0; i < n; i++) {
        assert_string_equal(list[i]->d_name, wanted[i]);
        free(list[i]);
    }
    free(list);
    char *data = sample_read(folder, "data", NULL);
    assert_string_equal(data, name);
    free(data);
}

static void a_killed_run_leaves_nothing(void **state)
{
    (void)state;
    struct sample s;
    int status = 0, when = 0;
    sample_init(&s);
    do {
        char *folder = sample_folder();
        assert_true(write_as(&s, folder, "name of before"));
        when++;
        fflush(NULL);
        pid_t child = fork();
        if (!child) {
            changes = when;
            bool ok = write_as(&s, folder, "name of the killed run");
            changes = 0;
            sample_release(&s);
            free(folder);
            _exit(ok ? 42 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(write_as(&s, folder, "name of now"));
        assert_holds(folder, "name of now");
        sample_remove_folder(folder);
    } while (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 42);
    assert_true(when > 5);
    sample_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_killed_run_leaves_nothing), cmocka_unit_test(lists_inputs_outputs_and_fonts),};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
