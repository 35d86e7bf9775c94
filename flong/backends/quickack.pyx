# cython: boundscheck=False, wraparound=False, cdivision=True
"""TCP_QUICKACK by a file descriptor: uvloop's sockets make an object for each option that is set."""

cdef extern from *:
    """
    #include <netinet/in.h>
    #include <netinet/tcp.h>
    #include <sys/socket.h>

    static int set_quickack(int fd)
    {
    #ifdef TCP_QUICKACK
        int on = 1;
        return setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    #else
        (void)fd;
        return -1;
    #endif
    }
    """
    int set_quickack(int fd) noexcept nogil


def quickack(int fd):
    """Acknowledge what comes at once, until the system forgets it (Linux soon does); whether it can do that."""
    return set_quickack(fd) == 0
