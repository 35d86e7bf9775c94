/* An SMTP server that takes every mail and keeps none: one process, epoll, PIPELINING and CHUNKING.
 *
 * usage: sink DELAY   (microseconds that each reply waits, by timer; 0: it is sent at once)
 * It prints its port on 127.0.0.1, and at the end of its input how many mails it took.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 18, EVENTS = 64, CONNECTIONS = 1024, REPLIES = 4096 };
enum state { COMMAND, DATA, CHUNK };

struct connection {
    int fd;
    enum state state;
    size_t have, need;     /* bytes in `in`; bytes of a chunk still to come */
    size_t said;           /* bytes in `out` */
    unsigned generation;   /* a reply that waits for a connection which is gone finds another number */
    char in[ROOM], out[ROOM];
};

struct waiting {
    double due;
    struct connection *to;
    unsigned generation;
    const char *text;
};

static struct connection *connections[CONNECTIONS];
static struct waiting queue[CONNECTIONS * REPLIES]; /* a ring: all replies wait equally long */
static size_t first, last;
static double delay;
static unsigned long mails;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void flush(struct connection *c)
{
    size_t sent = 0;
    while (sent < c->said) {
        ssize_t n = send(c->fd, c->out + sent, c->said - sent, MSG_NOSIGNAL);
        if (n <= 0)
            break;
        sent += (size_t)n;
    }
    c->said = 0; /* who does not read its replies is not measured */
}

static void say(struct connection *c, const char *text)
{
    size_t n = strlen(text);
    if (c->said + n <= ROOM) {
        memcpy(c->out + c->said, text, n);
        c->said += n;
    }
}

static void reply(struct connection *c, const char *text)
{
    if (delay == 0) {
        say(c, text);
        return;
    }
    struct waiting w = {now() + delay, c, c->generation, text};
    queue[last] = w;
    last = (last + 1) % (CONNECTIONS * REPLIES);
}

static void take(struct connection *c)
{
    mails++;
    reply(c, "250 2.0.0 Ok: queued as 4Xy0123456789\r\n");
}

static int is(const char *line, size_t n, const char *verb)
{
    return n >= strlen(verb) && !strncasecmp(line, verb, strlen(verb));
}

static void obey(struct connection *c, const char *line, size_t n)
{
    if (is(line, n, "MAIL"))
        reply(c, "250 2.1.0 Ok\r\n");
    else if (is(line, n, "RCPT"))
        reply(c, "250 2.1.5 Ok\r\n");
    else if (is(line, n, "DATA")) {
        c->state = DATA;
        reply(c, "354 End data with <CR><LF>.<CR><LF>\r\n");
    } else if (is(line, n, "BDAT")) {
        c->need = strtoul(line + 4, NULL, 10);
        c->state = CHUNK; /* LAST, as all clients here say */
        if (!c->need) {
            c->state = COMMAND;
            take(c);
        }
    } else if (is(line, n, "EHLO"))
        reply(c, "250-sink\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-SIZE 52428800\r\n"
                 "250-ENHANCEDSTATUSCODES\r\n250 8BITMIME\r\n");
    else if (is(line, n, "QUIT"))
        reply(c, "221 2.0.0 Bye\r\n");
    else
        reply(c, "250 2.0.0 Ok\r\n");
}

/* The bytes of `p[0:n]` that are used up now; 0: more must come. */
static size_t step(struct connection *c, char *p, size_t n)
{
    if (c->state == CHUNK) {
        size_t k = n < c->need ? n : c->need;
        if (!(c->need -= k)) {
            c->state = COMMAND;
            take(c);
        }
        return k;
    }
    if (c->state == DATA) {
        char *end = memmem(p, n, "\r\n.\r\n", 5);
        if (!end)
            return n > 4 ? n - 4 : 0;
        c->state = COMMAND;
        take(c);
        return (size_t)(end - p) + 5;
    }
    char *end = memchr(p, '\n', n);
    if (!end)
        return 0;
    obey(c, p, (size_t)(end - p));
    return (size_t)(end - p) + 1;
}

/* 0 when the connection is over. */
static int hear(struct connection *c)
{
    ssize_t n = recv(c->fd, c->in + c->have, ROOM - c->have, 0);
    if (n <= 0)
        return n < 0 && errno == EAGAIN;
    size_t at = 0, used;
    c->have += (size_t)n;
    while (at < c->have && (used = step(c, c->in + at, c->have - at)))
        at += used;
    memmove(c->in, c->in + at, c->have - at);
    c->have -= at;
    flush(c);
    return 1;
}

static void greet(int poller, int listening)
{
    int fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK), one = 1;
    if (fd < 0 || fd >= CONNECTIONS) {
        close(fd);
        return;
    }
    if (!connections[fd])
        connections[fd] = calloc(1, sizeof(struct connection));
    struct connection *c = connections[fd];
    c->fd = fd, c->state = COMMAND, c->have = c->said = 0, c->generation++;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &e);
    reply(c, "220 sink ESMTP\r\n");
    flush(c);
}

static void end(struct connection *c)
{
    close(c->fd);
    c->generation++;
}

/* Sends what is due; gives the milliseconds to the next. */
static int ring(void)
{
    double t = now();
    while (first != last && queue[first].due <= t) {
        struct waiting *w = &queue[first];
        if (w->generation == w->to->generation) {
            say(w->to, w->text);
            size_t next = (first + 1) % (CONNECTIONS * REPLIES);
            if (next == last || queue[next].to != w->to || queue[next].due > t)
                flush(w->to);
        }
        first = (first + 1) % (CONNECTIONS * REPLIES);
    }
    return first == last ? -1 : 1 + (int)((queue[first].due - t) * 1e3);
}

int main(int count, char **arguments)
{
    delay = count > 1 ? atof(arguments[1]) / 1e6 : 0;
    int listening = socket(AF_INET, SOCK_STREAM, 0), poller = epoll_create1(0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof here;
    if (bind(listening, (struct sockaddr *)&here, size) || listen(listening, 256))
        return 1;
    getsockname(listening, (struct sockaddr *)&here, &size);
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    struct epoll_event e = {.events = EPOLLIN, .data.fd = listening}, events[EVENTS];
    epoll_ctl(poller, EPOLL_CTL_ADD, listening, &e);
    e.data.fd = STDIN_FILENO;
    epoll_ctl(poller, EPOLL_CTL_ADD, STDIN_FILENO, &e);
    for (;;) {
        int n = epoll_wait(poller, events, EVENTS, ring());
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            if (fd == STDIN_FILENO) {
                printf("%lu\n", mails);
                return 0;
            }
            if (fd == listening)
                greet(poller, listening);
            else if (!hear(connections[fd]))
                end(connections[fd]);
        }
    }
}
