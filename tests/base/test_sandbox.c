/* What is left of the network when the program has shut itself in: nothing, or sending on what was connected before. */
#include "base/sandbox.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IS_OPEN = 1, MAY_SEND = 2, MAY_SEND_ELSEWHERE = 4, MAY_RECEIVE = 8, NOT_FORCED = 64 };

static bool forbidden(long result) { return result < 0 && errno == EPERM; }

static int left(void (*shut)(void))
{
    struct sockaddr_in elsewhere = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int pair[2], status, datagram = socket(AF_INET, SOCK_DGRAM, 0), found = 0;
    char byte = 'x';
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child) {
        assert_int_equal(waitpid(child, &status, 0), child);
        close(pair[0]), close(pair[1]), close(datagram);
        return WEXITSTATUS(status);
    }
    shut();
    if (!sandbox_calls_forbidden()) _exit(NOT_FORCED);
    if (!forbidden(socket(AF_INET, SOCK_STREAM, 0)) || !forbidden(connect(datagram, (struct sockaddr *)&elsewhere, sizeof elsewhere))) found |= IS_OPEN;
    if (!forbidden(send(pair[0], &byte, 1, MSG_NOSIGNAL))) found |= MAY_SEND;
    if (!forbidden(sendto(datagram, &byte, 1, 0, (struct sockaddr *)&elsewhere, sizeof elsewhere))) found |= MAY_SEND_ELSEWHERE;
    /* An address whose lower half is zero is one all the same. */
    if (!forbidden(sendto(datagram, &byte, 1, 0, (struct sockaddr *)(uintptr_t)(UINT64_C(1) << 32), sizeof elsewhere))) found |= MAY_SEND_ELSEWHERE;
    if (!forbidden(recv(pair[1], &byte, 1, MSG_DONTWAIT))) found |= MAY_RECEIVE;
    _exit(found);
}

static void test_nothing(void **state)
{
    (void)state;
    int found = left(sandbox_forbid_calls);
    if (found != NOT_FORCED) assert_int_equal(found, MAY_RECEIVE);
}

static void test_sending(void **state)
{
    (void)state;
    int found = left(sandbox_forbid_calls_but_sending);
    if (found != NOT_FORCED) assert_int_equal(found, MAY_SEND | MAY_RECEIVE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing), cmocka_unit_test(test_sending)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
