"""Where people look: pages, forms and the JSON interface, drawn from the store on this machine. No page asks anything
of anybody else.

    application   the whole: routes, guards, pages for what goes wrong
    site          what every page needs: configuration, store, clock, the address we are known by
    visitor       who is asking, and what they may do
    guard         headers, sizes, hosts, forged requests
    oidc          signing in at an OpenID provider (oidc_provider: the only door to authlib and joserfc)
    api           the JSON interface, for programs with a token; keys: the page where tokens are made
    signing_in    links by mail, sessions
    respond       a template and its context to an answer
    server        the web server itself (the only door to uvicorn)
"""
