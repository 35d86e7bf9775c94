"""The C types of reply.py."""

cpdef object parse_reply(object said)
cpdef str clean(object raw)
