"""The JSON interface, below /api/v1: for programs with a token, never for browsers with a session.

asking     who is asking: a token to the organisation it is for
problems   what went wrong as application/problem+json (RFC 9457)
shapes     what answers look like, for the OpenAPI document
stories    stories, corrections, coverage
numbers    weeks, targets, brand, sources, readings
enquiries  what journalists ask
pitches    our own stories, from the idea to print
responses  what is done about critical stories
interface  the whole, as an application of its own
"""
